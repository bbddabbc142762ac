/// What another engine's SQL has words for: queries that are made of these alone can be asked there.
///
/// Only a hint that makes such queries likely; whether a query can be said is the translator's to tell.
enum PlainWords {
  static let functions: Set<String> = [
    "!=", "!between", "!contains", "!contains_cs", "!endswith", "!has", "!has_cs", "!in", "!in~",
    "!startswith", "!~", "%", "*", "+", "-", "/", "<", "<=", "==", "=~", ">", ">=", "[]", "abs",
    "acos", "and", "array_concat", "array_length", "array_sort_asc", "asin", "atan", "atan2",
    "between", "bin", "case", "ceiling", "coalesce", "contains", "contains_cs", "cos", "dayofmonth",
    "dayofweek", "dayofyear", "degrees", "endswith", "endswith_cs", "exp", "floor", "getmonth",
    "getyear", "has", "has_all", "has_any", "has_cs", "hash_md5", "hash_sha256", "hasprefix",
    "hasprefix_cs", "hassuffix", "hassuffix_cs", "hourofday", "iff", "in", "in~", "indexof",
    "isempty", "isfinite", "isinf", "isnan", "isnotempty", "isnotnull", "isnull", "log", "log10",
    "log2", "matches regex", "max_of", "min_of", "monthofyear", "negate", "not", "or", "pi", "pow",
    "radians", "replace_string", "reverse", "round", "set_has_element", "set_union", "sign", "sin",
    "split", "sqrt", "startofday", "startofmonth", "startofweek", "startofyear", "startswith",
    "startswith_cs", "strcat", "strcat_array", "strlen", "substring", "tan", "tobool", "todatetime",
    "toint", "tolong", "tolower", "toreal", "tostring", "toupper",
  ]
}
