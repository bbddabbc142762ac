import Columnar

/// Completes a text in quotes with the values of the column that it is compared with, the most
/// frequent first: `type == "CON` with `CONSULT` and `CONCEDE`.
struct ValueCompletion {
  /// The names of the columns that it may be from.
  let columns: [String]
  /// What is typed of the value.
  let beginning: String
  /// The quotation mark that it began with.
  let quote: Character
  /// Whether more values may follow behind a comma.
  let isListed: Bool
  /// Whether a bracket is closed behind it.
  let closes: Bool

  /// The value that the end of a line is in the middle of; nil where it is not inside quotes, or
  /// and of no column where they are compared with none.
  init?(at line: String) {
    var open: String.Index?
    var isEscaped = false
    for index in line.indices {
      let character = line[index]
      if let begin = open {
        if !isEscaped && character == line[begin] { open = nil }
        isEscaped = !isEscaped && character == "\\"
      } else if character == "\"" || character == "'" {
        open = index
        isEscaped = false
      }
    }
    guard let open else { return nil }
    quote = line[open]
    beginning = String(line[line.index(after: open)...])
    let before = Self.withoutBlanks(line[..<open])
    if let party = Self.partyFunctions.first(where: { Self.isCalled($0.name, at: before) }) {
      columns = party.columns
      closes = party.name != "involves"
      isListed = !closes
    } else if let column = Self.column(before: line[..<open]) {
      columns = [column]
      isListed = before.last == "(" || before.last == ","
      closes = false
    } else {
      columns = []
      isListed = false
      closes = false
    }
  }

  /// The functions whose arguments are names of actors, with the columns in which those stand.
  private static let partyFunctions = [
    (name: "involves", columns: ["actors", "recipients"]),
    (name: "actor_is", columns: ["actors"]),
    (name: "recipient_is", columns: ["recipients"]),
  ]

  /// Whether the arguments of a function are open at the end of a text.
  private static func isCalled(_ name: String, at text: Substring) -> Bool {
    guard let bracket = text.lastIndex(of: "("), text[bracket...].last != ")" else { return false }
    let word = withoutBlanks(text[..<bracket]).reversed()
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return String(word.reversed()) == name
  }

  /// The column on the left of an operator at the end of `text`, or of one whose list is open there.
  private static func column(before text: Substring) -> String? {
    var text = withoutBlanks(text)
    let whole = text
    if text.last == "," || text.last == "(" {
      guard let bracket = text.lastIndex(of: "(") else { return nil }
      text = withoutBlanks(text[..<bracket])
      if memberFunctions.contains(where: { text.hasSuffix($0) }) {
        let argument = whole[bracket...].dropFirst().prefix { $0 != "," }
        return DotCommand.trimmed(argument)
      }
      guard listOperators.contains(where: { text.hasSuffix(" " + $0) }) else { return nil }
    }
    if let symbol = ["==", "!=", "=~", "!~"].first(where: { text.hasSuffix($0) }) {
      text = text.dropLast(symbol.count)
    } else {
      let word = text.reversed().prefix { !$0.isWhitespace }.reversed()
      guard wordOperators.contains(String(word.drop { $0 == "!" })) else { return nil }
      text = text.dropLast(word.count)
    }
    let name = withoutBlanks(text).reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name.reversed())
  }

  /// Functions that look for a value in the list that is their first argument.
  private static let memberFunctions = ["array_index_of", "set_has_element"]

  private static let listOperators: Set<String> = [
    "!in", "!in~", "has_all", "has_any", "in", "in~",
  ]

  private static let wordOperators: Set<String> = listOperators.union([
    "contains", "contains_cs", "endswith", "endswith_cs", "has", "has_cs", "hasprefix",
    "hasprefix_cs", "hassuffix", "hassuffix_cs", "startswith", "startswith_cs",
  ])

  private static func withoutBlanks(_ text: Substring) -> Substring {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static let candidateLimit = 40
  /// Whole sentences are no names to choose from.
  private static let longestValue = 60

  /// The values that begin as typed, of the given tables' columns of those names, in whatever case.
  func completion(in tables: [Table]) -> Completion {
    var counts: [String: Int] = [:]
    for table in tables {
      for (index, column) in table.schema.columns.enumerated() where columns.contains(column.name) {
        let values = ValueFrequency.texts(
          ofColumn: index, in: table, beginningWith: beginning, limit: 4 * Self.candidateLimit,
          longest: Self.longestValue)
        for (text, count) in values { counts[text, default: 0] += count }
      }
    }
    let end = String(quote) + (isListed ? "" : closes ? ")" : " ")
    let candidates = counts.filter { !$0.key.contains { "\"'\\".contains($0) || $0.isNewline } }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.candidateLimit)
      .map { Completion.Candidate($0.key, end: end) }
    return Completion(typed: beginning, candidates: candidates)
  }
}
