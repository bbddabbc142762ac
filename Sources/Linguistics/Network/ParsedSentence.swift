/// Where a token stands in a name.
public enum NamePosition: Sendable {
  case outside, first, inside, last, only
}

/// What the network says about one token.
public struct ParsedToken: Sendable {
  /// The universal part of speech.
  public var partOfSpeech: PartOfSpeech
  /// The Penn Treebank tag ("VBD"), which tells number and tense.
  public var tag: String
  /// The place in the sentence of the word that this one depends on, -1 for the root.
  public var head: Int
  /// The relation to it as Universal Dependencies write it, subtype included ("nsubj:pass").
  public var relation: String
  /// Whether the token stands in a name, and where.
  public var namePosition: NamePosition
  /// The class of that name.
  public var nameType: NameType?
  /// By how much the head outscores the next best; below zero where a tree demanded another.
  public var arcMargin: Float
  /// By how much the relation outscores the next best.
  public var labelMargin: Float

  /// A token of its parts.
  public init(
    partOfSpeech: PartOfSpeech, tag: String, head: Int, relation: String,
    namePosition: NamePosition = .outside, nameType: NameType? = nil, arcMargin: Float = 0,
    labelMargin: Float = 0
  ) {
    self.partOfSpeech = partOfSpeech
    self.tag = tag
    self.head = head
    self.relation = relation
    self.namePosition = namePosition
    self.nameType = nameType
    self.arcMargin = arcMargin
    self.labelMargin = labelMargin
  }
}

/// A sentence as the network reads it: a tree with one root, tags and names.
public struct ParsedSentence: Sendable {
  /// One a token.
  public var tokens: [ParsedToken]

  /// A sentence of its tokens.
  public init(tokens: [ParsedToken]) {
    self.tokens = tokens
  }

  /// The names from left to right: their tokens and classes. They do not overlap.
  public var names: [(tokens: Range<Int>, type: NameType)] {
    var names: [(tokens: Range<Int>, type: NameType)] = []
    var start = 0
    for (place, token) in tokens.enumerated() {
      guard let type = token.nameType else { continue }
      switch token.namePosition {
      case .first: start = place
      case .last: names.append((start..<place + 1, type))
      case .only: names.append((place..<place + 1, type))
      case .inside, .outside: break
      }
    }
    return names
  }
}
