import Query

/// The names that a session's `let` statements and declared parameters give: what one query names,
/// the following ones may use.
///
/// A query language's `let` reaches to the end of its text. At a prompt texts are single statements, so
/// the lets that a text mentions are put before it, and the places in messages are moved back.
struct LetScope {
  private var statements: [Naming] = []

  /// All the names.
  var names: [String] { statements.flatMap(\.names) }

  /// A statement that gives names: one for a `let`, any number for declared parameters.
  private struct Naming {
    let names: [String]
    let text: String
  }

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
    let own = Set(Self.namings(in: text).flatMap(\.names))
    // A later let may use an earlier one, so the newest is looked at first.
    for naming in statements.reversed()
    where naming.names.contains(where: { mentioned.contains($0) && !own.contains($0) }) {
      needed.insert(naming.text, at: 0)
      mentioned += "\n" + naming.text
    }
    guard !needed.isEmpty else { return Source(query: written, written: written, shift: 0) }
    let prelude = needed.map { $0 + ";\n" }.joined()
    return Source(
      query: QuerySource(text: prelude + padded, name: name), written: written,
      shift: prelude.utf8.count)
  }

  /// Keeps the lets of a text that ran.
  mutating func remember(_ text: String) {
    for naming in Self.namings(in: text) {
      guard let place = statements.firstIndex(where: { $0.names == naming.names }) else {
        statements.append(naming)
        continue
      }
      // What was defined with the old meaning takes the new one, unless that needs later names.
      let later = statements[(place + 1)...].flatMap(\.names)
      if later.contains(where: naming.text.contains) {
        statements.remove(at: place)
        statements.append(naming)
      } else {
        statements[place] = naming
      }
    }
  }

  /// What each single name stands for, in order.
  var definitions: [(name: String, text: String)] {
    statements.compactMap { $0.names.count == 1 ? ($0.names[0], $0.text) : nil }
  }

  /// Keeps those lets of a text that name something new; gives all names of the text.
  mutating func rememberNew(_ text: String) -> [String] {
    let all = Self.namings(in: text)
    let known = Set(names)
    statements += all.filter { !$0.names.contains(where: known.contains) }
    return all.flatMap(\.names)
  }

  /// Gives up a name that something else has taken; what else its statement names goes with it.
  mutating func forget(_ name: String) {
    statements.removeAll { $0.names.contains(name) }
  }

  private static func namings(in text: String) -> [Naming] {
    guard text.contains("let") || text.contains("declare") else { return [] }
    let bytes = Array(text.utf8)
    return Parser.parse(QuerySource(text: text)).syntax.statements.compactMap { statement in
      let written = String(
        decoding: bytes[statement.range.lower..<statement.range.upper], as: UTF8.self)
      switch statement.kind {
      case .letValue(let name, _), .letFunction(let name, _):
        return Naming(names: [name.text], text: written)
      case .queryParameters(let parameters):
        return Naming(names: parameters.map(\.name.text), text: written)
      case .set, .query: return nil
      }
    }
  }
}
