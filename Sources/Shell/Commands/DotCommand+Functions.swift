import Columnar
import Query

/// The commands on functions that a person keeps.
extension DotCommand {
  static let create: @Sendable (Session, String) -> Verdict = { session, argument in
    guard let (name, text) = StoredFunctions.statement(of: ".create " + argument) else {
      return session.fail("write .create function NAME(x: long) { ... }")
    }
    return session.create(name, text)
  }

  static let drop: @Sendable (Session, String) -> Verdict = { session, argument in
    let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    switch (words.first, words.count) {
    case ("function", 2): return session.dropFunction(words[1])
    case ("table", 2): return session.dropTable(words[1])
    default: return session.fail("write .drop function NAME or .drop table NAME")
    }
  }

  /// The functions that the session has, with their texts.
  static let showFunctions: @Sendable (Session) -> Verdict = { session in
    let rows = session.functions.map { function -> [Value] in
      // The text is a `let` statement, of which the name is known.
      let value = function.text.firstIndex(of: "=").map { function.text[$0...].dropFirst() }
      return [.string(function.name), .string(trimmed(value ?? ""))] as [Value]
    }
    return session.write([table([("function", .string), ("definition", .string)], rows)])
  }
}

extension Session {
  /// The functions that were created, in the order in which they may use each other.
  var functions: [(name: String, text: String)] {
    lets.definitions.filter { createdFunctions.contains($0.name) || stored.names.contains($0.name) }
  }

  /// Defines a function, and keeps it where a person types.
  func create(_ name: String, _ statement: String) -> Verdict {
    let (_, mistakes) = Parser.parse(QuerySource(text: statement))
    guard mistakes.isEmpty else {
      report(mistakes, in: LetScope().source(for: statement, name: "", firstLine: 1))
      return .failed
    }
    lets.remember(statement)
    createdFunctions.insert(name)
    guard isAtPrompt, !access.isSafe else { return .done }
    if let failure = stored.keep(name, of: &lets) { return fileFailure(failure) }
    console.complain("kept; .show functions lists it, .drop function \(name) gives it up")
    return .done
  }

  /// Gives up a function, here and for later sessions.
  func dropFunction(_ name: String) -> Verdict {
    guard functions.contains(where: { $0.name == name }) else {
      let hint = EditDistance.nearest(name, among: functions.map(\.name))
      return fail("no function '\(name)'" + (hint.map { "; did you mean '\($0)'?" } ?? ""))
    }
    createdFunctions.remove(name)
    guard isAtPrompt, !access.isSafe else {
      lets.forget(name)
      return .done
    }
    return stored.drop(name, of: &lets).map { fileFailure($0) } ?? .done
  }

  /// Defines the functions that were kept.
  func loadFunctions() {
    if let problem = stored.load(into: &lets) { console.complain(problem) }
  }
}
