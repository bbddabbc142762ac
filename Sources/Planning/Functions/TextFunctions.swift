internal import Columnar

extension ScalarFunctions {
  /// Functions of texts, those with regular expressions aside.
  static let texts: [ScalarFunction] = [
    text(
      "base64_decode_toarray", "base64_decode_toarray(text)",
      "The bytes behind a base64 text, as an array.", 1...1, .dynamic),
    text(
      "base64_decode_tostring", aliases: ["base64_decodestring"], "base64_decode_tostring(text)",
      "The text behind a base64 text; empty if it is none.", 1...1, .string),
    ScalarFunction(
      "base64_encode_fromarray", usage: "base64_encode_fromarray(bytes)",
      summary: "An array of bytes in base64.", arity: 1...1,
      resolve: TypeRule.gives(.string, .dynamic)),
    text(
      "base64_encode_tostring", aliases: ["base64_encodestring"], "base64_encode_tostring(text)",
      "The text in base64.", 1...1, .string),
    ScalarFunction(
      "format_bytes", usage: "format_bytes(size [, digits [, unit]])",
      summary: "A number of bytes with its unit.", arity: 1...3,
      resolve: TypeRule.gives(.string, .number, .number, .text)),
    text(
      "has_any_index", "has_any_index(text, terms)",
      "The place of the first of the terms that the text has; -1 if none.", 2...2, .long),
    text(
      "indexof", "indexof(text, part [, start [, length [, occurrence]]])",
      "The place of the part in the text, from 0; -1 where it is not found.", 2...5, .long),
    text("isascii", "isascii(text)", "Whether all characters are ASCII.", 1...1, .bool),
    text("isutf8", "isutf8(text)", "Whether the text is valid UTF-8.", 1...1, .bool),
    text("parse_csv", "parse_csv(line)", "The fields of a line of CSV.", 1...1, .dynamic),
    text("parse_url", "parse_url(url)", "The parts of a URL.", 1...1, .dynamic),
    text(
      "parse_urlquery", "parse_urlquery(query)", "The parameters of a URL's query.", 1...1,
      .dynamic),
    text(
      "parse_version", "parse_version(text)", "A version's number for comparison.", 1...1,
      .decimal),
    text(
      "replace_string", "replace_string(text, part, replacement)",
      "The text with every such part replaced.", 3...3, .string),
    text(
      "replace_strings", "replace_strings(text, parts, replacements)",
      "The text with every one of the parts replaced by its own replacement.", 3...3, .string),
    text("reverse", "reverse(value)", "The text from its end to its start.", 1...1, .string),
    text(
      "split", "split(text, delimiter [, index])",
      "The parts of the text between the delimiters, or the one at an index.", 2...3, .dynamic),
    text(
      "strcat", "strcat(a, b, ...)", "The texts of all values joined.", 1...64, .string),
    ScalarFunction(
      "strcat_array", usage: "strcat_array(array, delimiter)",
      summary: "The texts of the items joined with a delimiter.", arity: 2...2,
      resolve: TypeRule.gives(.string, .dynamic, .text)),
    text(
      "strcat_delim", "strcat_delim(delimiter, a, b, ...)",
      "The texts of all values joined with a delimiter.", 2...64, .string),
    text(
      "strcmp", "strcmp(a, b)", "-1, 0 or 1 as the first sorts before, with or behind.", 2...2,
      .long),
    text("string_size", "string_size(text)", "The number of bytes in UTF-8.", 1...1, .long),
    text("strlen", "strlen(text)", "The number of characters.", 1...1, .long),
    text(
      "strrep", "strrep(value, times [, delimiter])",
      "The text so many times in a row, up to 1024 times.", 2...3, .string),
    text(
      "substring", "substring(text, start [, length])",
      "The part of the text from a place on, counted from the end where negative.", 2...3,
      .string),
    text("tolower", "tolower(text)", "The text in small letters.", 1...1, .string),
    text("toupper", "toupper(text)", "The text in capitals.", 1...1, .string),
    text(
      "translate", "translate(from, to, text)",
      "The text with each character of the first list replaced by that of the second.", 3...3,
      .string),
    text(
      "unicode_codepoints_from_string", "unicode_codepoints_from_string(text)",
      "The code points of the text.", 1...1, .dynamic),
    text(
      "unicode_codepoints_to_string", "unicode_codepoints_to_string(code points, ...)",
      "The text of the code points.", 1...64, .string),
    text("url_decode", "url_decode(text)", "The text with %XX resolved.", 1...1, .string),
    text(
      "url_encode", "url_encode(text)", "The text as a URL's query has it, space as +.", 1...1,
      .string),
    text(
      "url_encode_component", "url_encode_component(text)",
      "The text as a part of a URL, all but letters, digits and -_.~ as %XX.", 1...1, .string),
  ]

  private static func text(
    _ name: String, aliases: [String] = [], _ usage: String, _ summary: String,
    _ arity: ClosedRange<Int>, _ type: LogicalType
  ) -> ScalarFunction {
    ScalarFunction(
      name, aliases: aliases, usage: usage, summary: summary, arity: arity,
      resolve: TypeRule.gives(type, .any))
  }
}
