/// The 16 event types of PLOVER 2.0.
public enum EventType: String, Sendable, CaseIterable {
  case agree = "AGREE"
  case consult = "CONSULT"
  case support = "SUPPORT"
  case concede = "CONCEDE"
  case cooperate = "COOPERATE"
  case aid = "AID"
  case retreat = "RETREAT"
  case request = "REQUEST"
  case accuse = "ACCUSE"
  case reject = "REJECT"
  case threaten = "THREATEN"
  case protest = "PROTEST"
  case sanction = "SANCTION"
  case mobilize = "MOBILIZE"
  case coerce = "COERCE"
  case assault = "ASSAULT"
}

/// The four corners of conflict and cooperation, words and deeds.
public enum QuadCategory: String, Sendable, CaseIterable {
  case verbalCooperation = "verbal cooperation"
  case materialCooperation = "material cooperation"
  case verbalConflict = "verbal conflict"
  case materialConflict = "material conflict"
}

/// Whether an event happened (PLOVER's auxiliary modes).
public enum EventStatus: String, Sendable, CaseIterable {
  case happened
  case future
  case hypothetical
  case negated
  case historical
}

/// What an actor is in its society (the sector codes of PLOVER and CAMEO).
public enum Sector: String, Sendable, CaseIterable {
  case government = "GOV"
  case military = "MIL"
  case legislature = "LEG"
  case judiciary = "JUD"
  case party = "PTY"
  case opposition = "OPP"
  case rebel = "REB"
  case international = "IGO"
  case nongovernmental = "NGO"
  case media = "MED"
  case business = "BUS"
  case civilian = "CVL"
  case police = "COP"
  case intelligence = "SPY"
  case unknown = "UNK"
}
