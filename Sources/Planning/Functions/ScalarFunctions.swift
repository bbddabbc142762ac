internal import Columnar

/// Every scalar function and operator of the language, by name.
///
/// The tables lie beside this file, one a field; `TypeRule` says how a row's types are decided.
public enum ScalarFunctions {
  /// All functions and operators, each once.
  public static let all: [ScalarFunction] = operators + calls

  /// The functions that are called by name and brackets.
  public static let calls: [ScalarFunction] =
    choices + conversions + numbers + times + texts + patterns + dynamics
    + seriesAndDigests + networks + geography + namesAndUnits

  /// The function called `name`, an operator's spelling or an alias included.
  public static func named(_ name: String) -> ScalarFunction? {
    byName[name]
  }

  private static let byName: [String: ScalarFunction] = {
    var table: [String: ScalarFunction] = [:]
    table.reserveCapacity(all.count * 2)
    for function in all {
      table[function.name] = function
      for alias in function.aliases { table[alias] = function }
    }
    return table
  }()

  /// A function of arguments of any type, whose result is always of one.
  static func function(
    _ name: String, _ arguments: String, _ summary: String, _ arity: ClosedRange<Int>,
    _ type: LogicalType
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: name + arguments, summary: summary, arity: arity,
      resolve: TypeRule.gives(type, .any))
  }
}
