import Glibc
import Loading
import Query

/// Functions that a person keeps: made by `.create function`, defined in every shell from then on.
///
/// They are `let` statements of the session like any others. At a prompt they are also written to
/// `casus/functions.kql` in the folder of configurations, in the order in which they may use each other.
/// What a script creates lasts as long as the script, which must give the same on every machine.
struct StoredFunctions {
  /// The names of those that are kept.
  private(set) var names: Set<String> = []

  /// A command that creates a function, as the `let` statement that it stands for; nil where the text is
  /// none: `.create function f(x: long) { x + 1 }`, with Kusto's own words between allowed.
  static func statement(of command: String) -> (name: String, text: String)? {
    var rest = command.drop { $0.isWhitespace }
    func take(_ words: [String]) -> Bool {
      for word in words where rest.hasPrefix(word) {
        let behind = rest.dropFirst(word.count)
        guard behind.first?.isWhitespace ?? false || behind.first == "(" else { continue }
        rest = behind.drop { $0.isWhitespace }
        return true
      }
      return false
    }
    guard take([".create-or-alter", ".create", ".alter"]), take(["function"]) else { return nil }
    _ = take(["ifnotexists"])
    if take(["with"]), let end = rest.firstIndex(of: ")") {
      rest = rest[rest.index(after: end)...].drop { $0.isWhitespace }
    }
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let value = StatementReader.withoutSemicolon(String(rest.dropFirst(name.count)))
    guard !name.isEmpty, value.first(where: { !$0.isWhitespace }) == "(" else { return nil }
    return (String(name), "let \(name) = " + DotCommand.trimmed(value))
  }

  /// Whether the lines of a command are the beginning of a function whose brackets are open.
  static func completeness(of command: String) -> Completeness? {
    guard let (_, text) = statement(of: command) else { return nil }
    return Parser.completeness(of: text)
  }

  // MARK: - The file

  /// Where they are kept; nil where there is no place for it.
  private static var path: String? { Program.configurationFolder.map { $0 + "/functions.kql" } }

  /// Reads the functions kept so far that the session does not have; gives what is wrong with the file.
  mutating func load(into lets: inout LetScope) -> String? {
    guard let path = Self.path, unsafe access(path, F_OK) == 0 else { return nil }
    let file = TextFile.readScript(path)
    guard let text = file.text else { return "\(path): \(file.reason)" }
    guard Parser.parse(QuerySource(text: text)).diagnostics.isEmpty else {
      return "\(path): there is a mistake in it; its functions are left out"
    }
    names.formUnion(lets.rememberNew(text))
    return nil
  }

  /// Keeps a function of the session; gives what went wrong, if anything did.
  mutating func keep(_ name: String, of lets: inout LetScope) -> String? {
    guard let path = Self.path else { return "there is no folder to keep it in" }
    TextFile.makeFolders(above: path)
    return KeptFile.locked(path) {
      // Another shell may have kept others meanwhile.
      if let failure = load(into: &lets) { return failure }
      names.insert(name)
      return write(lets, to: path)
    }
  }

  /// Gives up a function; gives what went wrong, if anything did.
  mutating func drop(_ name: String, of lets: inout LetScope) -> String? {
    guard let path = Self.path, unsafe access(path, F_OK) == 0 else {
      lets.forget(name)
      return nil
    }
    return KeptFile.locked(path) {
      let failure = load(into: &lets)
      lets.forget(name)
      // A file that cannot be read holds functions that are not known here.
      return names.remove(name) == nil ? nil : failure ?? write(lets, to: path)
    }
  }

  private func write(_ lets: LetScope, to path: String) -> String? {
    let texts = lets.definitions.filter { names.contains($0.name) }.map { $0.text + ";\n" }
    return TextFile.write(texts.joined(), to: path)
  }
}
