import Columnar

/// Completes a text in quotes with the values of the column that it is compared with, the most
/// frequent first: `type == "CON` with `CONSULT` and `CONCEDE`.
struct ValueCompletion {
  /// The column's name.
  let column: String
  /// What is typed of the value.
  let beginning: String
  /// The quotation mark that it began with.
  let quote: Character

  /// The value that the end of a line is in the middle of; nil where it is not inside quotes, or
  /// where they are compared with no column.
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
    guard let open, let column = Self.column(before: line[..<open]) else { return nil }
    self.column = column
    beginning = String(line[line.index(after: open)...])
    quote = line[open]
  }

  /// The column on the left of an operator at the end of `text`, or of one whose list is open there.
  private static func column(before text: Substring) -> String? {
    var text = withoutBlanks(text)
    if text.last == "," || text.last == "(" {
      guard let bracket = text.lastIndex(of: "(") else { return nil }
      text = withoutBlanks(text[..<bracket])
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

  /// More rows than these are not looked at, so that Tab answers at once.
  private static let rowLimit = 100_000
  private static let candidateLimit = 40
  /// Whole sentences are no names to choose from.
  private static let longestValue = 60

  /// The values that begin as typed, of the given tables' columns of that name.
  func candidates(in tables: [Table]) -> [String] {
    var counts: [String: Int] = [:]
    func count(_ text: String) {
      // What would have to be escaped inside the quotes is left to be typed.
      guard text.hasPrefix(beginning), text.count <= Self.longestValue, !text.isEmpty,
        !text.contains(where: { "\"'\\".contains($0) || $0.isNewline })
      else { return }
      counts[text, default: 0] += 1
    }
    for table in tables {
      guard let index = table.schema.index(of: column) else { continue }
      var rowsLeft = Self.rowLimit
      for position in table.chunks.indices where rowsLeft > 0 {
        let chunk = table.chunks.chunk(position, columns: [index])
        rowsLeft -= chunk.count
        for row in 0..<chunk.count {
          switch chunk.vectors[0][row] {
          case .string(let text), .dynamic(.string(let text)): count(text)
          case .dynamic(.array(let items)):
            for case .string(let text) in items { count(text) }
          default: break
          }
        }
      }
    }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(Self.candidateLimit).map(\.key)
  }
}
