import CEmbeddedData
import Synchronization

/// The learned reader of English: tags, trees and names of sentences already cut into tokens.
///
/// One encoder, two bidirectional LSTM layers over embeddings of words and their affixes, and on
/// top of it linear heads for tags and names, and biaffine ones for arcs and their labels. Sentences
/// of like length run together, so that every step is a product of matrices. Weights are 8-bit,
/// states 16-bit and sums are integers: results are the same bits on every processor and do not
/// depend on which sentences are read together.
///
/// The stages: `WordFeatures` (rows of a word), `NetworkKernels` (matrices), `ArcDecoder` (trees),
/// `NameDecoder` (names). Training is described in docs/TRAINING.md.
public final class ParserNetwork: Sendable {
  /// A sentence with more tokens is read in pieces, the later ones attached to the first's root.
  static let longestSentence = 256
  private static let batchRows = 768

  let features: WordFeatures
  let embeddings: EmbeddingTables
  let layers: [(input: PackedMatrix, forward: PackedMatrix, backward: PackedMatrix)]
  let heads: PackedMatrix
  let arc: PackedMatrix
  let label: PackedMatrix
  let distance: [Float]
  let arcWidth: Int
  let labelWidth: Int
  let partsOfSpeech: [PartOfSpeech]
  let tags: [String]
  let relations: [String]
  let rootRelation: Int
  let nameDecoder: NameDecoder
  let nameLabelCount: Int
  let level: KernelLevel

  private let workspaces = Mutex<[NetworkWorkspace]>([])

  private static let shared = try? embedded(level: .best)

  /// The network compiled into the executable; nil where there is none.
  public static func embedded() -> ParserNetwork? { shared }

  /// The same with kernels of one's choice, for measuring.
  public static func embedded(level: KernelLevel) throws(NetworkWeightsError) -> ParserNetwork? {
    let file = unsafe embedded_data("parser.weights")
    guard let start = unsafe file.bytes else { return nil }
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: file.count))
    return try ParserNetwork(weights: bytes, level: level)
  }

  /// The network of a weights file; `level` must be one of `KernelLevel.available`.
  public init(
    weights bytes: [UInt8], level: KernelLevel = .best
  ) throws(NetworkWeightsError) {
    let weights = try NetworkWeights(bytes: bytes)
    guard weights.embeddings.count == 6 else { throw .malformed("number of affix tables") }
    guard let nameDecoder = NameDecoder(labels: weights.nameLabels) else {
      throw .malformed("name tags")
    }
    guard let rootRelation = weights.relationLabels.firstIndex(of: "root") else {
      throw .malformed("no relation 'root'")
    }
    var partsOfSpeech: [PartOfSpeech] = []
    for label in weights.partOfSpeechLabels {
      guard let part = PartOfSpeech(rawValue: label) else {
        throw .malformed("part of speech '\(label)'")
      }
      partsOfSpeech.append(part)
    }
    self.level = level
    self.nameDecoder = nameDecoder
    self.rootRelation = rootRelation
    self.partsOfSpeech = partsOfSpeech
    nameLabelCount = weights.nameLabels.count
    tags = weights.tagLabels
    relations = weights.relationLabels
    arcWidth = weights.arcWidth
    labelWidth = weights.labelWidth
    distance = weights.distance
    features = WordFeatures(
      vocabulary: weights.vocabulary, tableRows: weights.embeddings.dropFirst().map(\.rows))
    embeddings = EmbeddingTables(weights.embeddings)
    layers = weights.layers.map {
      (PackedMatrix($0.input), PackedMatrix($0.forward), PackedMatrix($0.backward))
    }
    heads = PackedMatrix(
      weights.partOfSpeech, weights.tag, weights.name, weights.arcHead, weights.arcDependent,
      weights.labelHead, weights.labelDependent)
    arc = PackedMatrix(weights.arc)
    label = PackedMatrix(weights.label)
  }

  /// Reads sentences of tokens; the result has one a sentence and one a token.
  public func parse(sentences: [[String]]) -> [ParsedSentence] {
    parse(sentences: sentences, isStopped: { false }) ?? []
  }

  /// The same for whoever may give up, which `isStopped` says: it is asked between a few sentences and
  /// the next, and the result is nil then.
  func parse(sentences: [[String]], isStopped: () -> Bool) -> [ParsedSentence]? {
    var workspace = workspaces.withLock { $0.popLast() } ?? NetworkWorkspace(nameDecoder)
    defer { workspaces.withLock { $0.append(workspace) } }
    let pieces = Self.pieces(of: sentences)
    var parsed = [[ParsedToken]](repeating: [], count: pieces.count)
    let order = pieces.indices.sorted {
      (pieces[$1].tokens.count, $0) < (pieces[$0].tokens.count, $1)
    }
    var start = 0
    while start < order.count {
      if isStopped() { return nil }
      let steps = pieces[order[start]].tokens.count + 1
      let end = min(order.count, start + max(1, Self.batchRows / steps))
      let batch = order[start..<end]
      let forms = batch.map { sentences[pieces[$0].sentence][pieces[$0].tokens] }
      workspace.run(forms, network: self) { parsed[batch[batch.startIndex + $0]] = $1 }
      start = end
    }
    var results = sentences.map { _ in ParsedSentence(tokens: []) }
    for (piece, tokens) in zip(pieces, parsed) {
      results[piece.sentence].append(tokens)
    }
    return results
  }

  private struct Piece {
    let sentence: Int
    let tokens: Range<Int>
  }

  private static func pieces(of sentences: [[String]]) -> [Piece] {
    var pieces: [Piece] = []
    for (number, sentence) in sentences.enumerated() {
      for start in stride(from: 0, to: sentence.count, by: longestSentence) {
        let end = min(start + longestSentence, sentence.count)
        pieces.append(Piece(sentence: number, tokens: start..<end))
      }
    }
    return pieces
  }
}

extension ParsedSentence {
  /// Adds the tokens of a further piece; its root depends on the first piece's.
  fileprivate mutating func append(_ piece: [ParsedToken]) {
    let offset = tokens.count
    guard offset > 0 else {
      tokens = piece
      return
    }
    let root = tokens.firstIndex { $0.head < 0 } ?? 0
    for var token in piece {
      token.relation = token.head < 0 ? "parataxis" : token.relation
      token.head = token.head < 0 ? root : token.head + offset
      tokens.append(token)
    }
  }
}
