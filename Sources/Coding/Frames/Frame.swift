import Ontology

/// Where a side of an event stands, seen from its trigger.
enum SideSlot: Sendable, Hashable {
  /// The verb's subject; for a noun the subject of the verb that supports it.
  case subject
  case object
  case indirectObject
  /// The subject of the complement clause ("demanded that Israel withdraw").
  case complementSubject
  /// A possessor ("China's retaliation").
  case possessor
  /// A nationality or country before a noun ("the US deployment").
  case modifier
  /// Who acts in the clause that a participle's noun stands in ("told a visiting envoy").
  case host
  /// A phrase with the preposition.
  case preposition(String)

  init(_ name: String) {
    switch name {
    case "subj": self = .subject
    case "obj": self = .object
    case "iobj": self = .indirectObject
    case "comp": self = .complementSubject
    case "poss": self = .possessor
    case "mod": self = .modifier
    default: self = .preposition(name)
    }
  }
}

/// What a frame asks of its surroundings.
indirect enum FrameCondition: Sendable, Hashable {
  case hasObject
  case hasNoObject
  case objectInClass(String)
  case objectIsActor
  /// A town, region or other named place of a country.
  case objectIsTown
  case subjectInClass(String)
  case subjectIsActor
  case recipientFound
  case infinitive
  /// The verb of the infinitive that completes it or says what for.
  case infinitiveInClass(String)
  /// It says what its object is, whatever that be.
  case predicate
  /// What it says that its object is: "called the vote illegal", "described him as a liar".
  case predicateInClass(String)
  /// No phrase with the preposition.
  case withoutPreposition(String)
  case thatClause
  case complement
  case noComplement
  /// Its clause is denied ("will not tolerate"); the frame says what that means.
  case negated
  /// Its clause says what will be done, or an infinitive does.
  case ahead
  /// Not two objects, as in "called him a liar".
  case oneObject
  case preposition(String)
  case prepositionInClass(String, String)
  case wordInClass(String)
  case modifierInClass(String)
  case supported
  case definite
  /// A noun's phrase names a side, or a supporting verb governs it.
  case enacted
  /// The condition does not hold: "!obj:@utterance".
  case not(FrameCondition)
  /// One of several classes will do: "obj:@target|vessel".
  case either([FrameCondition])

  init?(_ text: String) {
    if text.hasPrefix("!") {
      guard let denied = FrameCondition(String(text.dropFirst())) else { return nil }
      self = .not(denied)
      return
    }
    if let at = text.firstIndex(of: "@"), text[at...].contains("|") {
      let choices = text[at...].dropFirst().split(separator: "|").map {
        FrameCondition(String(text[...at]) + $0)
      }
      guard choices.allSatisfy({ $0 != nil }) else { return nil }
      self = .either(choices.compactMap(\.self))
      return
    }
    let parts = text.split(separator: ":").map(String.init)
    let named = parts.last.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 } ?? ""
    switch (parts.first, parts.count) {
    case ("obj", 1): self = .hasObject
    case ("noobj", 1): self = .hasNoObject
    case ("obj", 2):
      switch parts[1] {
      case "actor": self = .objectIsActor
      case "town": self = .objectIsTown
      default: self = .objectInClass(named)
      }
    case ("subj", 2): self = parts[1] == "actor" ? .subjectIsActor : .subjectInClass(named)
    case ("rec", 1): self = .recipientFound
    case ("inf", 1): self = .infinitive
    case ("inf", 2): self = .infinitiveInClass(named)
    case ("pred", 1): self = .predicate
    case ("pred", 2): self = .predicateInClass(named)
    case ("noprep", 2): self = .withoutPreposition(parts[1])
    case ("that", 1): self = .thatClause
    case ("comp", 1): self = .complement
    case ("nocomp", 1): self = .noComplement
    case ("neg", 1): self = .negated
    case ("will", 1): self = .ahead
    case ("oneobj", 1): self = .oneObject
    case ("prep", 2): self = .preposition(parts[1])
    case ("prep", 3): self = .prepositionInClass(parts[1], named)
    case ("word", 2): self = .wordInClass(named)
    case ("mod", 2): self = .modifierInClass(named)
    case ("of", 2): self = .prepositionInClass("of", named)
    case ("support", 1): self = .supported
    case ("definite", 1): self = .definite
    case ("act", 1): self = .enacted
    default: return nil
    }
  }
}

/// One expression that makes an event, with the places of its sides.
struct Frame: Sendable {
  /// The PLOVER type; nil for an operator that only carries what it governs.
  let type: EventType?
  let mode: String
  /// The operator's name, empty for a plain frame.
  let operatorName: String
  /// Whether all sides are actors.
  let isSymmetric: Bool
  let actors: [SideSlot]
  let recipients: [SideSlot]
  let conditions: [FrameCondition]
  /// The lemma it is found by: a verb's first word, a noun expression's last.
  let head: String
  /// The other words: what follows the verb, what precedes the noun.
  let others: [String]
  /// Its place in the file, which decides between frames of like weight.
  let order: Int
  /// Whether a file of the user's has it: those are tried before the built-in ones.
  var isUser = false

  /// The expression as the data file writes it.
  let name: String

  /// Whether it is no operator over what stands in its object.
  var governsNothing: Bool {
    operatorName.isEmpty || operatorName == "say" || operatorName == "factive"
  }

  /// How narrow it is; the narrowest that fits wins.
  var weight: Int { others.count * 2 + conditions.count }

  /// Whether it is tried before another: the user's own first, then the narrower, then the earlier.
  func precedes(_ other: Frame) -> Bool {
    if isUser != other.isUser { return isUser }
    return (weight, -order) > (other.weight, -other.order)
  }
}
