// PLOVER 2.0, draft manual 0.8 (Open Event Data Alliance, CC BY-SA 4.0). The manual prints
// ACCUSE as +3, a slip for -3, and gives "vandalize" no score of its own.

extension EventType {
  /// The corner of conflict and cooperation that the type stands in.
  public var quad: QuadCategory {
    switch self {
    case .agree, .consult, .support, .concede: .verbalCooperation
    case .cooperate, .aid, .retreat: .materialCooperation
    case .request, .accuse, .reject, .threaten: .verbalConflict
    case .protest, .sanction, .mobilize, .coerce, .assault: .materialConflict
    }
  }

  /// Whether the manual wants a recipient.
  public var needsRecipient: Bool {
    switch self {
    case .cooperate, .aid, .sanction: true
    case .agree, .consult, .support, .concede, .retreat, .request, .accuse, .reject, .threaten,
      .protest, .mobilize, .coerce, .assault:
      false
    }
  }

  /// The names of the type's modes, in the manual's order.
  public var modes: [String] {
    modeScores.map(\.mode)
  }

  /// The type's score where no mode says more.
  var baseScore: Double {
    switch self {
    case .agree: 2.5
    case .consult: 2.5
    case .support: 5
    case .concede: 4.5
    case .cooperate: 9.5
    case .aid: 10
    case .retreat: 6.5
    case .request: 0
    case .accuse: -3
    case .reject: -2
    case .threaten: -3.5
    case .protest: -5
    case .sanction: -6
    case .mobilize: -5.5
    case .coerce: -7
    case .assault: -9
    }
  }

  /// The modes of the type with their scores.
  var modeScores: [(mode: String, score: Double)] {
    switch self {
    case .agree, .support, .concede, .cooperate, .aid:
      []
    case .consult:
      [("visit", 4), ("third-party", 1), ("multilateral", 4), ("phone", 1.5)]
    case .retreat:
      [
        ("withdraw", 8), ("release", 6.5), ("disarm", 10), ("ceasefire", 7.5), ("access", 6.5),
        ("resign", 4.5),
      ]
    case .request:
      [("assist", 0.5), ("change", -1), ("yield", -1), ("meet", 0)]
    case .accuse:
      [("disapprove", -2), ("investigate", -3.5), ("allege", -3.5)]
    case .reject:
      [("assist", -1.5), ("change", -2), ("yield", -2), ("meet", -2)]
    case .threaten:
      [
        ("restrict", -3), ("arrest", -3.5), ("relations", -3.5), ("expel", -3.5),
        ("territory", -4), ("violence", -3.5),
      ]
    case .protest:
      [
        ("demo", -5), ("riot", -7), ("strike", -5), ("hunger", -4.5), ("boycott", -4.5),
        ("obstruct", -4.5), ("vandalize", -5),
      ]
    case .sanction:
      [("convict", -6), ("expel", -5.5), ("withdraw", -6), ("discontinue", -6)]
    case .mobilize:
      [("troops", -6.5), ("weapons", -6.5), ("police", -5.5), ("militia", -6)]
    case .coerce:
      [
        ("seize", -7), ("restrict", -7), ("censor", -6.5), ("curfew", -6.5),
        ("martial-law", -7.5), ("arrest", -7), ("deport", -7), ("withhold", -7),
        ("misinformation", -6.5), ("cyber", -7),
      ]
    case .assault:
      [
        ("abduct", -8.5), ("beat", -7.5), ("torture", -8.5), ("sexual", -8.5),
        ("targeted", -9.5), ("destroy", -8.5), ("primitive", -8), ("firearms", -9),
        ("explosives", -9), ("suicide-attack", -9.5), ("aerial", -9.5), ("drone", -9.5),
        ("heavy-weapons", -9.5), ("crowd-control", -7.5), ("unconventional", -10),
      ]
    }
  }
}

/// The conflict-cooperation scale of PLOVER, from -10 (conflict) to 10 (cooperation).
public enum EventScore {
  /// The score of a type and mode; the type's own where the mode is empty or not one of its.
  public static func score(type: EventType, mode: String) -> Double {
    type.modeScores.first { $0.mode == mode }?.score ?? type.baseScore
  }
}
