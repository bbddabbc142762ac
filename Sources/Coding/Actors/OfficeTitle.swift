import Ontology

/// What nouns of office say: who can be meant by them, and which of them are the state itself.
enum OfficeTitle {
  /// The classes of office that a title is for; empty where it is for none of them.
  static func kinds(of title: String) -> OfficeKinds {
    let title = title.lowercased()
    if let kinds = exactKinds[title] { return kinds }
    if title.hasPrefix("vice president") { return .vice }
    if title.contains("foreign") || title.contains("external affairs") { return .foreign }
    if title.contains("defence") || title.contains("defense") { return .defence }
    if title.contains("security advis") { return .security }
    if title.contains("ambassador") { return .ambassador }
    if title.contains("spokes") || title.contains("press ") { return .spokesperson }
    if title.contains("president") { return .state }
    if title.contains("minister") { return title.contains("prime") ? .government : .minister }
    return []
  }

  private static let exactKinds: [String: OfficeKinds] = [
    "chancellor": .government, "chief executive": .head, "chief of staff": .military,
    "commander": .military, "crown prince": [.leader, .vice], "deputy foreign minister": [],
    "deputy prime minister": .minister, "dictator": .head, "emir": .state, "emperor": .state,
    "ex-leader": .head, "ex-president": .state, "former leader": .head,
    "former president": .state, "former prime minister": .government, "general": .military,
    "head of government": .government, "head of state": .state, "king": .state, "leader": .head,
    "minister": [.foreign, .defence, .minister], "monarch": .state, "paramount leader": .head,
    "premier": .government, "president": .state, "prime minister": .government,
    "queen": .state, "ruler": .head, "secretary of defense": .defence,
    "secretary of state": .foreign, "secretary-general": .organisation, "strongman": .head,
    "sultan": .state, "supreme leader": .leader, "taoiseach": .government,
    "top diplomat": .foreign, "vice foreign minister": [], "vice minister": [],
    "vice premier": .minister,
  ]

  /// Bodies that are their state speaking and acting: what they do, the country does.
  static let stateOrgans: Set<String> = [
    "administration", "foreign affairs ministry", "foreign ministry", "government", "leadership",
    "ministry of foreign affairs", "president's office", "presidential office",
    "prime minister's office", "regime",
  ]

  /// Adjectives that set a government apart from the one of today.
  static let apartModifiers: Set<String> = [
    "ex", "exiled", "former", "future", "interim", "last", "local", "military", "next", "old",
    "opposition", "previous", "provincial", "provisional", "regional", "rival", "shadow",
    "transitional", "unity",
  ]

  /// Definite bodies of a state, whose country goes without saying where the article has one.
  static let organSectors: Set<Sector> = [
    .government, .military, .legislature, .judiciary, .police, .intelligence,
  ]

  /// Forms of address, with whether they are a woman's.
  static let honorifics: [String: Bool?] = [
    "dr": nil, "dr.": nil, "lady": true, "lord": false, "miss": true, "mr": false, "mr.": false,
    "mrs": true, "mrs.": true, "ms": true, "ms.": true, "prof.": nil, "sir": false,
  ]

  /// Titles by which people go as by a name, and words that are names as well.
  static let nameTitles: Set<String> = [
    "emir", "king", "marine", "pope", "prince", "princess", "queen", "sheikh", "sultan",
  ]

  /// Titles that news in English writes without a country where they are American.
  static let americanTitles: Set<String> = [
    "congressman", "congresswoman", "secretary of defense", "secretary of state", "senator",
  ]

  /// States whose heads news calls by their family names alone: the G20, the permanent members of
  /// the Security Council, and those of the long conflicts.
  static let prominentStates: Set<String> = [
    "AFG", "ARG", "AUS", "BRA", "CAN", "CHN", "CUB", "DEU", "EGY", "FRA", "GBR", "IDN", "IND",
    "IRN", "IRQ", "ISR", "ITA", "JPN", "KOR", "LBY", "MEX", "PAK", "PRK", "PSE", "RUS", "SAU",
    "SDN", "SYR", "TUR", "UKR", "USA", "VEN", "YEM", "ZAF", "ZWE",
  ]

  /// Endings that say whose somebody or something is: "Saudi-led", "UK-based", "Australian-born".
  static let belongingEndings: Set<String> = [
    "administered", "based", "born", "controlled", "flagged", "led", "owned", "run",
  ]

  /// Abbreviated titles, as the roles they stand for.
  static let abbreviations: [String: String] = [
    "adm.": "admiral", "amb.": "ambassador", "capt.": "captain", "cmdr.": "commander",
    "col.": "colonel", "gen.": "general", "gov.": "governor", "lt.": "lieutenant",
    "maj.": "general", "pres.": "president", "rep.": "congressman", "reps.": "congressman",
    "sec.": "secretary",
    "sen.": "senator", "sens.": "senator", "sgt.": "sergeant",
  ]

  /// Nouns for a country, one by one.
  static let countryNouns: Set<String> = ["country", "nation", "state"]

  /// Nouns for several countries: "the two sides", "both neighbours".
  static let countriesNouns: Set<String> = [
    "allies", "capitals", "countries", "foes", "governments", "koreas", "nations", "neighbors",
    "neighbours", "partners", "powers", "rivals", "sides", "states",
  ]

  /// Nouns for the heads of several countries: "their leaders" are those of the countries.
  static let headsNouns: Set<String> = ["heads", "leaders", "premiers", "presidents"]

  /// Nouns for several persons: "the two leaders".
  static let personsNouns: Set<String> = [
    "chiefs", "diplomats", "envoys", "heads", "leaders", "men", "ministers", "negotiators",
    "officials", "politicians", "premiers", "presidents", "women",
  ]
}
