import Ontology

/// What nouns of office say: who can be meant by them, and which of them are the state itself.
enum OfficeTitle {
  /// The classes of office that a title is for; empty where it is for none of them.
  static func kinds(of title: String) -> OfficeKinds { OfficeKinds(title: title) }

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
    "mrs": true, "mrs.": true, "ms": true, "ms.": true, "prof.": nil, "sayyid": false,
    "seyyed": false, "sir": false,
  ]

  /// Nouns by which bodies of a kind are spoken of once they have been named.
  static let kindNouns: [WorldEntity.Kind: [String]] = [
    .agency: ["agency"], .armedGroup: ["group", "movement", "organisation", "organization"],
    .business: ["company", "firm"],
    .international: ["agency", "alliance", "bloc", "body", "organisation", "organization"],
    .legislature: ["chamber", "parliament"],
    .nongovernmental: ["charity", "group", "organisation", "organization", "watchdog"],
    .party: ["party"],
  ]

  /// Roles that only women have.
  static let womensRoles: Set<String> = [
    "actress", "aunt", "daughter", "first lady", "mother", "princess", "queen", "sister", "widow",
    "wife",
  ]

  /// Roles that only men have.
  static let mensRoles: Set<String> = [
    "brother", "father", "husband", "king", "pope", "prince", "son", "uncle",
  ]

  /// Titles by which people go as by a name, and words that are names as well.
  static let nameTitles: Set<String> = [
    "emir", "king", "marine", "pope", "prince", "princess", "queen", "sheikh", "sultan",
  ]

  /// Titles that are a part of the name of whoever goes by a given name.
  static let regnalTitles: Set<String> = [
    "Emir", "Emperor", "Empress", "King", "Pope", "Queen", "Sultan",
  ]

  /// What stands before the names of a state's ships.
  static let shipPrefixes: [String: String] = [
    "ARA": "ARG", "BRP": "PHL", "HMAS": "AUS", "HMCS": "CAN", "HMNZS": "NZL", "HMS": "GBR",
    "HNLMS": "NLD", "INS": "IND", "KRI": "IDN", "PNS": "PAK", "ROKS": "KOR", "RSS": "SGP",
    "TCG": "TUR", "USCGC": "USA", "USNS": "USA", "USS": "USA",
  ]

  /// Titles that news in English writes without a country where they are American.
  static let americanTitles: Set<String> = [
    "commerce secretary", "congressman", "congresswoman", "energy secretary",
    "homeland security secretary", "interior secretary", "labor secretary",
    "secretary of agriculture", "secretary of commerce", "secretary of defense",
    "secretary of education", "secretary of energy", "secretary of homeland security",
    "secretary of labor", "secretary of state", "secretary of the army",
    "secretary of the interior",
    "secretary of the navy", "secretary of the treasury", "secretary of transportation", "senator",
    "surgeon general", "transportation secretary", "treasury secretary",
  ]

  /// States whose heads news calls by their family names alone: the G20, the permanent members of
  /// the Security Council, and those of the long conflicts.
  static let prominentStates: Set<String> = [
    "AFG", "ARG", "AUS", "BRA", "CAN", "CHN", "CUB", "DEU", "EGY", "FRA", "GBR", "IDN", "IND",
    "IRN", "IRQ", "ISR", "ITA", "JPN", "KOR", "LBY", "MEX", "PAK", "PRK", "PSE", "RUS", "SAU",
    "SDN", "SYR", "TUR", "UKR", "USA", "VEN", "YEM", "ZAF", "ZWE",
  ]

  /// Of two countries of one adjective the one that news means by it.
  static let likelier: [String: String] = ["COG": "COD"]

  /// Endings that say whose somebody or something is: "Saudi-led", "UK-based", "Australian-born".
  static let belongingEndings: Set<String> = [
    "administered", "based", "born", "controlled", "flagged", "led", "owned", "run",
  ]

  /// Abbreviated titles, as the roles they stand for.
  static let abbreviations: [String: String] = [
    "adm.": "admiral", "amb.": "ambassador", "brig.": "brigadier", "capt": "captain",
    "capt.": "captain", "cdr": "commander", "cmdr": "commander", "cmdr.": "commander",
    "cllr": "councillor", "col": "colonel", "col.": "colonel", "cpl.": "corporal",
    "gen": "general", "gen.": "general", "gov.": "governor", "lt": "lieutenant",
    "pol.": "police officer", "pres.": "president", "rep.": "congressman",
    "reps.": "congressman", "sec.": "secretary",
    "sen.": "senator", "sens.": "senator", "sgt": "sergeant", "sgt.": "sergeant",
    "supt.": "superintendent",
  ]

  /// Groups that news calls by a bare noun where it tells of one conflict: whose they are, and the
  /// other country by which the conflict is known.
  static let groupsOfConflict: [String: (country: String, beside: String)] = [
    "settler": ("ISR", "PSE")
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

  /// Words after which a body's name may go on with "of".
  static let institutionNouns: Set<String> = [
    "Academy", "Agency", "Alliance", "Assembly", "Association", "Authority", "Bank", "Board",
    "Bureau", "Center", "Centre", "Chamber", "College", "Commission", "Committee", "Community",
    "Conference", "Confederation", "Congress", "Council", "Court", "Department", "Directorate",
    "Faculty", "Federation", "Force", "Forum", "Front", "Guard", "House", "Institute", "League",
    "Ministry", "Movement", "Office", "Organisation", "Organization", "Parliament", "Party",
    "School", "Secretariat", "Senate", "Service", "Society", "Union", "University",
  ]

  /// Words after which it may go on with "for".
  static let purposeNouns: Set<String> = [
    "Academy", "Agency", "Alliance", "Association", "Authority", "Campaign", "Center", "Centre",
    "Coalition", "Commission", "Committee", "Council", "Department", "Forum", "Foundation", "Front",
    "Fund", "Initiative", "Institute", "League", "Ministry", "Movement", "Network", "Office",
    "Organisation", "Organization", "Party", "Rally", "Union",
  ]

  /// Words after which it may go on with "on" or "against".
  static let topicNouns: Set<String> = [
    "Campaign", "Center", "Centre", "Commission", "Committee", "Conference", "Council", "Forum",
    "Institute", "Office", "Panel", "Union",
  ]

  /// Missions abroad, which are called by where they are.
  static let missionNouns: Set<String> = ["Consulate", "Embassy", "Mission"]
}
