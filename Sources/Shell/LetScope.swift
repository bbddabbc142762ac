import Query

/// The `let` statements of a session: what one query names, the following ones may use.
///
/// A query language's `let` reaches to the end of its text. At a prompt texts are single statements, so
/// the lets that a text mentions are put before it, and the places in messages are moved back.
struct LetScope {
  private var statements: [(name: String, text: String)] = []

  /// A text as it is run, and as it was written.
  struct Source {
    /// With the lets before it.
    let query: QuerySource
    /// As the person wrote it.
    let written: QuerySource
    /// The bytes before the text in `query`.
    let shift: Int

    /// A diagnostic of the query moved to the text as written.
    func shown(_ diagnostic: Diagnostic) -> Diagnostic? {
      guard shift > 0 else { return diagnostic }
      return Diagnostic(
        diagnostic.severity, diagnostic.message, at: moved(diagnostic.range),
        fixIt: diagnostic.fixIt.map {
          FixIt(range: moved($0.range), replacement: $0.replacement)
        })
    }

    private func moved(_ range: SourceRange) -> SourceRange {
      SourceRange(max(0, range.lower - shift), max(0, range.upper - shift))
    }
  }

  /// `text` with the lets that it mentions before it. Blank lines before the text make the numbers
  /// of its lines those of the file that it is from.
  func source(for text: String, name: String, firstLine: Int) -> Source {
    let padded = String(repeating: "\n", count: firstLine - 1) + text
    let written = QuerySource(text: padded, name: name)
    var needed: [String] = []
    var mentioned = text
    let own = Set(Self.lets(in: text).map(\.name))
    // A later let may use an earlier one, so the newest is looked at first.
    for (letName, statement) in statements.reversed()
    where !own.contains(letName) && Self.mentions(letName, in: mentioned) {
      needed.insert(statement, at: 0)
      mentioned += "\n" + statement
    }
    guard !needed.isEmpty else { return Source(query: written, written: written, shift: 0) }
    let prelude = needed.map { $0 + ";\n" }.joined()
    return Source(
      query: QuerySource(text: prelude + padded, name: name), written: written,
      shift: prelude.utf8.count)
  }

  /// Keeps the lets of a text that ran.
  mutating func remember(_ text: String) {
    for statement in Self.lets(in: text) {
      statements.removeAll { $0.name == statement.name }
      statements.append(statement)
    }
  }

  private static func lets(in text: String) -> [(name: String, text: String)] {
    guard text.contains("let") else { return [] }
    let bytes = Array(text.utf8)
    return Parser.parse(QuerySource(text: text)).syntax.statements.compactMap { statement in
      let written = String(
        decoding: bytes[statement.range.lower..<statement.range.upper], as: UTF8.self)
      switch statement.kind {
      case .letValue(let name, _), .letFunction(let name, _): return (name.text, written)
      case .queryParameters, .set, .query: return nil
      }
    }
  }

  private static func mentions(_ name: String, in text: String) -> Bool {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == name }
  }
}
