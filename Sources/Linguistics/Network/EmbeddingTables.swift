/// The embedding tables, whose rows are put together to a word's input.
struct EmbeddingTables: Sendable {
  /// Numbers an input has.
  let width: Int
  /// What a one of the 16-bit input stands for: the largest magnitude of any table is 32767.
  let scale: Float
  private let tables: [NetworkWeights.Matrix]

  init(_ tables: [NetworkWeights.Matrix]) {
    self.tables = tables
    width = tables.reduce(0) { $0 + $1.columns }
    let largest = tables.flatMap(\.scales).max() ?? 0
    scale = max(largest, .leastNormalMagnitude) * 127 / 32767
  }

  /// Writes the input of a word to `input[offset..<offset + width]`.
  func write(_ rows: WordFeatures.Rows, to input: inout [Int16], at offset: Int) {
    var place = offset
    for (number, table) in tables.enumerated() {
      let row = Int(rows[number])
      let factor = table.scales[row] / scale
      let start = row * table.columns
      for number in table.numbers[start..<start + table.columns] {
        input[place] = Int16((Float(number) * factor).rounded(.toNearestOrEven))
        place += 1
      }
    }
  }
}
