/// Why a weights file was refused.
public enum NetworkWeightsError: Error, Equatable {
  /// The file does not begin as a weights file does.
  case notWeights
  /// The file is of another format version.
  case unsupportedVersion(Int)
  /// The file ends before its contents do.
  case truncated(byteOffset: Int)
  /// A count or a label is not one that the network can have.
  case malformed(String)
}

/// A trained network as its file holds it.
///
///     magic "CASUSNET", version
///     SHA-256 of the training data, notice of sources and licence
///     widths: hidden, arc, label, distance, word, number of affix tables; rows and width of each
///     labels: parts of speech, Penn tags, relations, name tags
///     vocabulary: the words of rows 2... of the word table
///     matrices: rows, columns, a float scale a row, 8-bit numbers; most with float biases
///     distance: a float for every distance of a head
///
/// Numbers are little-endian, counts 32 bits; strings begin with their length in a byte.
struct NetworkWeights {
  /// A matrix of 8-bit numbers, row by row.
  struct Matrix {
    let rows: Int
    let columns: Int
    let scales: [Float]
    let numbers: [Int8]
  }

  /// A matrix with its biases.
  struct Layer {
    let matrix: Matrix
    let biases: [Float]
  }

  /// The matrices of a bidirectional LSTM; the input matrix serves both directions.
  struct Recurrent {
    let input: Layer
    let forward: Matrix
    let backward: Matrix
  }

  static let magic = Array("CASUSNET".utf8)
  static let version = 1

  let dataHash: [UInt8]
  let notice: String
  let hiddenWidth: Int
  let arcWidth: Int
  let labelWidth: Int
  let distanceLimit: Int
  let partOfSpeechLabels: [String]
  let tagLabels: [String]
  let relationLabels: [String]
  let nameLabels: [String]
  let vocabulary: [[UInt8]]
  /// The word table and the affix tables.
  let embeddings: [Matrix]
  let layers: [Recurrent]
  let partOfSpeech: Layer
  let tag: Layer
  let name: Layer
  let arcHead: Layer
  let arcDependent: Layer
  let labelHead: Layer
  let labelDependent: Layer
  let arc: Layer
  let label: Layer
  let distance: [Float]

  init(bytes: [UInt8]) throws(NetworkWeightsError) {
    var reader = WeightsReader(bytes: bytes)
    guard try reader.bytes(Self.magic.count) == Self.magic else { throw .notWeights }
    let version = try reader.count()
    guard version == Self.version else { throw .unsupportedVersion(version) }
    dataHash = try reader.bytes(32)
    notice = String(decoding: try reader.bytes(try reader.count()), as: UTF8.self)
    hiddenWidth = try reader.width("hidden")
    arcWidth = try reader.width("arc")
    labelWidth = try reader.width("label")
    distanceLimit = try reader.count()
    var tables = [(rows: 0, columns: try reader.width("word"))]
    for _ in 0..<(try reader.count(atMost: 16)) {
      tables.append((try reader.count(), try reader.width("affix")))
    }
    partOfSpeechLabels = try reader.labels()
    tagLabels = try reader.labels()
    relationLabels = try reader.labels()
    nameLabels = try reader.labels()
    vocabulary = try reader.words()
    tables[0].rows = vocabulary.count + 2

    var embeddings: [Matrix] = []
    for table in tables {
      embeddings.append(try reader.matrix(rows: table.rows, columns: table.columns))
    }
    self.embeddings = embeddings
    let width = 2 * hiddenWidth
    var layers: [Recurrent] = []
    for inner in [tables.reduce(0) { $0 + $1.columns }, width] {
      layers.append(
        Recurrent(
          input: try reader.layer(outputs: 4 * width, inner: inner),
          forward: try reader.matrix(rows: 2 * width, columns: hiddenWidth),
          backward: try reader.matrix(rows: 2 * width, columns: hiddenWidth)))
    }
    self.layers = layers
    partOfSpeech = try reader.layer(outputs: partOfSpeechLabels.count, inner: width)
    tag = try reader.layer(outputs: tagLabels.count, inner: width)
    name = try reader.layer(outputs: nameLabels.count, inner: width)
    arcHead = try reader.layer(outputs: arcWidth, inner: width)
    arcDependent = try reader.layer(outputs: arcWidth, inner: width)
    labelHead = try reader.layer(outputs: labelWidth, inner: width)
    labelDependent = try reader.layer(outputs: labelWidth, inner: width)
    arc = try reader.layer(outputs: arcWidth, inner: arcWidth)
    label = try reader.layer(outputs: relationLabels.count, inner: 3 * labelWidth)
    distance = try reader.floats(2 * distanceLimit + 1)
    guard reader.isAtEnd else { throw .malformed("bytes after the last matrix") }
  }
}

/// Reads the parts of a weights file, never beyond its end.
private struct WeightsReader {
  private let source: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) {
    source = bytes
  }

  var isAtEnd: Bool { offset == source.count }

  mutating func bytes(_ count: Int) throws(NetworkWeightsError) -> [UInt8] {
    Array(try slice(count))
  }

  mutating func count(atMost limit: Int = 1 << 24) throws(NetworkWeightsError) -> Int {
    let value = try slice(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard value <= limit else { throw .malformed("count \(value)") }
    return value
  }

  /// The width of a layer: the kernels take multiples of 16 up to the sums that 32 bits hold.
  mutating func width(_ what: String) throws(NetworkWeightsError) -> Int {
    let value = try count()
    guard value > 0, value <= 512, value % 16 == 0 else {
      throw .malformed("\(what) width \(value)")
    }
    return value
  }

  mutating func labels() throws(NetworkWeightsError) -> [String] {
    try words(atMost: 255).map { String(decoding: $0, as: UTF8.self) }
  }

  mutating func words(atMost limit: Int = 1 << 20) throws(NetworkWeightsError) -> [[UInt8]] {
    var words: [[UInt8]] = []
    for _ in 0..<(try count(atMost: limit)) {
      words.append(try bytes(Int(try slice(1).first ?? 0)))
    }
    return words
  }

  mutating func floats(_ count: Int) throws(NetworkWeightsError) -> [Float] {
    let bytes = try slice(4 * count)
    return (0..<count).map { k in
      let start = bytes.startIndex + 4 * k
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
      return Float(bitPattern: bits)
    }
  }

  mutating func matrix(
    rows: Int, columns: Int
  ) throws(NetworkWeightsError) -> NetworkWeights.Matrix {
    let found = (try count(), try count())
    guard found == (rows, columns) else {
      throw .malformed("matrix of \(found.0) by \(found.1), expected \(rows) by \(columns)")
    }
    let scales = try floats(rows)
    let numbers = try slice(rows * columns).map { Int8(bitPattern: $0) }
    return NetworkWeights.Matrix(rows: rows, columns: columns, scales: scales, numbers: numbers)
  }

  mutating func layer(
    outputs: Int, inner: Int
  ) throws(NetworkWeightsError) -> NetworkWeights.Layer {
    NetworkWeights.Layer(
      matrix: try matrix(rows: outputs, columns: inner), biases: try floats(outputs))
  }

  private mutating func slice(_ count: Int) throws(NetworkWeightsError) -> ArraySlice<UInt8> {
    guard count <= source.count - offset else { throw .truncated(byteOffset: offset) }
    defer { offset += count }
    return source[offset..<offset + count]
  }
}
