import FoundationEssentials
import Rendering

/// Completes the names of commands and what stands behind them.
struct ArgumentCompletion {
  /// What a command takes.
  enum Kind: Sendable {
    case nothing
    /// One of a few words.
    case words([String])
    case mode
    case table
    case file
    case folder
    case query
    /// What `.help` tells of.
    case topic
    case function
    case parameter
    case savedQuery
  }

  let names: Completer.Names

  /// What may follow at the end of a line with a command; queries in it are handed to `query`.
  func complete(_ line: String, query: (String) -> Completion) -> Completion {
    let text = String(line.drop { $0 == " " })
    guard let blank = text.firstIndex(of: " ") else {
      let all = DotCommand.all.map { Completion.Candidate("." + $0.name) }
      return Completion(typed: text, candidates: Completion.matching(text, all))
    }
    guard case .success(let (command, _)) = DotCommand.parse(text) else { return .nothing }
    let argument = String(text[blank...].drop { $0 == " " })
    switch command.argument {
    case .nothing: return .nothing
    case .words(let words): return among(words, argument)
    case .mode: return among(OutputFormat.allCases.map(\.rawValue), argument)
    case .table: return among(names.tables.keys.sorted(), argument)
    case .file, .folder: return Self.files(argument, mayRead: names.mayRead)
    case .query:
      let prefix = "run "
      return query(argument.hasPrefix(prefix) ? String(argument.dropFirst(prefix.count)) : argument)
    case .topic: return among(HelpText.topics, argument)
    case .function: return among(HelpText.functionNames, argument)
    case .parameter: return among(names.parameters.map { $0 + "=" }, argument, end: "")
    case .savedQuery: return among(names.savedQueries, argument)
    }
  }

  private func among(_ words: [String], _ argument: String, end: String = " ") -> Completion {
    let word = argument.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    return Completion(
      typed: String(word),
      candidates: Completion.matching(String(word), words.map { .init($0, end: end) }))
  }

  /// The files and folders whose path begins as typed; hidden ones where a full stop is typed.
  static func files(
    _ typed: String, mayRead: (String) -> Bool = { _ in true }
  ) -> Completion {
    let quote = typed.first.flatMap { "\"'".contains($0) ? $0 : nil }
    let path = quote == nil ? typed : String(typed.dropFirst())
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = String(path[..<cut])
    let beginning = String(path[cut...])
    let place = folder.isEmpty ? "." : expanded(folder)
    let found = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    let candidates =
      found.sorted()
      .filter { mayRead(place + "/" + $0) }
      .filter { $0.hasPrefix(beginning) && ($0.first != "." || beginning.first == ".") }
      .map { name in
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: place + "/" + name, isDirectory: &isFolder)
        let end = isFolder ? "/" : quote.map { String($0) } ?? ""
        return Completion.Candidate(name, end: end, shown: isFolder ? name + "/" : name)
      }
    return Completion(typed: beginning, candidates: candidates)
  }

  /// A path with the home folder in place of `~`.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = Console.environment("HOME") else {
      return path
    }
    return home + path.dropFirst()
  }
}
