import Columnar
import Planning
import Query

/// Completes the end of a line with what is possible there: operators behind a `|`, tables at the
/// beginning, columns of the rows so far, functions, values of a column, commands and their arguments.
struct Completer {
  /// What names can be completed.
  struct Names {
    /// The tables by name.
    var tables: [String: Table] = [:]
    /// The names that `let` statements gave before.
    var lets: [String] = []
    /// The columns that a query gives, nil where it is wrong.
    var columns: (String) -> [ColumnSchema]? = { _ in nil }
    /// The names of the parameters and saved queries, for commands.
    var parameters: [String] = []
    var savedQueries: [String] = []
    /// Whether a file may be read, and so be offered.
    var mayRead: (String) -> Bool = { _ in true }
  }

  private let names: Names
  /// What stands before the line: the lines above it, or the query that it goes on from.
  private let context: String

  /// A completer over everything that a query may name now.
  init(names: Names, context: String = "") {
    self.names = names
    self.context = context
  }

  /// What may follow at the end of `line`.
  func complete(_ line: String) -> Completion {
    if context.isEmpty, StatementReader.isCommand(line) || line == "." {
      return ArgumentCompletion(names: names).complete(line) { completeQuery($0) }
    }
    return completeQuery(line)
  }

  private func completeQuery(_ line: String) -> Completion {
    let text = context.isEmpty ? line : context + "\n" + line
    if let value = ValueCompletion(at: line) {
      return value.completion(in: tablesMeant(text))
    }
    let position = QueryPosition(atEndOf: text)
    let fitting = Completion.matching(position.word, candidates(at: position))
    return Completion(typed: position.word, candidates: fitting, hint: hint(at: position))
  }

  /// The call of the function whose arguments are being typed.
  private func hint(at position: QueryPosition) -> String? {
    guard position.word.isEmpty, let call = position.call else { return nil }
    return ScalarFunctions.named(call)?.usage
      ?? AggregateFunctions.all.first { $0.name == call || $0.aliases.contains(call) }?.usage
  }

  private func candidates(at position: QueryPosition) -> [Completion.Candidate] {
    if position.awaitsOperator { return Self.operators }
    if position.awaitsSource { return sources }
    if position.side != nil { return columns(at: position) }
    if let assigned = position.assigned, let fixed = Self.values(of: assigned, position) {
      return fixed
    }
    switch position.operatorName {
    case "count", "getschema", "serialize", "as", "consume": return []
    case "take", "limit", "sample": return []
    case "render": return renderArguments(position)
    case "join", "lookup": return joinArguments(position)
    case "union": return Self.words(["kind=", "withsource="]) + tables
    case "search": return tables
    case "evaluate" where position.call == nil:
      return ["bag_unpack(", "narrow(", "pivot("].map { .init($0, end: "") }
    case "project-away", "project-keep", "project-reorder": return columns(at: position)
    case "project-rename" where !position.awaitsOperand || position.assigned != nil:
      return columns(at: position)
    default: return expression(position)
    }
  }

  // MARK: - Beginnings and operators

  private var tables: [Completion.Candidate] {
    (names.tables.keys.sorted() + names.lets.sorted()).map { .init(Self.quoted($0)) }
  }

  private var sources: [Completion.Candidate] {
    tables
      + OperatorHelp.all.filter { !$0.isBehindPipe }.map { .init($0.name) }
      + Self.words(["union", "search"])
  }

  private static let operators: [Completion.Candidate] =
    (OperatorHelp.all.filter(\.isBehindPipe).map(\.name) + OperatorHelp.synonyms.keys.sorted())
    .filter { $0 != "mvapply" && $0 != "mvexpand" }
    .map { name in
      let isPatient = ["order", "sort"].contains(name)
      return .init(isPatient ? name + " by" : name)
    }

  // MARK: - Arguments of single operators

  private static let joinKinds = [
    "fullouter", "inner", "innerunique", "leftanti", "leftouter", "leftsemi", "rightanti",
    "rightouter", "rightsemi",
  ]

  private static func values(
    of name: String, _ position: QueryPosition
  ) -> [Completion.Candidate]? {
    switch (name, position.operatorName) {
    case ("kind", "join"): words(joinKinds)
    case ("kind", "lookup"): words(["inner", "leftouter"])
    case ("kind", "union"): words(["inner", "outer"])
    case ("kind", "render"):
      ["default", "stacked", "stacked100", "unstacked"].map { .init($0, end: "") }
    case ("kind", "search"): words(["case_insensitive", "case_sensitive"])
    default: nil
    }
  }

  private func renderArguments(_ position: QueryPosition) -> [Completion.Candidate] {
    if position.call == "with" {
      if ["xcolumn", "ycolumns", "series"].contains(position.assigned) {
        return columns(at: position)
      }
      return RenderHelp.properties.map { .init($0.name + "=", end: "") }
    }
    return position.words.isEmpty
      ? RenderHelp.kinds.map { .init($0.name) } : [.init("with (", end: "")]
  }

  private func joinArguments(_ position: QueryPosition) -> [Completion.Candidate] {
    if position.words.contains("on") { return columns(at: position) }
    let isTableDue = position.words.isEmpty || position.words.last == "kind"
    let hasKind = position.words.contains("kind")
    if position.awaitsOperand || isTableDue {
      return (hasKind ? [] : [.init("kind=", end: "")]) + tables
    }
    return (hasKind && position.words.count == 2 ? tables : []) + Self.words(["on"])
  }

  // MARK: - Expressions

  private func expression(_ position: QueryPosition) -> [Completion.Candidate] {
    let isPatient = ["order", "sort"].contains(position.operatorName) && position.words.isEmpty
    if isPatient || (!position.awaitsOperand && !position.words.isEmpty) {
      let following =
        Self.words(Self.following(position)) + (isPatient ? [] : Self.wordOperators)
      let fitting = Completion.matching(position.word, following)
      if !fitting.isEmpty { return fitting }
    }
    let fields = columns(at: position)
    // A list of all functions helps nobody who has typed nothing.
    if position.word.isEmpty && !fields.isEmpty {
      return isAggregating(position) ? fields + Self.aggregates : fields
    }
    let variables = names.lets.sorted().map { Completion.Candidate($0, end: "") }
    let functions = isAggregating(position) ? Self.aggregates + Self.scalars : Self.scalars
    return fields + variables + functions
  }

  private func isAggregating(_ position: QueryPosition) -> Bool {
    ["summarize", "make-series"].contains(position.operatorName)
      && !position.words.contains("by") && position.call == nil
  }

  /// The words of an operator that may stand between or behind its expressions.
  private static func following(_ position: QueryPosition) -> [String] {
    guard position.call == nil else { return [] }
    switch position.operatorName {
    case "summarize": return position.words.contains("by") ? [] : ["by"]
    case "sort", "order":
      return position.words.contains("by") ? ["asc", "desc", "nulls first", "nulls last"] : ["by"]
    case "top": return position.words.contains("by") ? ["asc", "desc"] : ["by"]
    case "partition": return position.words.contains("by") ? [] : ["by"]
    case "mv-expand": return ["limit", "to typeof("]
    case "mv-apply": return ["on", "to typeof("]
    case "range": return ["from", "step", "to"]
    case "make-series": return ["by", "default=", "from", "on", "step", "to"]
    case "parse", "parse-where": return ["with"]
    case "sample-distinct", "top-hitters", "top-nested": return ["by", "of"]
    default: return []
    }
  }

  private static let wordOperators: [Completion.Candidate] = words(
    [
      "and", "or", "between (", "contains", "endswith", "has", "has_all (", "has_any (",
      "hasprefix", "hassuffix", "in (", "in~ (", "matches regex", "startswith", "contains_cs",
      "endswith_cs", "has_cs", "hasprefix_cs", "hassuffix_cs", "startswith_cs",
    ])

  private static let scalars: [Completion.Candidate] = ScalarFunctions.calls
    .filter { $0.name.first?.isLetter == true && $0.usage.contains("(") }
    .map { function($0.name, $0.usage) }.sorted { $0.text < $1.text }

  private static let aggregates: [Completion.Candidate] = AggregateFunctions.all
    .map { function($0.name, $0.usage) }.sorted { $0.text < $1.text }

  private static func function(_ name: String, _ usage: String) -> Completion.Candidate {
    let takesNothing = usage.hasPrefix(name + "()")
    return .init(takesNothing ? name + "()" : name + "(", end: "", shown: usage)
  }

  // MARK: - Columns

  /// The columns of the rows that the operator is given; where these cannot be known, all columns of
  /// the tables that the text names.
  private func columns(at position: QueryPosition) -> [Completion.Candidate] {
    let end = ["project-away", "project-keep", "distinct"].contains(position.operatorName)
    var known: [String]
    if let input = position.input,
      let columns = names.columns(position.statements + input)
    {
      known = columns.map(\.name)
    } else {
      var seen = Set<String>()
      known = tablesMeant(position.statements + (position.input ?? "") + context)
        .flatMap { $0.schema.columns.map(\.name) }.filter { seen.insert($0).inserted }
    }
    if position.side == nil, position.operatorName == "join" { known.append("$left.") }
    return known.map { name in
      let isPrefix = name.hasPrefix("$")
      return .init(isPrefix ? name : Self.quoted(name), end: end || isPrefix ? "" : " ")
    }
  }

  /// The tables that a text speaks of, or all where it names none.
  private func tablesMeant(_ text: String) -> [Table] {
    let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    let named = names.tables.filter { words.contains(Substring($0.key)) }
    return (named.isEmpty ? names.tables : named).sorted { $0.key < $1.key }.map(\.value)
  }

  /// A name as a query must write it.
  static func quoted(_ name: String) -> String {
    let isPlain =
      name.first?.isNumber == false
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isPlain ? name : "['" + name.replacing("'", with: "\\'") + "']"
  }

  private static func words(_ words: [String]) -> [Completion.Candidate] {
    words.map { .init($0, end: $0.hasSuffix("=") || $0.hasSuffix("(") ? "" : " ") }
  }
}
