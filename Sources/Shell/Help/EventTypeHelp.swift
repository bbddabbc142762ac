import Ontology
import Rendering

/// What an event type, a mode, a status or a sector means, for `.help`.
enum EventTypeHelp {
  /// The type that a word names, itself or by one of its modes.
  static func type(named word: String) -> EventType? {
    EventType(rawValue: word.uppercased())
      ?? EventType.allCases.first { $0.modes.contains(word.lowercased()) }
  }

  /// The type with its modes and scores.
  static func text(_ type: EventType) -> String {
    var lines = [
      "\(type.rawValue)   \(type.quad.rawValue), score \(score(type, mode: ""))",
      "  \(meaning(type))",
    ]
    if type.needsRecipient { lines.append("  It has a recipient, always.") }
    if !type.modes.isEmpty {
      let modes = type.modes.map { "\($0) \(score(type, mode: $0))" }.joined(separator: ", ")
      lines += WordWrap.lines("modes, with scores: " + modes, width: 76).map { "  " + $0 }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What a status or a sector means, nil where the word is neither.
  static func meaning(of word: String) -> String? {
    if let status = EventStatus(rawValue: word.lowercased()) {
      return "\(status.rawValue)   a status of events\n  \(meaning(status))\n"
    }
    if let sector = Sector(rawValue: word.uppercased()) {
      return "\(sector.rawValue)   a sector of actors\n  \(meaning(sector))\n"
    }
    return nil
  }

  /// A score without a needless fraction.
  private static func score(_ type: EventType, mode: String) -> String {
    let score = EventScore.score(type: type, mode: mode)
    return score == score.rounded() ? String(Int(score)) : String(score)
  }

  /// The type in one sentence (PLOVER 2.0, draft manual 0.8, in our words).
  static func meaning(_ type: EventType) -> String {
    switch type {
    case .agree: "One side says that it will meet, help, cooperate or come to terms."
    case .consult: "People of both sides meet, visit, telephone or mediate."
    case .support: "One side praises or backs another, signs, ratifies or grants recognition."
    case .concede: "One side gives way: it apologises, pardons, lifts a measure, drops a demand."
    case .cooperate: "The sides do something together: trade, exercises, shared intelligence."
    case .aid: "One side gives another money, goods, shelter, rescue or troops to protect it."
    case .retreat: "Troops leave, prisoners are freed, arms are given up, an office is left."
    case .request: "One side asks, urges or demands that another does something."
    case .accuse: "One side blames, criticises, investigates or complains about another."
    case .reject: "One side refuses a meeting, a demand, an offer or a plan."
    case .threaten: "One side warns another of what it will do to it."
    case .protest: "People march, strike, boycott, block or riot against somebody."
    case .sanction: "One side cuts ties, stops aid or trade, expels diplomats or convicts."
    case .mobilize: "Troops, weapons, police or militias are moved, tested or put on alert."
    case .coerce: "Force short of violence: arrest, deportation, curfew, censorship, seizure."
    case .assault: "Violence: people are killed, hurt or abducted, or things are destroyed."
    }
  }

  private static func meaning(_ status: EventStatus) -> String {
    switch status {
    case .happened: "It is told as done."
    case .future: "It is planned or announced and has not happened yet."
    case .hypothetical: "It is told as possible, wished or conditional."
    case .negated: "It is denied: it did not happen."
    case .historical: "It happened long before the article and is recalled there."
    }
  }

  private static func meaning(_ sector: Sector) -> String {
    switch sector {
    case .government: "Heads of state, ministers and their offices."
    case .military: "Armed forces of a state."
    case .legislature: "Parliaments and their members."
    case .judiciary: "Courts, judges and prosecutors."
    case .party: "Political parties."
    case .opposition: "Those who oppose the government without arms."
    case .rebel: "Armed groups that fight a state."
    case .international: "Bodies of states, such as the United Nations."
    case .nongovernmental: "Organisations that belong to no state."
    case .media: "Journalists and the news."
    case .business: "Companies and those who lead them."
    case .civilian: "People who hold no office."
    case .police: "Police."
    case .intelligence: "Intelligence services."
    case .unknown: "The article does not tell."
    }
  }
}
