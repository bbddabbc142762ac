import Columnar
import FoundationEssentials
import Glibc
import Query
import Rendering

/// The commands that keep, change and run queries.
extension DotCommand {
  static let history: @Sendable (Session, String) -> Verdict = { session, argument in
    guard let history = session.history else { return session.fail("no history is kept here") }
    var entries = history.entries
    if argument.hasPrefix("/") {
      let pattern =
        argument.dropFirst().last == "/"
        ? argument.dropFirst().dropLast()
        : argument.dropFirst()
      guard let expression = try? RegularExpression("(?i)" + String(pattern)) else {
        return session.fail("'\(pattern)' is no regular expression")
      }
      entries = entries.filter { expression.firstMatch(in: Array($0.utf8), from: 0) != nil }
    } else {
      guard let count = argument.isEmpty ? 20 : Int(argument), count > 0 else {
        return session.fail(
          "'\(argument)' is no number of statements; .history 5, or .history /word/")
      }
      entries = Array(entries.suffix(count))
    }
    return session.write(
      entries.map { ControlEscape.escape($0, keepsLineEnds: true) + "\n" }.joined())
  }

  static let param: @Sendable (Session, String) -> Verdict = { session, argument in
    if argument.isEmpty {
      let rows = session.parameters.sorted { $0.key < $1.key }.map { name, value in
        [.string(name), .string(ValueFormat.text(of: value, type: .string))] as [Value]
      }
      return session.write([table([("parameter", .string), ("value", .string)], rows)])
    }
    guard let (name, value) = assignment(argument) else {
      return session.fail("write .param NAME=VALUE")
    }
    session.parameters[name] = value.isEmpty ? nil : .string(value)
    return .done
  }

  static let run: @Sendable (Session, String) -> Verdict = { session, argument in
    var words = argumentWords(argument)
    if session.access.isSafe { return session.fail("--safe allows no saved queries") }
    guard !words.isEmpty else {
      let rows = SavedQueries.names.map { [.string($0)] as [Value] }
      return session.write([table([("query", .string)], rows)])
    }
    let name = words.removeFirst()
    let names = SavedQueries.names
    guard names.contains(name) else {
      let hint = EditDistance.nearest(name, among: names).map { "; did you mean '\($0)'?" }
      return session.fail("no saved query '\(name)'" + (hint ?? "; .run lists them"))
    }
    var values: [String: Value] = [:]
    for word in words {
      guard let (name, value) = assignment(word) else {
        return session.fail("'\(word)' is no NAME=VALUE")
      }
      values[name] = .string(value)
    }
    let earlier = session.parameters
    session.parameters.merge(values) { _, new in new }
    defer { session.parameters = earlier }
    return session.read(SavedQueries.path(of: name))
  }

  static let saveQuery: @Sendable (Session, String) -> Verdict = { session, name in
    guard let query = session.lastQuery else { return session.fail("no query was run yet") }
    guard SavedQueries.isName(name) else {
      return session.fail("a name has letters, digits, '-' and '_': .save-query first-calls")
    }
    if let reason = session.access.refusal(toWrite: name) { return session.fail(reason) }
    if let failure = SavedQueries.save(query, as: name) { return session.fileFailure(failure) }
    session.console.complain("saved; .run \(name)")
    return .done
  }

  static let edit: @Sendable (Session, String) -> Verdict = { session, _ in
    if let reason = session.access.refusal(toRun: "an editor") { return session.fail(reason) }
    switch ExternalEditor.edit(session.lastQuery ?? "") {
    case .failure(let problem): return session.fail(problem.message)
    case .success(let text):
      let query = trimmed(text)
      if query.isEmpty { return session.fail("nothing to run") }
      session.console.greet(ControlEscape.escape(query, keepsLineEnds: true))
      session.keepInHistory(query)
      return session.runScript(query, name: "")
    }
  }

  static let printLine: @Sendable (Session, String) -> Verdict = { session, text in
    let line = unquoted(text)
    let shown = session.width == nil ? line : ControlEscape.escape(line, keepsLineEnds: true)
    return session.write(shown + "\n")
  }

  /// `name=value`, the value without the quotes around it.
  static func assignment(_ text: String) -> (name: String, value: String)? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = trimmed(text[..<equals])
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    return (name, unquoted(trimmed(text[text.index(after: equals)...])))
  }

  /// The words of an argument; what stands in quotes is one, its blanks included.
  static func argumentWords(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, "\"'".contains(character) {
        quote = character
      } else if quote == nil, character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

/// The queries that a person kept: a file each in `casus/queries` of the folder of configurations.
enum SavedQueries {
  /// Their names in order.
  static var names: [String] {
    guard let folder else { return [] }
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return found.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
      .filter { isName($0) }.sorted()
  }

  /// Where the query of a name lies.
  static func path(of name: String) -> String { (folder ?? ".") + "/" + name + ending }

  /// Whether a name is one that a file may have anywhere, and that leads out of no folder.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
  }

  /// Writes a query; gives what went wrong, if anything did.
  static func save(_ query: String, as name: String) -> String? {
    let path = path(of: name)
    TextFile.makeFolders(above: path)
    return TextFile.write(query + "\n", to: path)
  }

  private static let ending = ".kql"

  private static var folder: String? {
    Program.configurationFolder.map { $0 + "/queries" }
  }
}

/// The person's own editor, on a text.
enum ExternalEditor {
  /// The text as it was left, or why there is none.
  static func edit(_ text: String) -> Result<String, DotCommand.Problem> {
    let folder = Console.environment("TMPDIR") ?? "/tmp"
    var template = Array((folder + "/casus-XXXXXX.kql").utf8CString)
    let descriptor = unsafe mkstemps(&template, 4)
    guard descriptor >= 0 else {
      return .failure(.init(message: "no file to edit: \(Console.systemMessage(errno))"))
    }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unsafe unlink(path) }
    var stream = FileStream(descriptor: descriptor)
    stream.write(text + "\n")
    stream.flush()
    close(descriptor)
    let editor = Console.environment("VISUAL") ?? Console.environment("EDITOR") ?? "vi"
    let status = unsafe system("\(editor) '\(path)'")
    guard status == 0 else {
      return .failure(.init(message: "'\(editor)' ended with an error; nothing was run"))
    }
    let file = TextFile.read(path)
    guard let edited = file.text else { return .failure(.init(message: file.reason)) }
    return .success(edited)
  }
}
