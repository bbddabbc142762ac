public import Text

/// What grammar says about one token.
public struct WordAnalysis: Sendable {
  /// The universal part of speech.
  public var partOfSpeech: PartOfSpeech
  /// The dictionary form in lower case; a proper noun's own form.
  public var lemma: String
  /// The form of a verb or auxiliary.
  public var verbForm: VerbForm?
  /// Whether a noun or pronoun is plural.
  public var isPlural: Bool
  /// The place in `Document.tokens` of the word this one depends on, -1 for a sentence's root.
  public var head: Int
  /// How it depends on it.
  public var relation: DependencyRelation

  /// An analysis of its parts.
  public init(
    partOfSpeech: PartOfSpeech, lemma: String, verbForm: VerbForm? = nil, isPlural: Bool = false,
    head: Int = -1, relation: DependencyRelation = .dep
  ) {
    self.partOfSpeech = partOfSpeech
    self.lemma = lemma
    self.verbForm = verbForm
    self.isPlural = isPlural
    self.head = head
    self.relation = relation
  }
}

/// What a name is a name of (the OntoNotes classes that matter here).
public enum NameType: String, Sendable {
  case person = "PERSON"
  case organization = "ORG"
  /// A country, city or other place with a government.
  case place = "GPE"
  /// Nationals, adherents of a religion or members of a party.
  case group = "NORP"
  case location = "LOC"
  case facility = "FAC"
  case event = "EVENT"
  case date = "DATE"
  case other = "MISC"
}

/// A stretch of text that refers to somebody or something.
public struct Mention: Sendable {
  /// Whether it is a name, a description or a pronoun.
  public enum Kind: String, Sendable {
    case name, nominal, pronoun
  }

  /// Its tokens, title and apposition words included ("Norwegian Foreign Minister Moe").
  public var tokens: Range<Int>
  /// The tokens of the bare name inside it; equal to `tokens` where it is no name.
  public var nameTokens: Range<Int>
  /// The token that the sentence's tree attaches it by.
  public var head: Int
  /// Name, nominal or pronoun.
  public var kind: Kind
  /// The class of a name.
  public var nameType: NameType?
  /// The number of its sentence.
  public var sentence: Int

  /// A mention of its parts.
  public init(
    tokens: Range<Int>, nameTokens: Range<Int>, head: Int, kind: Kind, nameType: NameType?,
    sentence: Int
  ) {
    self.tokens = tokens
    self.nameTokens = nameTokens
    self.head = head
    self.kind = kind
    self.nameType = nameType
    self.sentence = sentence
  }
}

/// A document with its grammar: one `WordAnalysis` a token, trees by heads, and the mentions.
///
/// Every sentence is one tree: one token has head -1 and relation `root`, all others lead to it.
public struct Analysis: Sendable {
  /// The sentences and tokens.
  public let document: Document
  /// One a token of `document.tokens`.
  public let words: [WordAnalysis]
  /// The names, descriptions and pronouns in order of their heads.
  public let mentions: [Mention]

  /// An analysis of its parts.
  public init(document: Document, words: [WordAnalysis], mentions: [Mention]) {
    precondition(words.count == document.tokens.count)
    self.document = document
    self.words = words
    self.mentions = mentions
  }
}
