internal import Columnar
internal import Planning

/// `scan`: goes over the rows in order and keeps for each step the match that has come so far.
///
/// For each row the steps are tried from the last to the first. A row that meets a step's condition
/// takes over the match of the step before (the first step begins one), or goes on with the match
/// that the step has.
final class StepScanOperator: PhysicalOperator {
  private let input: any PhysicalOperator
  private let scan: StepScan
  private let inputTypes: [LogicalType]
  private let types: [LogicalType]
  private let programs: [StepProgram]
  private let context: ExecutionContext
  private var states: [Match?]
  private var matchCount: Int64 = 0
  private var builders: [VectorBuilder] = []
  private var result: ChunkSlices?

  /// The rows of the steps so far, nil for one that has none, and the match's number.
  private struct Match {
    var rows: [[Value]?]
    let number: Int64
  }

  /// The expressions of a step, with the columns that they read.
  private struct StepProgram {
    let condition: ExpressionProgram
    let values: ExpressionProgram
    let columns: Set<Int>
    /// Whether the condition depends on the row alone.
    let isLocal: Bool
  }

  init(
    _ input: any PhysicalOperator, _ scan: StepScan, inputTypes: [LogicalType],
    types: [LogicalType], _ context: ExecutionContext
  ) throws(ExecutionError) {
    self.input = input
    self.scan = scan
    self.inputTypes = inputTypes
    self.types = types
    self.context = context
    states = Array(repeating: nil, count: scan.steps.count)
    var programs: [StepProgram] = []
    for step in scan.steps {
      let values = step.assignments.map(\.value)
      let read = step.condition.columnsRead
      programs.append(
        StepProgram(
          condition: try ExpressionProgram([step.condition], context),
          values: try ExpressionProgram(values, context),
          columns: values.reduce(read) { $0.union($1.columnsRead) },
          isLocal: read.allSatisfy { $0 < inputTypes.count }))
    }
    self.programs = programs
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if result == nil {
      builders = types.map { VectorBuilder($0) }
      while let chunk = try input.next() {
        try context.checkCancellation()
        consume(chunk)
      }
      for step in scan.steps.indices { emitLast(step) }
      let vectors = builders.map { $0.finish() }
      result = ChunkSlices(DataChunk(vectors: vectors, count: vectors.first?.count ?? 0))
    }
    return result?.next()
  }

  private func consume(_ chunk: DataChunk) {
    let local = programs.map { $0.isLocal ? $0.condition.evaluate(chunk)[0] : nil }
    for row in 0..<chunk.count {
      let values = chunk.vectors.map { $0[row] } + scan.defaults
      for step in scan.steps.indices.reversed() {
        if let known = local[step], !known.vector.isTrue(known.index(row)) { continue }
        consider(values, step, isKnownToHold: local[step] != nil)
      }
    }
  }

  private func consider(_ row: [Value], _ step: Int, isKnownToHold: Bool) {
    func holds(_ match: Match) -> Bool {
      if isKnownToHold { return true }
      let result = programs[step].condition.evaluate(oneRow(row, match, step))[0]
      return result.vector.isTrue(0)
    }
    if step > 0, let before = states[step - 1], holds(before) {
      emitLast(step)
      emitLast(step - 1)
      states[step - 1] = nil
      take(row, step, before)
    } else if let match = states[step] {
      if holds(match) { take(row, step, match) }
    } else if step == 0 {
      let match = Match(
        rows: Array(repeating: nil, count: scan.steps.count), number: matchCount)
      if holds(match) {
        matchCount += 1
        take(row, step, match)
      }
    }
  }

  /// Makes a row that of a step, with what it assigns.
  private func take(_ row: [Value], _ step: Int, _ match: Match) {
    var match = match
    var extended = row
    let assignments = scan.steps[step].assignments
    if !assignments.isEmpty {
      let values = programs[step].values.evaluate(oneRow(row, match, step))
      for (assignment, value) in zip(assignments, values) { extended[assignment.column] = value[0] }
    }
    match.rows[step] = extended
    states[step] = match
    if scan.steps[step].output == .all { emit(extended, match) }
  }

  private func emitLast(_ step: Int) {
    guard scan.steps[step].output == .last, let match = states[step],
      let row = match.rows[step]
    else { return }
    emit(row, match)
  }

  private func emit(_ row: [Value], _ match: Match) {
    for (index, value) in row.enumerated() { builders[index].append(value) }
    if scan.hasMatchId { builders[row.count].append(.integer(match.number)) }
  }

  /// The row and those of the match as a chunk; columns that nobody reads are null.
  private func oneRow(_ row: [Value], _ match: Match, _ step: Int) -> DataChunk {
    let width = inputTypes.count + scan.defaults.count
    let vectors = (0..<width * (scan.steps.count + 1)).map { place -> Vector in
      guard programs[step].columns.contains(place) else { return Self.unread }
      let column = place % width
      if place < width { return VectorBuilder.single(row[column], types[column]) }
      if let known = match.rows[place / width - 1] {
        return VectorBuilder.single(known[column], types[column])
      }
      let isDeclared = column >= inputTypes.count
      let missing =
        isDeclared ? scan.defaults[column - inputTypes.count] : Value.missing(types[column])
      return VectorBuilder.single(missing, types[column])
    }
    return DataChunk(vectors: vectors, count: 1)
  }

  private static let unread = Vector.nulls(.bool, 1)
}
