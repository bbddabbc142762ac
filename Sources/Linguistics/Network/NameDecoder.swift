/// The best row of name tags in which every name that begins also ends (Viterbi over BILOU).
///
/// There are no learned transitions: what decides is the sum of the tokens' own scores among the
/// rows of tags that are well formed.
struct NameDecoder: Sendable {
  /// Where the scores of a class's tags stand.
  private struct Columns {
    let first: Int
    let inside: Int
    let last: Int
    let only: Int
  }

  /// How the best row of tags up to a token ends when no name is open after it.
  private enum Ending {
    case outside
    case only(Int)
    case last(Int)
  }

  private let outside: Int
  private let columns: [Columns]
  private let types: [NameType]

  private var endings: [Ending] = []
  /// For every token and class: whether the name open after the token was open before it too.
  private var wasOpen: [Bool] = []
  private var open: [Float] = []

  /// A decoder for the tags of a network; nil where they are no BILOU scheme.
  init?(labels: [String]) {
    guard let outside = labels.firstIndex(of: "O") else { return nil }
    self.outside = outside
    var columns: [Columns] = []
    var types: [NameType] = []
    for (first, label) in labels.enumerated() where label.hasPrefix("B-") {
      let name = label.dropFirst(2)
      guard let inside = labels.firstIndex(of: "I-" + name),
        let last = labels.firstIndex(of: "L-" + name),
        let only = labels.firstIndex(of: "U-" + name)
      else { return nil }
      columns.append(Columns(first: first, inside: inside, last: last, only: only))
      // Times of day are learned apart from dates, and read as such.
      types.append(name == "TIME" ? .date : NameType(rawValue: String(name)) ?? .other)
    }
    self.columns = columns
    self.types = types
  }

  /// Sets the names of `tokens`; token `t`'s scores begin at `scores[t * width]`.
  mutating func decode(scores: [Float], width: Int, tokens: inout [ParsedToken]) {
    endings.removeAll(keepingCapacity: true)
    wasOpen.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    open.append(contentsOf: repeatElement(-.infinity, count: columns.count))
    var closed: Float = 0
    for token in tokens.indices {
      closed = advance(scores[(token * width)..<((token + 1) * width)], closed: closed)
    }
    traceBack(tokens: &tokens)
  }

  /// Takes in one token; `closed` is the best sum of rows with no name open.
  private mutating func advance(_ scores: ArraySlice<Float>, closed: Float) -> Float {
    let base = scores.startIndex
    var best = closed + scores[base + outside]
    var ending = Ending.outside
    for (type, column) in columns.enumerated() {
      let only = closed + scores[base + column.only]
      if only > best { (best, ending) = (only, .only(type)) }
      let last = open[type] + scores[base + column.last]
      if last > best { (best, ending) = (last, .last(type)) }
      let first = closed + scores[base + column.first]
      let inside = open[type] + scores[base + column.inside]
      wasOpen.append(inside > first)
      open[type] = max(first, inside)
    }
    endings.append(ending)
    return best
  }

  private func traceBack(tokens: inout [ParsedToken]) {
    var openType: Int?
    for token in tokens.indices.reversed() {
      if let type = openType {
        let isInside = wasOpen[token * columns.count + type]
        tokens[token].namePosition = isInside ? .inside : .first
        tokens[token].nameType = types[type]
        openType = isInside ? type : nil
        continue
      }
      switch endings[token] {
      case .outside:
        tokens[token].namePosition = .outside
        tokens[token].nameType = nil
      case .only(let type):
        tokens[token].namePosition = .only
        tokens[token].nameType = types[type]
      case .last(let type):
        tokens[token].namePosition = .last
        tokens[token].nameType = types[type]
        openType = type
      }
    }
  }
}
