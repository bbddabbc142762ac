internal import Columnar
internal import Planning

/// Several expressions over the same rows as steps in order, each computed once a chunk however
/// many others use it; what is constant was computed when the program was made.
struct ExpressionProgram {
  private enum Step {
    case constant(ArgumentVector)
    case column(Int)
    case call(ScalarKernel, arguments: [Int], type: LogicalType)
  }

  private var steps: [Step] = []
  private var outputs: [Int] = []
  private var places = IdentityMap<BoundExpr, Int>()
  private let evaluation: EvaluationContext

  /// A program that gives the values of `exprs`; queries inside them are run now.
  init(_ exprs: [BoundExpr], _ context: ExecutionContext) throws(ExecutionError) {
    evaluation = context.evaluation
    for expr in exprs { outputs.append(try add(expr, context)) }
    places = IdentityMap()
  }

  private mutating func add(
    _ expr: BoundExpr, _ context: ExecutionContext
  ) throws(ExecutionError) -> Int {
    if let place = places[expr] { return place }
    let step: Step
    switch expr.kind {
    case .constant(let value): step = .constant(.constant(value, expr.type))
    case .column(let index): step = .column(index)
    case .scalarSubquery(let plan):
      let table = try context.run(plan)
      let value = table.rowCount > 0 ? table[0, 0] : Value.missing(expr.type)
      step = .constant(.constant(value, expr.type))
    case .listSubquery(let plan):
      let items = try context.run(plan).firstColumn.map { DynamicValue($0) }
      step = .constant(.constant(.dynamic(.array(items)), .dynamic))
    case .call(let function, let exprs):
      var arguments: [Int] = []
      for argument in exprs { arguments.append(try add(argument, context)) }
      step = call(function, arguments, expr)
    }
    steps.append(step)
    places[expr] = steps.count - 1
    return steps.count - 1
  }

  /// A call, computed at once where it is constant.
  private func call(
    _ function: ScalarFunction, _ arguments: [Int], _ expr: BoundExpr
  ) -> Step {
    guard !evaluation.isStopped(), let kernel = ScalarKernels.kernel(for: function.name) else {
      return .constant(.constant(Value.missing(expr.type), expr.type))
    }
    let constants = arguments.compactMap { (place) -> ArgumentVector? in
      if case .constant(let vector) = steps[place] { vector } else { nil }
    }
    if constants.count == arguments.count && !function.isVolatile {
      let vector = kernel(constants, 1, expr.type, evaluation)
      return .constant(ArgumentVector(vector, isConstant: true))
    }
    return .call(kernel, arguments: arguments, type: expr.type)
  }

  /// The values of the expressions over the rows of a chunk.
  func evaluate(_ chunk: DataChunk) -> [ArgumentVector] {
    var values: [ArgumentVector] = []
    values.reserveCapacity(steps.count)
    for step in steps {
      switch step {
      case .constant(let value): values.append(value)
      case .column(let index):
        values.append(ArgumentVector(chunk.vectors[index], isConstant: false))
      case .call(let kernel, let arguments, let type):
        let vector =
          evaluation.isStopped()
          ? Vector.nulls(type, chunk.count)
          : kernel(arguments.map { values[$0] }, chunk.count, type, evaluation)
        values.append(ArgumentVector(vector, isConstant: false))
      }
    }
    return outputs.map { values[$0] }
  }

  /// The one value of the first expression, if it is constant.
  var constant: ArgumentVector? {
    if case .constant(let value) = steps[outputs[0]] { value } else { nil }
  }
}

extension ArgumentVector {
  /// One value for all rows.
  static func constant(_ value: Value, _ type: LogicalType) -> ArgumentVector {
    var builder = ColumnBuilder(type)
    builder.append(value)
    return ArgumentVector(builder.finish()[0], isConstant: true)
  }

  /// One value a row.
  func expanded(_ rowCount: Int) -> Vector {
    guard isConstant else { return vector }
    return vector.gathered(SelectionVector(rows: ContiguousArray(repeating: 0, count: rowCount)))
  }
}

extension Value {
  /// What a missing value of a type is.
  static func missing(_ type: LogicalType) -> Value {
    type == .string ? .string("") : .null
  }
}

extension Table {
  /// The values of the first column, boxed.
  var firstColumn: [Value] {
    chunks.flatMap { chunk in (0..<chunk.count).map { chunk.vectors[0][$0] } }
  }
}
