internal import Columnar
internal import Planning

/// One way to call a scalar function or operator: the types that its arguments may have.
struct FunctionSignature: Sendable {
  let function: ScalarFunction
  /// The types of the arguments.
  let types: [LogicalType]
  /// What may stand at the places that take constants only, as literals; nil at the others.
  let constants: [[String]?]
  /// The type of the result.
  let result: LogicalType

  /// The names of the arguments, as the usage tells them.
  var argumentNames: [String] { ParameterHint.names(of: function) }
}

/// All ways to call the functions of the shell's own table, found by asking each function about
/// arguments of all types: a function that is new in the table is called without a word here.
struct FunctionSignatures: Sendable {
  /// The ways whose result is of a type.
  let byResult: [LogicalType: [[FunctionSignature]]]

  /// Functions whose answers are others in every run, or that take their answers from outside.
  static let excluded: [String: String] = [
    "ago": "it counts from the moment at which the query began",
    "has_member": "no query can name it; `involves` is made of it",
    "new_guid": "it gives another value at each call",
    "now": "it is the moment at which the query began",
    "rand": "it gives another value at each call",
  ]

  /// All of them; found once.
  static let all = FunctionSignatures()

  private init() {
    var chance = Chance(seed: 7)
    var found: [LogicalType: [[FunctionSignature]]] = [:]
    for function in ScalarFunctions.all where Self.excluded[function.name] == nil {
      guard function.isCalled || OperatorForm(function) != nil else { continue }
      let signatures = Self.signatures(of: function, &chance)
      for (result, group) in Dictionary(grouping: signatures, by: \.result) {
        found[result, default: []].append(group)
      }
    }
    byResult = found
  }

  private static func signatures(
    of function: ScalarFunction, _ chance: inout Chance
  ) -> [FunctionSignature] {
    let names = ParameterHint.names(of: function)
    let most = min(function.arity.upperBound, function.arity.lowerBound + 2)
    var found: [String: FunctionSignature] = [:]
    for count in function.arity.lowerBound...most {
      for attempt in 0..<(count == 0 ? 1 : 60) {
        let types = (0..<count).map { place in
          let name = place < names.count ? names[place] : names.last ?? ""
          let hinted = ParameterHint.types(name)
          return attempt < 48 && !hinted.isEmpty
            ? chance.pick(hinted) : chance.pick(LogicalType.allCases)
        }
        guard let signature = signature(function, types) else { continue }
        found["\(types)"] = signature
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The call of arguments of these types; of those that must be constants, some that are taken.
  private static func signature(
    _ function: ScalarFunction, _ types: [LogicalType]
  ) -> FunctionSignature? {
    var arguments = types.map { BoundArgument(type: $0, constant: nil) }
    var constants: [[String]?] = types.map { _ in nil }
    for _ in 0...types.count {
      switch function.resolve(arguments) {
      case .type(let result):
        return FunctionSignature(
          function: function, types: types, constants: constants, result: result)
      case .wrong(let place, _):
        guard place < types.count, types[place] == .string, constants[place] == nil else {
          return nil
        }
        var taken: [(String, Value)] = []
        for text in ParameterHint.constantTexts {
          var tried = arguments
          tried[place] = BoundArgument(type: .string, constant: .string(text))
          if case .wrong(place, _) = function.resolve(tried) { continue }
          taken.append((CaseText.literal(.string(text), .string), .string(text)))
        }
        guard let first = taken.first else { return nil }
        constants[place] = taken.map(\.0)
        arguments[place] = BoundArgument(type: .string, constant: first.1)
      }
    }
    return nil
  }
}

/// How an operator is written.
enum OperatorForm {
  case infix, prefixed, between, list, index

  init?(_ function: ScalarFunction) {
    switch function.name {
    case "negate": self = .prefixed
    case "between", "!between": self = .between
    case "[]": self = .index
    case "in", "!in", "in~", "!in~", "has_any", "has_all": self = .list
    case "not": return nil
    default:
      let words = function.usage.split(separator: " ")
      guard function.arity == 2...2, words.count > 2,
        words[1..<(words.count - 1)].joined(separator: " ") == function.name
      else { return nil }
      self = .infix
    }
  }

  /// A call in its written form.
  func call(_ name: String, _ arguments: [Fragment]) -> Fragment {
    switch self {
    case .infix: .sequence(["(", arguments[0], " \(name) ", arguments[1], ")"])
    case .prefixed: .sequence(["(-(", arguments[0], "))"])
    case .between:
      .sequence(["(", arguments[0], " \(name) (", arguments[1], " .. ", arguments[2], "))"])
    case .list:
      .sequence([
        "(", arguments[0], " \(name) (",
        .list(Array(arguments.dropFirst()), separator: ", ", least: 1), "))",
      ])
    case .index: .sequence([arguments[0], "[", arguments[1], "]"])
    }
  }
}

/// What the name of a parameter tells of what goes there.
enum ParameterHint {
  /// The names of a function's parameters, from its usage.
  static func names(of function: ScalarFunction) -> [String] {
    if function.isCalled {
      return function.usage.dropFirst(function.name.count + 1).dropLast()
        .split(whereSeparator: { ",[]".contains($0) })
        .map { $0.drop { $0 == " " } }
        .map { name in String(name.reversed().drop { $0 == " " }.reversed()) }
        .filter { !$0.isEmpty && $0 != "..." }
    }
    let words = function.usage.split(whereSeparator: { " (),[]".contains($0) }).map(String.init)
    return words.filter { $0 != ".." && !function.name.contains($0) }
  }

  /// The types that mostly go to a parameter of the name; none where nothing is known.
  static func types(_ name: String) -> [LogicalType] {
    switch name {
    case "text", "other", "pattern", "delimiter", "part", "replacement", "from text", "host", "url",
      "path", "query", "address", "range", "prefix text", "format", "unit", "key", "line of CSV",
      "geohash", "token", "bytes", "base", "exponent text":
      name == "base" ? [.real, .long] : [.string]
    case "array", "series", "bag", "keys", "values", "polygon", "conditions", "terms", "parts",
      "replacements", "filter", "numerators", "denominators", "list":
      [.dynamic]
    case "line": [.dynamic, .string]
    case "x", "y", "lng", "lat", "lng1", "lat1", "lng2", "lat2", "lng3", "lat3", "alpha", "beta",
      "chance", "fraction", "radius", "mean1", "mean2", "exponent":
      [.real, .long]
    case "start", "length", "places", "times", "count", "digits", "occurrence", "offset", "index",
      "amount", "months", "number", "prefix", "year", "month", "day", "hour", "minute", "level",
      "group", "step", "fixed point":
      [.long, .int]
    case "datetime", "later", "earlier", "time": [.datetime]
    case "timespan": [.timespan]
    case "condition": [.bool]
    case "size": [.long, .timespan, .real]
    case "guid": [.guid]
    default: []
    }
  }

  /// Literals that are better than any of the type.
  static func literals(_ name: String, _ type: LogicalType) -> [String] {
    switch (name, type) {
    case ("start", .long), ("length", .long), ("places", .long), ("times", .long), ("count", .long),
      ("digits", .long), ("occurrence", .long), ("offset", .long), ("index", .long),
      ("amount", .long), ("prefix", .long), ("group", .long), ("level", .long), ("months", .long),
      ("step", .long), ("hour", .long), ("minute", .long), ("day", .long), ("month", .long),
      ("to", .long), ("from", .long), ("radius", .long), ("exponent", .long), ("key", .long):
      ["0", "1", "2", "3", "-1", "5", "12"]
    case ("year", .long): ["2024", "2023", "1"]
    case ("size", .long): ["2", "3", "10", "1"]
    case ("size", .timespan): ["1d", "7d", "1h", "10m"]
    case ("size", .real): ["0.5", "2.0"]
    case ("address", .string), ("range", .string):
      ["\"10.0.0.1\"", "\"10.0.0.0/8\"", "\"192.168.1.7/24\"", "\"fe80::1\"", "\"::ffff:1.2.3.4\""]
    case ("pattern", .string): Texts.patterns.map { "\"\($0)\"" }
    case ("polygon", .dynamic):
      [
        "dynamic({\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]})"
      ]
    case ("line", .dynamic):
      ["dynamic({\"type\":\"LineString\",\"coordinates\":[[0,0],[5,5],[10,0]]})"]
    case ("key", .string): ["\"a\"", "\"b\"", "\"c d\"", "\"$.a\""]
    case ("delimiter", .string): ["\",\"", "\" \"", "\"\"", "\"a\""]
    case ("text", .string) where type == .string: []
    default: []
    }
  }

  /// Texts that some parameter takes as a constant: units, formats, patterns.
  static let constantTexts =
    [
      "year", "quarter", "month", "week", "week_of_year", "day", "dayofyear", "hour", "minute",
      "second", "millisecond", "microsecond", "nanosecond", "yyyy-MM-dd HH:mm:ss.fffffff",
      "yy M d h tt", "d.hh:mm:ss", "c", "regex", "windows", "long", "string", "real", "Degree",
      "Radian", "Meter", "Kilometer", "Joule", "Newton", "Kilogram", "DegreeCelsius", "Kelvin",
      "Liter", "KilometerPerHour", "a", "[a-z]+", "(\\d+)", "(\\w)(\\w)", " +",
    ]
}
