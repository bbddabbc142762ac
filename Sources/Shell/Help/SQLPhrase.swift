/// A `SELECT` of SQL over one table, said in KQL.
///
/// It is for those who know SQL and see in their own query how it is written here; what is not simple has no
/// translation. Whoever shows one first sees to it that it means something over the tables at hand.
enum SQLPhrase {
  /// The query in KQL, nil where the text is none of the simple kind.
  static func kql(_ text: String) -> String? {
    guard let tokens = tokens(of: text), tokens.first?.is("select") == true,
      let clauses = clauses(of: tokens), let table = clauses["from"], table.count == 1,
      table[0].kind == .word, var selected = clauses["select"], !selected.isEmpty
    else { return nil }
    let isDistinct = selected[0].is("distinct")
    if isDistinct { selected.removeFirst() }
    var parts = [table[0].text]
    if let condition = clauses["where"] { parts.append("where " + written(condition)) }

    let items = list(selected).map { Item($0) }
    let isGrouped = clauses["group"] != nil || items.contains(where: \.isAggregate)
    if isGrouped {
      let keys = clauses["group"].map { list($0).map(written) } ?? []
      let sums = items.filter(\.isAggregate).map(\.definition)
      guard items.allSatisfy({ $0.isAggregate || keys.contains($0.expression) }) else { return nil }
      let by = keys.isEmpty ? "" : " by " + keys.joined(separator: ", ")
      parts.append(
        sums.isEmpty
          ? "distinct " + keys.joined(separator: ", ")
          : "summarize " + sums.joined(separator: ", ") + by)
      if let having = clauses["having"] { parts.append("where " + named(written(having), items)) }
    } else if items.count != 1 || items[0].expression != "*" {
      let word = isDistinct ? "distinct " : "project "
      parts.append(word + items.map(\.definition).joined(separator: ", "))
    }
    let limit = clauses["limit"].map(written)
    if let order = clauses["order"] {
      let keys = list(order).map { key($0, items) }
      let words = limit.map { keys.count == 1 ? "top \($0) by " : nil } ?? nil
      parts.append((words ?? "sort by ") + keys.joined(separator: ", "))
      if let limit, words == nil { parts.append("take " + limit) }
    } else if let limit {
      parts.append("take " + limit)
    }
    return parts.joined(separator: " | ")
  }

  // MARK: - Words

  /// A word, number, text or sign of SQL.
  private struct Token {
    enum Kind { case word, number, string, sign }
    let kind: Kind
    let text: String

    func `is`(_ word: String) -> Bool { kind == .word && text.lowercased() == word }
  }

  /// The words of the text; nil where a text in it has no end.
  private static func tokens(of text: String) -> [Token]? {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace || first == ";" {
        rest.removeFirst()
      } else if first == "'" || first == "\"" {
        guard let (value, end) = string(rest) else { return nil }
        tokens.append(Token(kind: .string, text: quoted(value)))
        rest = rest[end...]
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        tokens.append(Token(kind: .word, text: String(word)))
        rest = rest[word.endIndex...]
      } else if first.isNumber {
        let number = rest.prefix { $0.isNumber || $0 == "." }
        tokens.append(Token(kind: .number, text: String(number)))
        rest = rest[number.endIndex...]
      } else {
        let two = String(rest.prefix(2))
        let sign = ["<>", "!=", "<=", ">=", "||"].contains(two) ? two : String(first)
        tokens.append(Token(kind: .sign, text: sign))
        rest.removeFirst(sign.count)
      }
    }
    return tokens
  }

  /// The text in quotes, a doubled quote being one, and where it ends.
  private static func string(_ text: Substring) -> (String, Substring.Index)? {
    guard let quote = text.first else { return nil }
    var value = ""
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] != quote {
        value.append(text[index])
        index = next
      } else if next < text.endIndex, text[next] == quote {
        value.append(quote)
        index = text.index(after: next)
      } else {
        return (value, next)
      }
    }
    return nil
  }

  private static func quoted(_ value: String) -> String {
    "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  // MARK: - Clauses

  /// What stands behind each of the words that part a query; nil where one comes twice or is not known.
  private static func clauses(of tokens: [Token]) -> [String: [Token]]? {
    var clauses: [String: [Token]] = [:]
    var name = ""
    var depth = 0
    var place = 0
    while place < tokens.count {
      let token = tokens[place]
      let word = token.kind == .word ? token.text.lowercased() : ""
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      let isDouble = ["group", "order"].contains(word)
      let begins = ["select", "from", "where", "having", "limit"].contains(word) || isDouble
      if depth == 0, begins {
        guard clauses[word] == nil else { return nil }
        if isDouble {
          guard place + 1 < tokens.count, tokens[place + 1].is("by") else { return nil }
          place += 1
        }
        name = word
        clauses[name] = []
      } else if ["join", "union", "offset", "over", "select", "with"].contains(word) {
        return nil
      } else {
        clauses[name, default: []].append(token)
      }
      place += 1
    }
    return clauses
  }

  /// The parts between the commas outside of brackets.
  private static func list(_ tokens: [Token]) -> [[Token]] {
    var parts: [[Token]] = [[]]
    var depth = 0
    for token in tokens {
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      if token.text == ",", depth == 0 {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    return parts
  }

  /// Something that is selected.
  private struct Item {
    let expression: String
    let name: String?
    let isAggregate: Bool

    init(_ tokens: [Token]) {
      var tokens = tokens
      var name: String?
      if tokens.count > 2, tokens[tokens.count - 2].is("as") {
        name = tokens[tokens.count - 1].text
        tokens.removeLast(2)
      } else if tokens.count > 1, let last = tokens.last, last.kind == .word,
        tokens[tokens.count - 2].kind == .word || tokens[tokens.count - 2].text == ")"
      {
        name = last.text
        tokens.removeLast()
      }
      let word = tokens.first?.text.lowercased() ?? ""
      isAggregate =
        tokens.count > 2 && tokens[1].text == "("
        && ["avg", "count", "max", "min", "sum"].contains(word)
      expression = SQLPhrase.written(tokens)
      self.name = name ?? (isAggregate ? Self.usualName(word, tokens) : nil)
    }

    /// A name for what has none: a count is `n`, a sum of x is `sum_x`.
    private static func usualName(_ word: String, _ tokens: [Token]) -> String {
      word == "count" || tokens.count != 4 || tokens[2].kind != .word
        ? "n" : word + "_" + tokens[2].text
    }

    var definition: String { name.map { $0 + " = " + expression } ?? expression }
  }

  /// A key of an order: by its place, by what it computes, or by its name. SQL goes upwards by itself.
  private static func key(_ tokens: [Token], _ items: [Item]) -> String {
    var tokens = tokens
    var order = "asc"
    if let last = tokens.last, last.is("asc") || last.is("desc") {
      order = last.text.lowercased()
      tokens.removeLast()
    }
    if tokens.count == 1, let place = Int(tokens[0].text), items.indices.contains(place - 1) {
      let item = items[place - 1]
      return (item.name ?? item.expression) + " " + order
    }
    return named(written(tokens), items) + " " + order
  }

  /// The expression with the names of aggregates in their places.
  private static func named(_ expression: String, _ items: [Item]) -> String {
    items.reduce(expression) { text, item in
      item.isAggregate ? text.replacing(item.expression, with: item.name ?? item.expression) : text
    }
  }

  // MARK: - Expressions

  /// An expression as it is written here.
  private static func written(_ tokens: [Token]) -> String {
    var words: [String] = []
    var place = 0
    func ahead(_ distance: Int) -> Token? {
      place + distance < tokens.count ? tokens[place + distance] : nil
    }
    while let token = ahead(0) {
      let next = ahead(1)
      switch token.text.lowercased() {
      case "count" where next?.text == "(" && ahead(2)?.text == "*":
        words.append("count()")
        place += 3
      case "count" where next?.text == "(" && ahead(2)?.is("distinct") == true:
        words.append("dcount(")
        place += 2
      case "count" where next?.text == "(":
        // Counted are the rows that have a value.
        words.append("countif(isnotnull(" + (ahead(2)?.text ?? "") + "))")
        place += 3
      case "is" where next?.is("null") == true || ahead(2)?.is("null") == true:
        let isNegated = next?.is("not") == true
        words.append((isNegated ? "isnotempty(" : "isempty(") + (words.popLast() ?? "") + ")")
        place += isNegated ? 2 : 1
      case "like", "ilike":
        words += pattern(next?.text ?? "")
        place += 1
      case "between":
        words += ["between", "(" + (next?.text ?? ""), "..", (ahead(3)?.text ?? "") + ")"]
        place += 3
      case "=": words.append("==")
      case "<>": words.append("!=")
      case "and", "or", "in", "not": words.append(token.text.lowercased())
      default: words.append(token.text)
      }
      place += 1
    }
    return spaced(words)
  }

  /// `like '%talks%'` is `contains "talks"`.
  private static func pattern(_ literal: String) -> [String] {
    let text = literal.dropFirst().dropLast()
    let inner = text.filter { $0 != "%" }
    let symbol =
      switch (text.hasPrefix("%"), text.hasSuffix("%")) {
      case (true, true): "contains"
      case (false, true): "startswith"
      case (true, false): "endswith"
      case (false, false): "=~"
      }
    return [symbol, "\"" + inner + "\""]
  }

  /// Words with blanks between, but none inside of brackets and before commas.
  private static func spaced(_ words: [String]) -> String {
    var text = ""
    for word in words {
      let isCall = word == "(" && text.last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
      let keepsOff = text.hasSuffix(" in") || text.hasSuffix(" and") || text.hasSuffix(" or")
      let isClose = text.isEmpty || text.hasSuffix("(") || [",", ")"].contains(word)
      text += isClose || (isCall && !keepsOff) ? word : " " + word
    }
    return text
  }
}
