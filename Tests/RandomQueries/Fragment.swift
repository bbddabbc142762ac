public import Columnar

/// A piece of a query's text that knows which of its parts can go: what the generator makes and the
/// shrinker cuts down.
///
/// A fragment need not bind, nor stay bound when something is cut out of it: whoever cuts asks the
/// binder.
public indirect enum Fragment: Sendable {
  case text(String)
  /// Parts that belong together.
  case sequence([Fragment])
  /// Items of which at least so many must stay.
  case list([Fragment], separator: String, least: Int)
  /// An expression, in whose place any other of the type may stand.
  case value(LogicalType, Fragment)
  /// Rows, and the operators that they go through.
  case pipeline(Fragment, [Fragment])

  /// The text in the language.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .text(let words): text += words
    case .sequence(let parts): for part in parts { part.write(to: &text) }
    case .list(let items, let separator, _):
      for (index, item) in items.enumerated() {
        if index > 0 { text += separator }
        item.write(to: &text)
      }
    case .value(_, let inner): inner.write(to: &text)
    case .pipeline(let source, let operators):
      source.write(to: &text)
      for item in operators {
        text += " | "
        item.write(to: &text)
      }
    }
  }

  /// The fragments that have one part less, those that lose most first.
  public var reductions: [Fragment] {
    switch self {
    case .text: return []
    case .sequence(let parts):
      return Self.inside(parts) { .sequence($0) }
    case .list(let items, let separator, let least):
      let shorter = Self.shorter(items, least: least)
        .map { Fragment.list($0, separator: separator, least: least) }
      return shorter + Self.inside(items) { .list($0, separator: separator, least: least) }
    case .value(let type, let inner):
      let literal = SimpleLiteral.text(of: type)
      var simpler: [Fragment] = []
      if case .text = inner {
      } else {
        simpler = [.value(type, .text(literal))]
        simpler += inner.values(of: type).map { .value(type, $0) }
      }
      return simpler + inner.reductions.map { .value(type, $0) }
    case .pipeline(let source, let operators):
      let shorter = Self.shorter(operators, least: 0).map { Fragment.pipeline(source, $0) }
      return shorter + source.reductions.map { .pipeline($0, operators) }
        + Self.inside(operators) { .pipeline(source, $0) }
    }
  }

  /// The expressions of a type inside of the fragment, outermost first.
  private func values(of type: LogicalType) -> [Fragment] {
    switch self {
    case .text: []
    case .sequence(let parts), .list(let parts, _, _): parts.flatMap { $0.values(of: type) }
    case .value(let own, let inner):
      (own == type ? [inner] : []) + inner.values(of: type)
    // What stands inside reads the rows of other operators.
    case .pipeline: []
    }
  }

  private static func inside(
    _ parts: [Fragment], _ whole: ([Fragment]) -> Fragment
  ) -> [Fragment] {
    parts.indices.flatMap { index in
      parts[index].reductions.map { part in
        var changed = parts
        changed[index] = part
        return whole(changed)
      }
    }
  }

  /// The items without a half of them, and without one.
  private static func shorter(_ items: [Fragment], least: Int) -> [[Fragment]] {
    guard items.count > least else { return [] }
    var results: [[Fragment]] = []
    let half = items.count / 2
    if half > 1, half >= least {
      results = [Array(items[..<half]), Array(items[half...])]
    }
    for index in items.indices.reversed() {
      var rest = items
      rest.remove(at: index)
      results.append(rest)
    }
    return results
  }
}

extension Fragment: ExpressibleByStringInterpolation {
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
}

/// The plainest literal of each type.
enum SimpleLiteral {
  static func text(of type: LogicalType) -> String {
    switch type {
    case .bool: "true"
    case .int: "int(1)"
    case .long: "1"
    case .real: "1.0"
    case .decimal: "decimal(1)"
    case .string: "\"a\""
    case .datetime: "datetime(2024-01-01)"
    case .timespan: "1d"
    case .guid: "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)"
    case .dynamic: "dynamic([1])"
    }
  }
}
