public import Linguistics

/// A sentence of a treebank: what people say about every token.
public struct TreebankSentence: Sendable {
  /// One token of it.
  public struct Token: Sendable {
    /// The token as written.
    public var form: String
    /// The universal part of speech.
    public var partOfSpeech: String
    /// The Penn Treebank tag.
    public var tag: String
    /// The place in the sentence of the head, -1 for the root.
    public var head: Int
    /// The relation with its subtype.
    public var relation: String
    /// The tag of the name (B-, I-) or "O"; nil where names are not marked.
    public var name: String?
  }

  /// The tokens in order.
  public var tokens: [Token]

  /// The words of it.
  public var forms: [String] { tokens.map(\.form) }

  /// The names marked by B- and I- tags; nil where names are not marked.
  public var names: Set<Name>? {
    var names: Set<Name> = []
    var place = 0
    while place < tokens.count {
      guard let tag = tokens[place].name else { return nil }
      var end = place + 1
      if tag != "O" {
        let type = String(tag.dropFirst(2))
        while end < tokens.count, tokens[end].name == "I-" + type { end += 1 }
        if let type = Self.nameTypes[type] {
          names.insert(Name(start: place, end: end, type: type))
        }
      }
      place = end
    }
    return names
  }

  /// The OntoNotes classes that the network learns; quantities and ordinals are no names.
  private static let nameTypes: [String: NameType] = [
    "PERSON": .person, "ORG": .organization, "GPE": .place, "NORP": .group, "LOC": .location,
    "FAC": .facility, "EVENT": .event, "DATE": .date, "TIME": .date, "WORK_OF_ART": .other,
    "LAW": .other, "PRODUCT": .other, "LANGUAGE": .other,
  ]
}

/// A name: its tokens and its class.
public struct Name: Hashable, Sendable {
  /// Its first token.
  public var start: Int
  /// The token after its last.
  public var end: Int
  /// Its class.
  public var type: NameType

  /// A name of its parts.
  public init(start: Int, end: Int, type: NameType) {
    self.start = start
    self.end = end
    self.type = type
  }
}

/// Why a treebank could not be read.
public enum TreebankError: Error {
  /// A line has not the ten columns of CoNLL-U, or a head that is no number.
  case malformedLine(Int)
  /// The sentence that ends before a line has a head outside it.
  case headOutside(Int)
}

/// The sentences of a CoNLL-U file; ranges and empty nodes are passed over, names stand in column 10.
public func readTreebank(_ text: String) throws(TreebankError) -> [TreebankSentence] {
  var sentences: [TreebankSentence] = []
  var tokens: [TreebankSentence.Token] = []
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  for (number, line) in (lines + [""]).enumerated() {
    if line.isEmpty {
      guard tokens.allSatisfy({ $0.head >= -1 && $0.head < tokens.count }) else {
        throw .headOutside(number + 1)
      }
      if !tokens.isEmpty { sentences.append(TreebankSentence(tokens: tokens)) }
      tokens = []
      continue
    }
    if line.hasPrefix("#") { continue }
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 10 else { throw .malformedLine(number + 1) }
    guard Int(fields[0]) != nil else { continue }
    guard let head = Int(fields[6]) else { throw .malformedLine(number + 1) }
    tokens.append(
      TreebankSentence.Token(
        form: String(fields[1]), partOfSpeech: String(fields[3]), tag: String(fields[4]),
        head: head - 1, relation: String(fields[7]),
        name: fields[9] == "_" ? nil : String(fields[9])))
  }
  return sentences
}
