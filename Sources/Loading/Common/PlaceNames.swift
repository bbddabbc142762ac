import Columnar
import Ontology

/// Countries by their names as event tables write them.
enum CountryName {
  /// The ISO code, empty where the name is none of a country.
  static func iso(_ name: String) -> String {
    if name.isEmpty { return "" }
    if let code = special[name] { return code }
    if let code = CountryCode.codes(of: name).first { return code }
    // `DR Congo (Zaire)`, `Moldova, Republic of`.
    for mark in [" (", ", "] {
      if let range = name.firstRange(of: mark) {
        let short = String(name[..<range.lowerBound])
        if let code = special[short] ?? CountryCode.codes(of: short).first { return code }
      }
    }
    return ""
  }

  /// The code as a list, empty where there is none.
  static func isoList(_ name: String) -> [String] {
    let code = iso(name)
    return code.isEmpty ? [] : [code]
  }

  /// The usual name of a country where the text is another of its names, otherwise the text.
  static func usual(_ name: String) -> String {
    let code = iso(name)
    return code.isEmpty ? name : CountryCode.name(code) ?? name
  }

  /// Names that the dictionary of the news does not have, or means others by.
  private static let special: [String: String] = [
    "Bosnia-Herzegovina": "BIH", "Cambodia (Kampuchea)": "KHM", "Congo": "COG",
    "Cote d'Ivoire": "CIV", "DR Congo": "COD", "Democratic Republic of Congo": "COD",
    "Georgia": "GEO", "Holy See": "VAT", "Ivory Coast": "CIV", "Korea, Republic of": "KOR",
    "Kingdom of eSwatini (Swaziland)": "SWZ", "Macedonia, FYR": "MKD",
    "Madagascar (Malagasy)": "MDG",
    "Myanmar (Burma)": "MMR", "North Macedonia": "MKD", "Occupied Palestinian Territory": "PSE",
    "Palestine": "PSE", "Russia (Soviet Union)": "RUS", "Russian Federation": "RUS",
    "Serbia (Yugoslavia)": "SRB", "Timor-Leste": "TLS", "United States of America": "USA",
    "Yemen (North Yemen)": "YEM", "Zimbabwe (Rhodesia)": "ZWE",
    "the former Yugoslav Republic of Macedonia": "MKD",
  ]
}

/// Actors of ACLED, which carry their country in the name and the years in brackets:
/// `Military Forces of Mali (2012-2013)`, `Protesters (India)`.
enum ACLEDActor {
  /// The country in the name, where there is one.
  static func countries(_ name: String) -> [String] {
    var found: [String] = []
    for part in bracketed(name) where !part.contains(where: \.isNumber) {
      found += CountryName.isoList(part)
    }
    let core = name.prefix { $0 != "(" }
    if found.isEmpty, let range = core.firstRange(of: " of ") {
      found += CountryName.isoList(core[range.upperBound...].trimmed())
    }
    return Array(found.prefix(1))
  }

  /// The sector of a kind of actor, in numbers or words.
  static func sectors(_ kind: String) -> [String] {
    switch kind.lowercased() {
    case "1", "8", "state forces", "external/other forces", "external forces", "other": ["MIL"]
    case "2", "3", "4", "rebel groups", "rebel group", "rebel forces", "political militia",
      "political militias", "identity militia", "identity militias":
      ["REB"]
    case "5", "6", "7", "rioters", "protesters", "civilians": ["CVL"]
    default: []
    }
  }

  private static func bracketed(_ name: String) -> [String] {
    name.split(separator: "(").dropFirst().map { $0.prefix { $0 != ")" }.trimmed() }
  }
}

/// Sides of UCDP: `Government of Syria`, `Civilians`, or the name of a group.
enum GovernmentName {
  private static let prefix = "Government of "

  /// The country's usual name for its government, otherwise the name.
  static func usual(_ name: String) -> String {
    countries(name).first.flatMap(CountryCode.name) ?? name
  }

  /// The country of a government.
  static func countries(_ name: String) -> [String] {
    name.hasPrefix(prefix) ? CountryName.isoList(String(name.dropFirst(prefix.count))) : []
  }

  /// Governments, civilians, and all others, who bear arms against somebody.
  static func sectors(_ name: String) -> [String] {
    name.isEmpty ? [] : name.hasPrefix(prefix) ? ["GOV"] : name == "Civilians" ? ["CVL"] : ["REB"]
  }
}

/// Kinds of violence and protest of tables that have categories of their own, told in PLOVER. What has
/// no type there has none here.
enum ViolenceKind {
  typealias Plover = (type: EventType, mode: String)

  /// ACLED's event types and sub-types.
  static func ofACLED(_ kind: String) -> Plover? {
    let word = kind.lowercased()
    return acled.first { word.hasPrefix($0.beginning) }?.plover
  }

  /// SCAD's `etype`.
  static func ofSCAD(_ number: Int64) -> Plover? {
    switch number {
    case 1, 2: (.protest, "demo")
    case 3, 4: (.protest, "riot")
    case 5, 6: (.protest, "strike")
    case 7...10: (.assault, "")
    default: nil
    }
  }

  /// By how the kind begins, in lower case; the longer before the shorter.
  private static let acled: [(beginning: String, plover: Plover)] = [
    ("abduction", (.assault, "abduct")), ("agreement", (.agree, "")),
    ("air/drone strike", (.assault, "aerial")), ("armed clash", (.assault, "")),
    ("arrests", (.coerce, "arrest")), ("attack", (.assault, "")), ("battle", (.assault, "")),
    ("chemical weapon", (.assault, "unconventional")),
    ("excessive force", (.assault, "crowd-control")), ("explosions", (.assault, "explosives")),
    ("government regains", (.assault, "")), ("grenade", (.assault, "explosives")),
    ("headquarters", (.mobilize, "")), ("looting", (.assault, "destroy")),
    ("mob violence", (.protest, "riot")), ("non-state actor overtakes", (.assault, "")),
    ("non-violent transfer", (.retreat, "withdraw")), ("peaceful protest", (.protest, "demo")),
    ("protest", (.protest, "demo")), ("remote explosive", (.assault, "explosives")),
    ("remote violence", (.assault, "explosives")), ("riots/protests", (.protest, "")),
    ("riots", (.protest, "riot")), ("sexual violence", (.assault, "sexual")),
    ("shelling", (.assault, "heavy-weapons")), ("suicide bomb", (.assault, "suicide-attack")),
    ("violence against civilians", (.assault, "")), ("violent demonstration", (.protest, "riot")),
  ]
}
