import CNeural

/// The instruction sets that the kernels exist for. All give the same bits.
public enum KernelLevel: UInt32, Sendable, CaseIterable {
  case portable, sse2, avx2, avx512

  /// The widest that this processor runs.
  public static let best = KernelLevel(rawValue: neural_best_level().rawValue) ?? .portable

  /// All that this processor runs.
  public static var available: [KernelLevel] {
    best == .portable ? [.portable] : allCases.filter { $0.rawValue <= best.rawValue }
  }

  /// Its name in small letters.
  public var name: String { "\(self)" }

  /// The level of a name.
  public init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  fileprivate var native: neural_level { neural_level(rawValue: rawValue) }
}

/// A linear layer, or several over the same input, packed for the kernels.
struct PackedMatrix: Sendable {
  /// What a 16-bit state of one stands for.
  static let stateScale: Float = 1 / 32767

  let inner: Int
  /// A multiple of 16: every layer's outputs are padded.
  let outputs: Int
  /// Where each layer's outputs begin.
  let offsets: [Int]
  private let packed: [Int16]
  private let scales: [Float]
  private let biases: [Float]

  init(_ layers: NetworkWeights.Layer...) {
    var offsets: [Int] = []
    var numbers: [Int8] = []
    var scales: [Float] = []
    var biases: [Float] = []
    for layer in layers {
      let matrix = layer.matrix
      precondition(matrix.columns == layers[0].matrix.columns)
      offsets.append(scales.count)
      let padding = Self.padded(matrix.rows) - matrix.rows
      numbers += matrix.numbers + repeatElement(0, count: padding * matrix.columns)
      scales += matrix.scales + repeatElement(0, count: padding)
      biases += layer.biases + repeatElement(0, count: padding)
    }
    inner = layers[0].matrix.columns
    outputs = scales.count
    self.offsets = offsets
    self.scales = scales
    self.biases = biases
    packed = unsafe Array(unsafeUninitializedCapacity: numbers.count) { buffer, count in
      unsafe neural_pack(numbers, scales.count, layers[0].matrix.columns, buffer.baseAddress)
      count = numbers.count
    }
  }

  init(_ matrix: NetworkWeights.Matrix) {
    self.init(
      NetworkWeights.Layer(matrix: matrix, biases: Array(repeating: 0, count: matrix.rows)))
  }

  static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  private func withNative(_ body: (neural_matrix) -> Void) {
    unsafe packed.withUnsafeBufferPointer { packed in
      unsafe scales.withUnsafeBufferPointer { scales in
        unsafe biases.withUnsafeBufferPointer { biases in
          unsafe body(
            neural_matrix(
              packed: packed.baseAddress, scales: scales.baseAddress, biases: biases.baseAddress,
              outputs: outputs, inner: inner))
        }
      }
    }
  }

  /// `output[row]` is the layer's outputs for `input[row]`, whose ones stand for `scale`.
  func apply(
    to input: [Int16], rows: Int, scale: Float, output: inout [Float], level: KernelLevel
  ) {
    precondition(input.count >= rows * inner && output.count >= rows * outputs)
    unsafe withNative { matrix in
      unsafe neural_linear(level.native, matrix, input, rows, scale, nil, &output)
    }
  }

  /// The same for inputs that have a scale a row.
  func apply(to input: QuantizedRows, output: inout [Float], level: KernelLevel) {
    precondition(input.width == inner && output.count >= input.rows * outputs)
    unsafe withNative { matrix in
      unsafe neural_linear(
        level.native, matrix, input.numbers, input.rows, 1, input.scales, &output)
    }
  }

  /// Runs one direction of an LSTM, of which this is the recurrent matrix.
  ///
  /// `counts[t]` sentences have a step `t`, the longest first. Rows of `gates` and `states` hold
  /// both directions; `gateRows` tells every row's gates.
  func runLSTM(
    isBackward: Bool, counts: [Int32], gates: [Float], gateRows: ArraySlice<Int32>,
    memory: inout RecurrentMemory, states: inout [Int16], level: KernelLevel
  ) {
    let rows = counts.reduce(0) { $0 + Int($1) }
    let sentences = Int(counts.first ?? 0)
    precondition(counts.allSatisfy { $0 > 0 && $0 <= sentences })
    precondition(gateRows.count == rows && states.count >= 2 * rows * inner && outputs == 4 * inner)
    precondition(gateRows.allSatisfy { $0 >= 0 && (Int($0) + 1) * 2 * outputs <= gates.count })
    guard rows > 0 else { return }
    memory.prepare(sentences: sentences, units: inner)
    unsafe withNative { matrix in
      unsafe gateRows.withUnsafeBufferPointer { gateRows in
        unsafe neural_lstm(
          level.native, matrix, isBackward, counts.count, counts, gates, gateRows.baseAddress,
          &memory.states, &memory.cells, &memory.scratch, &states)
      }
    }
  }
}

/// What an LSTM remembers between steps.
struct RecurrentMemory: Sendable {
  fileprivate var states: [Int16] = []
  fileprivate var cells: [Float] = []
  fileprivate var scratch: [Float] = []

  fileprivate mutating func prepare(sentences: Int, units: Int) {
    states.grow(to: sentences * units, with: 0)
    cells.grow(to: sentences * units, with: 0)
    scratch.grow(to: sentences * units * 4, with: 0)
  }
}

/// Rows of 16-bit numbers with a scale each.
struct QuantizedRows: Sendable {
  fileprivate private(set) var numbers: [Int16] = []
  fileprivate private(set) var scales: [Float] = []
  fileprivate private(set) var rows = 0
  fileprivate private(set) var width = 0

  /// Takes `width` floats of each row of `values`, beginning at `offset`; `width` is a multiple of 16.
  mutating func quantize(
    _ values: [Float], offset: Int = 0, rows: Int, width: Int, stride: Int, level: KernelLevel
  ) {
    precondition(width % 16 == 0 && offset + width <= stride && values.count >= rows * stride)
    self.rows = rows
    self.width = width
    numbers.grow(to: rows * width, with: 0)
    scales.grow(to: rows, with: 0)
    unsafe values.withUnsafeBufferPointer { values in
      guard rows > 0, let base = values.baseAddress else { return }
      unsafe neural_quantize(
        level.native, base + offset, rows, width, stride, &numbers, &scales)
    }
  }
}

/// Adds the products of all rows of `dependents` with all columns of `heads` to `scores`.
func addPairScores(
  dependents: [Float], rows: Int, inner: Int, heads: [Float], columns: Int,
  scores: inout [Float], level: KernelLevel
) {
  precondition(columns % 16 == 0 && dependents.count >= rows * inner)
  precondition(heads.count >= inner * columns && scores.count >= rows * columns)
  unsafe neural_pair_scores(level.native, dependents, rows, inner, heads, columns, &scores)
}

extension Array {
  /// Makes room for `count` elements; what is there stays.
  mutating func grow(to count: Int, with value: Element) {
    if self.count < count { append(contentsOf: repeatElement(value, count: count - self.count)) }
  }
}
