/// A stretch of a sentence that the parser handles as one: a noun phrase, a verb with its
/// auxiliaries, a conjunction, a mark.
struct Phrase {
  /// What it is.
  enum Kind {
    case noun, verb, adjective, adverb
    case preposition, subordinator, relative, coordinator
    case comma, dash, open, close, stop, other
  }

  /// The form of a verb phrase.
  enum Form {
    case finite, infinitive, gerund, participle, bare
  }

  var kind: Kind
  /// Its tokens, from the first to the last.
  var tokens: Range<Int>
  /// The token that stands for it.
  var head: Int

  // Verb phrases.
  var form = Form.finite
  var isPassive = false
  /// "be" without a verb: what follows is the predicate.
  var isCopula = false
  /// The tokens of subjects inside it ("are they going").
  var insideSubject: Int?

  // Noun phrases.
  var isTemporal = false
  /// Whether it holds "whose".
  var isWhose = false
  /// Whether it is "what", "who" and the like.
  var isQuestion = false
  /// The place of the preposition that governs it.
  var governor: Int?
  /// Whether it is the predicate of a form of "be".
  var isPredicate = false
  /// For the second and later members of a coordination: the first.
  var firstConjunct: Int?
  /// Whether the tree has it as an object, adjunct or apposition.
  var isUsed = false

  // Links that the clause rules set, by places in the row of phrases.
  /// For a verb: its subject.
  var subject: Int?
  /// For a verb: whether a coordinator stands before it, so that it shares a subject.
  var isCoordinated = false
  /// For a verb: its first object.
  var object: Int?
  /// For a noun: the verb it is the subject of.
  var subjectOf: Int?

  init(_ kind: Kind, _ tokens: Range<Int>, head: Int) {
    self.kind = kind
    self.tokens = tokens
    self.head = head
  }
}
