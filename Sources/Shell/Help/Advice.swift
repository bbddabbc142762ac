import Columnar
import Execution
import Query

/// What the shell makes of lines by people who know other shells and other languages: commands without
/// their full stop are obeyed or named, SQL is said in KQL, and who asks in plain words learns how a
/// query begins.
enum Advice {
  /// The command line that a text asks for which is no query in any case: `exit`, `\q`, `show tables`,
  /// `describe events`. Nil where it asks for none, or where one of `names` is what is meant.
  static func command(in text: String, names: (String) -> Bool) -> String? {
    var words = text.split { $0.isWhitespace || $0 == ";" }.map { $0.lowercased() }
    guard let first = words.first, !names(text) else { return nil }
    if let command = whole[words.joined(separator: " ")] { return command }
    words.removeFirst()
    if ["table", "columns", "from"].contains(words.first) { words.removeFirst() }
    if words.first == "from" { words.removeFirst() }
    guard ["\\d", "desc", "describe", "schema", "show"].contains(first), words.count == 1 else {
      return nil
    }
    // The table as it was written, not in small letters.
    let table = text.split { $0.isWhitespace || $0 == ";" }.last.map(String.init) ?? ""
    return names(table) ? ".schema " + table : nil
  }

  /// What people type in every shell, and what it is here.
  private static let whole: [String: String] = {
    let words = [
      ".help": ["?", "\\?", "\\h", "h", "help", "help()", "man"],
      ".history": ["history"],
      ".quit": [":q", "\\q", "bye", "exit", "exit()", "logout", "q", "quit", "quit()"],
      ".tables": [
        "\\d", "\\dt", "describe", "list tables", "ls", "show databases", "show tables", "tables",
      ],
    ]
    return Dictionary(
      uniqueKeysWithValues: words.flatMap { command, texts in texts.map { ($0, command) } })
  }()

  /// What to say below the mistakes of a text; nil where they say enough.
  static func afterMistakes(
    in text: String, _ diagnostics: [Diagnostic], _ snapshot: CatalogSnapshot
  ) -> String? {
    let words = text.split { !$0.isLetter && $0 != "_" && $0 != "-" }.map(String.init)
    guard let first = words.first, !text.contains("|") else { return nil }
    if let kql = SQLPhrase.kql(text), isSound(kql, snapshot) { return "in KQL: " + kql }
    // `print` is a word of queries, too.
    if words.count <= 2, first != "print", let command = DotCommand.named(first.lowercased()) {
      return "commands begin with a full stop: .\(command.name)"
    }
    guard snapshot.tables[first] == nil, diagnostics.first?.fixIt == nil, first != "let" else {
      return nil
    }
    if let query = aboutParty(in: text, snapshot) { return "who takes part is asked so: " + query }
    let isPlain = diagnostics.first?.message.hasPrefix("unknown table") == true
    let isQuestion = questions.contains(first.lowercased())
    return isPlain || isQuestion || words.count > 3
      ? "a query begins with a table: events | take 5; .tables lists them, .help explains" : nil
  }

  private static let questions: Set = [
    "find", "get", "give", "how", "list", "search", "show", "tell", "what", "when", "where",
    "which",
    "who", "why",
  ]

  /// The query for the events of somebody whom a text names.
  private static func aboutParty(in text: String, _ snapshot: CatalogSnapshot) -> String? {
    var names: [String] = []
    var isInName = false
    for (place, word) in text.split(whereSeparator: \.isWhitespace).enumerated() {
      let plain = word.filter { $0.isLetter || $0 == "-" || $0 == "." }
      let isName =
        plain.first?.isUppercase == true
        && !(place == 0 && questions.contains(plain.lowercased()))
      if isName, isInName {
        names[names.count - 1] += " " + plain
      } else if isName {
        names.append(plain)
      }
      isInName = isName
    }
    return names.lazy.map { "events | where involves(\"\($0)\")" }.first { isSound($0, snapshot) }
  }

  /// Whether a query can be run over the tables that there are.
  private static func isSound(_ query: String, _ snapshot: CatalogSnapshot) -> Bool {
    (try? QueryRunner.explain(QuerySource(text: query), in: snapshot)) != nil
  }
}
