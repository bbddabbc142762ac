import Columnar

/// What may stand at the end of a line.
struct Completion {
  /// The characters already typed of it.
  let prefixLength: Int
  /// The words that fit, in order.
  let candidates: [String]
  /// What is put behind a word that alone fits.
  var end = " "

  /// What all candidates begin with, nil where there are none.
  var commonBeginning: String? {
    guard var common = candidates.first else { return nil }
    for candidate in candidates.dropFirst() {
      while !candidate.hasPrefix(common) { common.removeLast() }
    }
    return common
  }
}

/// Completes the word before the cursor with operators, tables, columns, functions and commands.
struct Completer {
  /// Words that may stand anywhere in a query, in order.
  let words: [String]
  private let tables: [String: Table]
  /// What stands before the line: the lines above it, or the query that it goes on from.
  private let context: String

  /// A completer over everything that a query may name now.
  init(tables: CatalogSnapshot, functions: [String], context: String = "") {
    self.tables = tables.tables
    self.context = context
    var words = Set(Self.operators + functions)
    for (name, table) in tables.tables {
      words.insert(name)
      words.formUnion(table.schema.columns.map(\.name))
    }
    self.words = words.sorted()
  }

  /// What may follow at the end of `line`.
  func complete(_ line: String) -> Completion {
    if line.first == ".", !line.contains(" ") {
      let names = DotCommand.all.map { "." + $0.name }.filter { $0.hasPrefix(line) }
      return Completion(prefixLength: line.count, candidates: names)
    }
    if let value = ValueCompletion(at: line) {
      return Completion(
        prefixLength: value.beginning.count, candidates: value.candidates(in: tablesMeant(line)),
        end: String(value.quote) + " ")
    }
    let word = String(
      line.reversed().prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }.reversed())
    guard !word.isEmpty else { return Completion(prefixLength: 0, candidates: []) }
    return Completion(prefixLength: word.count, candidates: words.filter { $0.hasPrefix(word) })
  }

  /// The tables that a line speaks of, or all where it names none.
  private func tablesMeant(_ line: String) -> [Table] {
    let words = Set((context + "\n" + line).split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    let named = tables.filter { words.contains(Substring($0.key)) }
    return Array((named.isEmpty ? tables : named).values)
  }

  private static let operators = [
    "and", "as", "asc", "between", "by", "contains", "count", "datatable", "desc", "distinct",
    "endswith", "extend", "getschema", "has", "has_all", "has_any", "in", "join", "kind", "let",
    "limit", "lookup", "matches regex", "mv-expand", "not", "or", "order by", "print", "project",
    "project-away", "project-keep", "project-rename", "project-reorder", "range", "render",
    "sample", "serialize", "sort by", "startswith", "summarize", "take", "top", "union", "where",
  ]
}
