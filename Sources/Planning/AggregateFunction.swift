internal import Columnar

/// An aggregate function as the binder and the help know it; Execution holds its states.
public struct AggregateFunction: Sendable {
  /// What is computed, whatever the spelling and the condition.
  public enum Kind: Sendable {
    case count, sum, average, minimum, maximum, distinctCount
    case list, listWithNulls, set, bag
    case argMinimum, argMaximum, any
    case sampleDeviation, populationDeviation, sampleVariance, populationVariance
    case percentile, percentileArray
    /// The second argument says how often a value counts.
    case weightedPercentile, weightedPercentileArray
    case bitAnd, bitOr, bitXor
  }

  /// How the column of a call without a name is called.
  public enum Naming: Sendable {
    /// `sum_x` for `sum(x)`.
    case prefix(String)
    /// `x` for `take_anyif(x, ...)`.
    case argument
    /// By rules of its own: `arg_max`, `take_any`, `percentile`.
    case special
  }

  /// The name, lower case.
  public let name: String
  /// Other names of the same function.
  public let aliases: [String]
  /// How it is called, for help and completion.
  public let usage: String
  /// One sentence for help.
  public let summary: String
  /// What is computed.
  public let kind: Kind
  /// How many arguments it takes, the condition included.
  public let arity: ClosedRange<Int>
  /// The place of the condition that rows must meet, if it takes one.
  public let predicate: Int?
  /// The name of its column.
  public let naming: Naming
  /// The type of its value over a first argument of a type, or what is wrong with it.
  public let resolve: @Sendable ([BoundArgument]) -> FunctionResolution

  init(
    _ name: String, aliases: [String] = [], _ kind: Kind, _ arity: ClosedRange<Int>,
    if predicate: Int? = nil, naming: Naming, type: AggregateTypeRule, usage: String,
    summary: String
  ) {
    self.name = name
    self.aliases = aliases
    self.usage = usage
    self.summary = summary
    self.kind = kind
    self.arity = arity
    self.predicate = predicate
    self.naming = naming
    resolve = { type.resolve($0, predicate: predicate, in: name) }
  }
}

/// How the type of an aggregate follows from that of its first argument.
enum AggregateTypeRule: Sendable {
  /// Always the same type, over any argument.
  case always(LogicalType)
  /// The type of the argument.
  case same
  /// The type of an argument that has an order.
  case ordered
  /// `sum`: a number or a timespan, `int` counted as `long`.
  case sum
  /// `avg`: a real for numbers, else the type of the time.
  case average
  /// A real, over numbers and timespans.
  case spread
  /// A long, over integers.
  case bits

  func resolve(
    _ arguments: [BoundArgument], predicate: Int?, in name: String
  ) -> FunctionResolution {
    if let predicate, arguments.count > predicate {
      let type = arguments[predicate].type
      guard type == .bool || type.isNumeric || type == .dynamic else {
        return .wrong(
          argument: predicate, "'\(name)' needs a condition here, not a \(type.rawValue)")
      }
    }
    guard let type = arguments.first?.type else {
      if case .always(let type) = self { return .type(type) }
      return .wrong(argument: 0, "'\(name)' needs an argument")
    }
    return resolve(type, in: name)
  }

  private func resolve(_ type: LogicalType, in name: String) -> FunctionResolution {
    switch (self, type) {
    case (.always(let type), _): return .type(type)
    case (.same, _): return .type(type)
    case (.ordered, _): return .type(type)
    case (.sum, .int), (.sum, .long), (.sum, .bool): return .type(.long)
    case (.sum, .real), (.sum, .decimal), (.sum, .timespan): return .type(type)
    case (.sum, .dynamic): return .type(.real)
    case (.average, .int), (.average, .long), (.average, .real), (.average, .dynamic),
      (.average, .bool), (.spread, .int), (.spread, .long), (.spread, .real),
      (.spread, .decimal), (.spread, .dynamic), (.spread, .timespan), (.spread, .datetime):
      return .type(.real)
    case (.average, .decimal), (.average, .timespan), (.average, .datetime): return .type(type)
    case (.bits, .int), (.bits, .long): return .type(.long)
    default:
      return .wrong(argument: 0, "'\(name)' needs a number, not a \(type.rawValue)")
    }
  }
}
