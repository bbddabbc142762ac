import Columnar
import Planning

/// The calls that every dialect can say with its primitives.
extension SQLTranslator {
  // MARK: - Texts

  /// A pattern for a whole term: letters and digits end it at either side.
  private static let notInTerm = "[^\\p{L}\\p{N}]"

  func textCall(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue? {
    if let relation = try textRelation(name, arguments, inputs) { return relation }
    func text(_ index: Int) throws(SQLRefusal) -> String {
      let value = try self.value(arguments[index], inputs)
      if value.shape.type == .string, !value.shape.isList { return value.text }
      return "coalesce(\(try tostring(value)), '')"
    }
    func result(_ text: String, _ type: LogicalType = .string) -> SQLValue {
      SQLValue(text: text, shape: .scalar(type), isNullable: false)
    }
    switch name {
    case "tolower": return result("lower(\(try text(0)))")
    case "toupper": return result("upper(\(try text(0)))")
    case "strlen": return result(dialect.length(try text(0)), .long)
    case "reverse": return result("reverse(\(try text(0)))")
    case "strcat":
      var parts: [String] = []
      for index in arguments.indices { parts.append(try text(index)) }
      return result("concat(\(parts.joined(separator: ", ")))")
    case "replace_string":
      return result("replace(\(try text(0)), \(try text(1)), \(try text(2)))")
    case "indexof" where arguments.count == 2:
      let part = try text(1)
      let place = dialect.place(of: part, in: try text(0))
      if Self.isText(arguments[1]) { return result(place, .long) }
      // An empty text is found nowhere.
      return result("CASE WHEN \(part) = '' THEN -1 ELSE \(place) END", .long)
    case "substring":
      let start = try value(arguments[1], inputs)
      guard let first = arguments[1].constant, case .integer(let place) = first, place >= 0 else {
        throw refusal("substring from a place that is no constant")
      }
      let length = arguments.count > 2 ? try value(arguments[2], inputs) : nil
      if let length, length.shape.type.physical != .integer {
        throw refusal("substring of a length that is no integer")
      }
      return result(dialect.substring(try text(0), start.text, length?.text))
    case "split" where arguments.count == 2:
      return SQLValue(
        text: dialect.split(try text(0), try text(1)), shape: .list(.string), isNullable: false)
    case "strcat_array":
      let list = try value(arguments[0], inputs)
      guard list.shape == .list(.string), arguments[1].constant != nil else {
        throw refusal("'strcat_array' but of texts, with a constant between them")
      }
      return result(dialect.joined(list.text, try text(1)))
    case "isempty", "isnotempty":
      let argument = try value(arguments[0], inputs)
      let isEmpty =
        argument.shape == .scalar(.string)
        ? "(\(argument.text) = '')" : "(\(argument.text) IS NULL)"
      return condition(name == "isempty" ? isEmpty : "(NOT \(isEmpty))")
    default: return nil
    }
  }

  private static let relations: Set<String> = [
    "=~", "contains", "endswith", "has", "hasprefix", "hassuffix", "matches regex", "startswith",
    "~",
  ]

  /// An operator between texts, taken apart.
  private static func relation(
    _ name: String
  ) -> (relation: String, isNegated: Bool, byCase: Bool) {
    var relation = name
    let isNegated = relation.hasPrefix("!")
    if isNegated { relation.removeFirst() }
    let byCase = relation.hasSuffix("_cs")
    if byCase { relation.removeLast(3) }
    return (relation, isNegated, byCase)
  }

  /// Whether an operator is one between texts, such as `has` or `!startswith_cs`.
  static func isTextRelation(_ name: String) -> Bool { relations.contains(relation(name).relation) }

  private func textRelation(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue? {
    if name == "has_any" || name == "has_all" { return try anyTerm(name, arguments, inputs) }
    let (relation, isNegated, byCase) = Self.relation(name)
    guard Self.relations.contains(relation) else { return nil }
    var a = try value(arguments[0], inputs)
    if a.shape != .scalar(.string), a.shape != .item(.string) {
      throw refusal("'\(name)' over what is no text")
    }
    if a.isNullable { a.text = "coalesce(\(a.text), '')" }
    var b = try value(arguments[1], inputs)
    if b.shape.type != .string { b.text = "coalesce(\(try tostring(b)), '')" }
    if name == "matches regex" {
      guard case .string(let pattern)? = arguments[1].constant else {
        throw refusal("'\(name)' with a pattern that is no constant")
      }
      return condition(dialect.matches(a.text, dialect.text(dialect.pattern(pattern))))
    }
    let (text, needle) = byCase ? (a.text, b.text) : ("lower(\(a.text))", "lower(\(b.text))")
    let test: String
    switch relation {
    case "=~", "~": test = "(\(text) = \(needle))"
    case "contains": test = "(\(dialect.place(of: needle, in: text)) >= 0)"
    case "startswith":
      test = "(\(dialect.substring(text, "0", dialect.length(needle))) = \(needle))"
    case "endswith":
      let tail = dialect.substring(
        text, "greatest(\(dialect.length(text)) - \(dialect.length(needle)), 0)", nil)
      test = "(\(tail) = \(needle))"
    default:
      guard let constant = arguments[1].constant, case .string(let term) = constant else {
        throw refusal("'\(name)' with a term that is no constant")
      }
      test = termTest(a.text, term, relation, byCase: byCase)
    }
    return condition(isNegated ? "(NOT \(test))" : test)
  }

  private func termTest(
    _ text: String, _ term: String, _ relation: String, byCase: Bool
  ) -> String {
    if term.isEmpty { return "TRUE" }
    let begin = relation == "hassuffix" ? "" : "(^|\(Self.notInTerm))"
    let end = relation == "hasprefix" ? "" : "($|\(Self.notInTerm))"
    let flag = byCase ? "" : "(?i)"
    return dialect.matches(text, dialect.text(flag + begin + Self.quoted(term) + end))
  }

  private func anyTerm(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let text = try value(arguments[0], inputs)
    guard text.shape == .scalar(.string) else { throw refusal("'\(name)' over what is no text") }
    var terms: [String] = []
    for argument in arguments.dropFirst() {
      switch argument.constant {
      case .string(let term)?: terms.append(term)
      case .dynamic(.array(let items))?:
        for case .string(let term) in items { terms.append(term) }
      default: throw refusal("'\(name)' with terms that are no constants")
      }
    }
    let tests = terms.map { termTest(text.text, $0, "has", byCase: false) }
    guard !tests.isEmpty else { return condition(name == "has_all" ? "TRUE" : "FALSE") }
    return condition("(" + tests.joined(separator: name == "has_all" ? " AND " : " OR ") + ")")
  }

  /// A text as a regular expression that matches it.
  private static func quoted(_ term: String) -> String {
    term.map { "\\.+*?()|[]{}^$".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// The text of a value as `tostring` gives it; null stays null.
  func tostring(_ value: SQLValue) throws(SQLRefusal) -> String {
    switch value.shape {
    case .list: throw refusal("the text of a list")
    case .scalar(.string), .item(.string), .scalar(.guid): return value.text
    case .scalar(.bool):
      return "CASE WHEN \(value.text) THEN 'True' WHEN NOT \(value.text) THEN 'False' END"
    // Inside of a dynamic a bool is written as JSON writes it.
    case .item(.bool):
      return "CASE WHEN \(value.text) THEN 'true' WHEN NOT \(value.text) THEN 'false' END"
    case .scalar(.int), .scalar(.long), .item(.long), .item(.int):
      return dialect.converted(value.text, to: .string)
    case .scalar(.datetime), .item(.datetime): return dialect.momentAsText(value.text)
    default: throw refusal("the text of a \(value.shape.type.rawValue)")
    }
  }

  // MARK: - Time

  /// Microseconds from the year 1 to 1970.
  private static let epoch = "62135596800000000"

  func timeCall(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue? {
    func first() throws(SQLRefusal) -> SQLValue { try value(arguments[0], inputs) }
    func part(_ unit: String) throws(SQLRefusal) -> SQLValue {
      let moment = try first()
      return SQLValue(
        text: dialect.part(unit, moment.text), shape: .scalar(.long), isNullable: moment.isNullable)
    }
    switch name {
    case "getyear": return try part("year")
    case "getmonth", "monthofyear": return try part("month")
    case "dayofmonth": return try part("day")
    case "dayofyear": return try part("dayofyear")
    case "hourofday": return try part("hour")
    case "startofyear", "startofmonth", "startofday":
      guard arguments.count == 1 else { throw refusal("'\(name)' with an offset") }
      let moment = try first()
      return SQLValue(
        text: dialect.truncated(String(name.dropFirst(7)), moment.text), shape: .scalar(.datetime),
        isNullable: moment.isNullable)
    case "startofweek" where arguments.count == 1, "dayofweek":
      let moment = try first()
      // Day 0, 0001-01-01, was a Monday; weeks begin on Sunday.
      let days = dialect.floorDivision(
        "(\(dialect.microseconds(moment.text)) + \(Self.epoch))", "86400000000")
      let weekday = "((\(days) + 1) % 7)"
      if name == "dayofweek" {
        return SQLValue(
          text: "(\(weekday) * 864000000000)", shape: .scalar(.timespan),
          isNullable: moment.isNullable)
      }
      let start = "(\(days) - \(weekday)) * 86400000000 - \(Self.epoch)"
      return SQLValue(
        text: dialect.moment(microseconds: start), shape: .scalar(.datetime),
        isNullable: moment.isNullable)
    case "bin": return try bin(arguments, inputs)
    case "bin_months":
      guard case .integer(let months)? = arguments[1].constant, months > 0 else {
        throw refusal("calendar bins but by a constant above zero")
      }
      let moment = try first()
      let count =
        "(\(dialect.part("year", moment.text)) * 12 + \(dialect.part("month", moment.text)) - 1)"
      let back = "(-(\(count) % \(months)))"
      return SQLValue(
        text: dialect.adding(months: back, to: dialect.truncated("month", moment.text)),
        shape: .scalar(.datetime), isNullable: moment.isNullable)
    default: return nil
    }
  }

  private func bin(_ arguments: [BoundExpr], _ inputs: [SQLValue]) throws(SQLRefusal) -> SQLValue {
    let value = try value(arguments[0], inputs)
    let size =
      arguments.count > 1
      ? try self.value(arguments[1], inputs) : try literal(.integer(1), .long)
    let type = value.shape.type
    var text: String
    switch (type, size.shape.type) {
    case (.datetime, .timespan):
      guard let ticks = Int64(size.text), ticks % 10 == 0 else {
        throw refusal("'bin' by what is no constant of whole microseconds")
      }
      let step = microseconds(of: size)
      let from = "(\(dialect.microseconds(value.text)) + \(Self.epoch))"
      text = dialect.moment(
        microseconds: "\(dialect.floorDivision(from, step)) * \(step) - \(Self.epoch)")
    case _ where type.physical == .integer && size.shape.type.physical == .integer:
      text = "(\(dialect.floorDivision(value.text, size.text)) * \(size.text))"
    default:
      text = "(floor(\(value.text) / \(size.text)) * \(size.text))"
    }
    // A size that is not above zero makes null.
    let constant = arguments.count > 1 ? arguments[1].constant : .integer(1)
    if !(constant.flatMap(ValueConversion.real).map { $0 > 0 } ?? false) {
      let isPositive = ordered(size, ">", try literal(.integer(0), .long))
      text = "CASE WHEN \(isPositive) THEN \(text) END"
    }
    let result =
      type.physical == .integer && size.shape.type.physical == .real ? LogicalType.real : type
    return SQLValue(
      text: text, shape: .scalar(result), isNullable: value.isNullable || size.isNullable)
  }

  // MARK: - Other values

  func valueCall(
    _ name: String, _ arguments: [BoundExpr], _ type: LogicalType, _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue? {
    switch name {
    case "iff", "case": return try choice(arguments, type, inputs)
    case "coalesce":
      let parts = try values(arguments, inputs)
      if type == .string { return try firstText(parts) }
      try requireOneShape(parts, "coalesce")
      return SQLValue(
        text: "coalesce(\(parts.map(\.text).joined(separator: ", ")))",
        shape: type == .dynamic ? parts[0].shape : .scalar(type),
        isNullable: parts.allSatisfy(\.isNullable))
    case "isnull", "isnotnull":
      let argument = try value(arguments[0], inputs)
      return condition("(\(argument.text) IS \(name == "isnull" ? "" : "NOT ")NULL)")
    case "min_of", "max_of":
      let parts = try values(arguments, inputs)
      try requireOneShape(parts, name)
      let word = name == "min_of" ? "least" : "greatest"
      return SQLValue(
        text: "\(word)(\(parts.map(\.text).joined(separator: ", ")))", shape: .scalar(type),
        isNullable: true)
    case "tolong", "toint", "toreal", "tobool", "todatetime", "tostring", "todecimal":
      return try converted(try value(arguments[0], inputs), to: type)
    case "array_length":
      let list = try value(arguments[0], inputs)
      guard list.shape.isList else { throw refusal("'array_length' of no list") }
      return SQLValue(
        text: dialect.count(of: list.text), shape: .scalar(.long), isNullable: true)
    case "set_has_element":
      let list = try value(arguments[0], inputs)
      let item = try value(arguments[1], inputs)
      guard case .list(let type) = list.shape, type == item.shape.type, !item.shape.isList else {
        throw refusal("'set_has_element' of another type")
      }
      // Of a missing list nothing is known.
      let test = "coalesce(\(dialect.contains(list.text, item.text)), FALSE)"
      guard list.isNullable else { return condition(test) }
      return condition("CASE WHEN \(list.text) IS NOT NULL THEN \(test) END", isNullable: true)
    case "has_member":
      let list = try value(arguments[0], inputs)
      let items = try value(arguments[1], inputs)
      if list.shape.isList {
        return condition("coalesce(\(dialect.overlaps(list.text, items.text)), FALSE)")
      }
      return condition("coalesce(\(dialect.contains(items.text, list.text)), FALSE)")
    case "array_concat", "set_union", "array_sort_asc":
      return try listCall(name, arguments, inputs)
    case "[]":
      let list = try value(arguments[0], inputs)
      guard case .list(let itemType) = list.shape else { throw refusal("a member of no list") }
      let place = try value(arguments[1], inputs)
      guard place.shape.type.physical == .integer else { throw refusal("a member of a bag") }
      return SQLValue(
        text: dialect.item(list.text, place.text), shape: .item(itemType), isNullable: true)
    default: break
    }
    let parts = try values(arguments, inputs)
    if name.hasPrefix("hash_"), parts.contains(where: { $0.shape.type != .string }) {
      throw refusal("'\(name)' of what is no text")
    }
    guard parts.allSatisfy({ !$0.shape.isList }),
      let text = dialect.function(name, parts.map(\.text))
    else { return nil }
    return SQLValue(text: text, shape: .scalar(type), isNullable: true)
  }

  private func listCall(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let lists = try values(arguments, inputs)
    guard let first = lists.first, first.shape.isList,
      lists.allSatisfy({ $0.shape == first.shape })
    else { throw refusal("'\(name)' of what are no lists of one type") }
    let text: String
    switch name {
    case "array_sort_asc":
      guard lists.count == 1 else { throw refusal("'\(name)' of several lists") }
      text = dialect.sorted(first.text)
    case "set_union": text = dialect.distinct("(\(dialect.concatenated(lists.map(\.text))))")
    default:
      // A missing list has no items.
      let none = "CAST(\(dialect.list([])) AS \(dialect.type(first.shape.type, isList: true)))"
      text = dialect.concatenated(
        lists.map { $0.isNullable ? "coalesce(\($0.text), \(none))" : $0.text })
      return SQLValue(text: "(\(text))", shape: first.shape, isNullable: false)
    }
    return SQLValue(
      text: "(\(text))", shape: first.shape, isNullable: lists.contains { $0.isNullable })
  }

  func values(
    _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> [SQLValue] {
    var result: [SQLValue] = []
    for argument in arguments { result.append(try value(argument, inputs)) }
    return result
  }

  /// A column of SQL holds values of one type, or numbers.
  private func requireOneShape(_ values: [SQLValue], _ name: String) throws(SQLRefusal) {
    guard values.allSatisfy({ $0.shape.goes(with: values[0].shape) }) else {
      throw refusal("'\(name)' of values of several types")
    }
  }

  private func firstText(_ parts: [SQLValue]) throws(SQLRefusal) -> SQLValue {
    var texts: [String] = []
    for part in parts { texts.append("nullif(\(try tostring(part)), '')") }
    return SQLValue(
      text: "coalesce(\(texts.joined(separator: ", ")), '')", shape: .scalar(.string),
      isNullable: false)
  }

  private func choice(
    _ arguments: [BoundExpr], _ type: LogicalType, _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    var results = try values(arguments, inputs)
    let otherwise = results.removeLast()
    let tests = stride(from: 0, to: results.count, by: 2).map { results[$0] }
    results = stride(from: 1, to: results.count, by: 2).map { results[$0] } + [otherwise]
    try requireOneShape(results, "iff")
    guard tests.allSatisfy({ $0.shape.type == .bool }) else {
      throw refusal("a condition of no bool")
    }
    let cases = zip(tests, results).map { " WHEN \($0.text) THEN \($1.text)" }
    let text = "CASE" + cases.joined() + " ELSE \(otherwise.text) END"
    let shape = type == .dynamic ? results[0].shape : .scalar(type)
    return SQLValue(text: text, shape: shape, isNullable: type != .string)
  }

  /// A value as KQL converts it; null where it cannot be.
  func converted(_ argument: SQLValue, to type: LogicalType) throws(SQLRefusal) -> SQLValue {
    if argument.shape.isList { throw refusal("converting a list") }
    if type == .string {
      let text = try tostring(argument)
      return SQLValue(
        text: argument.isNullable ? "coalesce(\(text), '')" : text, shape: .scalar(.string),
        isNullable: false)
    }
    let from = argument.shape.type
    if from == type { return SQLValue(text: argument.text, shape: .scalar(type), isNullable: true) }
    let isFromReal = from.physical == .real && type.physical == .integer
    guard from == .string || from.isNumeric || from == .bool, type != .datetime || from == .string
    else { throw refusal("converting a \(from.rawValue) to a \(type.rawValue)") }
    guard isFromReal else { return cast(argument, to: type) }
    // Casts round; KQL cuts the fraction off, and what is too great becomes the greatest there is.
    let (least, most) =
      type == .int ? (Int64(Int32.min), Int64(Int32.max)) : (Int64.min, Int64.max)
    let value = argument.text
    let infinities = (dialect.special(-.infinity), dialect.special(.infinity))
    let text =
      "CASE WHEN \(value) >= \(try literal(.real(Double(most)), .real).text) AND \(value) < "
      + "\(infinities.1) THEN \(try literal(.integer(most), type).text) WHEN \(value) <= "
      + "\(try literal(.real(Double(least)), .real).text) AND \(value) > \(infinities.0) THEN "
      + "\(try literal(.integer(least), type).text) ELSE "
      + "\(dialect.converted(dialect.whole(value), to: type)) END"
    return SQLValue(text: text, shape: .scalar(type), isNullable: true)
  }
}
