import Ontology

/// A frame that fits at a place of the text, on its way to becoming an event.
struct Candidate: Sendable {
  let frame: Frame
  /// The token that carries it.
  let trigger: Int
  /// The trigger with the other words of the expression, in order.
  var tokens: [Int]
  /// The heads of the objects that the frame's conditions were about; a noun among them makes no
  /// event of its own.
  var boundNouns: [Int]
  let isNominal: Bool
  /// The verb of its clause; the supporting or governing verb of a noun.
  var clause: Int

  var type: EventType?
  var mode: String
  var status: EventStatus = .happened
  var actors: [Participant] = []
  var recipients: [Participant] = []
  /// Whether another event took it in.
  var isConsumed = false
  /// The operators that were applied, innermost first, for the reason shown to the reader.
  var operators: [String] = []
  /// What an operator took in, as it was before.
  var taken: Taken?
  /// The trigger of the event that an operator took in.
  var contentTrigger: Int?
  /// Who reports it inside the article.
  var saidBy: Participant?
  /// How sure its sides are: 1 by the tree, less where word order decided.
  var certainty = 1.0

  /// An event that another took in.
  struct Taken: Sendable {
    let type: EventType
    let mode: String
    let actors: [Participant]
    let recipients: [Participant]
  }

  init(
    frame: Frame, trigger: Int, tokens: [Int], boundNouns: [Int], isNominal: Bool, clause: Int
  ) {
    self.frame = frame
    self.trigger = trigger
    self.tokens = tokens
    self.boundNouns = boundNouns
    self.isNominal = isNominal
    self.clause = clause
    type = frame.type
    mode = frame.mode
  }

  /// An event that no row of the lexicon tells: at `trigger`, a token whose lemma is `head`, by what
  /// `name` calls the way that it was read.
  init(
    _ type: EventType, mode: String = "", isSymmetric: Bool = false, name: String, head: String,
    trigger: Int, isNominal: Bool = false, clause: Int, actors: [Participant],
    recipients: [Participant] = []
  ) {
    let frame = Frame(
      type: type, mode: mode, operatorName: "", isSymmetric: isSymmetric, actors: [],
      recipients: [], conditions: [], head: head, others: [], order: 0, name: name)
    self.init(
      frame: frame, trigger: trigger, tokens: [trigger], boundNouns: [], isNominal: isNominal,
      clause: clause)
    self.actors = actors
    self.recipients = recipients
  }
}

extension Participant {
  /// Whether it stands for a whole country.
  var isWholeState: Bool { country.flatMap { CountryCode.name($0) } == name }
}
