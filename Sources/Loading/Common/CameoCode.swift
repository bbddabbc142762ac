import Ontology

/// An action coded in CAMEO, told in PLOVER.
struct CameoCode {
  let type: EventType
  let mode: String
  let contexts: [String]

  /// What a code stands for: itself, or without its last digits where the table has no such code. Nil
  /// for statements (01) and appeals (02), which PLOVER has no type for.
  static func plover(_ code: String) -> CameoCode? {
    var key = code
    while key.count >= 2 {
      if let row = CodeTable.plover.row(key), let type = EventType(rawValue: row[0]) {
        let contexts = row.count > 2 ? row[2].split(separator: "|").map(String.init) : []
        return CameoCode(type: type, mode: row[1], contexts: contexts)
      }
      key.removeLast()
    }
    return nil
  }

  /// The code of an event text of ICEWS, empty where it is not known.
  static func ofEventText(_ text: String) -> String {
    CodeTable.codes.meaning("icews", text) ?? ""
  }

  /// A code with the leading zero that a program took for a number took away: `root` has it, or shows
  /// by its own length that one lacks.
  static func padded(_ code: String, root: String) -> String {
    let full = root.count == 1 ? "0" + root : root
    if code.isEmpty || full.isEmpty || code.hasPrefix(full) { return code }
    return ("0" + code).hasPrefix(full) ? "0" + code : code
  }
}

/// Countries of CAMEO and of GDELT's own list.
enum CameoCountry {
  /// The ISO code; none for regions and for codes of nothing known.
  static func iso(_ code: String) -> [String] {
    if code.isEmpty { return [] }
    if let other = CodeTable.codes.meaning("cameo", code) { return other == "-" ? [] : [other] }
    return code.utf8.count == 3 && CountryCode.isKnown(code) ? [code] : []
  }
}

/// International bodies of CAMEO.
enum CameoBody {
  /// `IGO:UN` and the like for those that have such a code; none for other groups.
  static func code(_ group: String) -> [String] {
    guard let name = table[group] else { return [] }
    let code = "IGO:" + name
    return CountryCode.isKnown(code) ? [code] : []
  }

  private static let table: [String: String] = [
    "ARL": "LAS", "ASN": "ASEAN", "EEC": "EU", "GCC": "GCC", "IAE": "IAEA", "ICJ": "ICJ",
    "ILO": "ILO", "IMF": "IMF", "IOM": "IOM", "ITP": "INTERPOL", "NAT": "NATO", "OAS": "OAS",
    "OAU": "AU", "OPC": "OPEC", "SAD": "SADC", "SCE": "OSCE", "UNO": "UN", "WBK": "WB",
    "WHO": "WHO",
  ]
}

/// Countries of FIPS 10-4, by which GDELT tells where things happened.
enum FipsCountry {
  /// The ISO code, empty where there is none.
  static func iso(_ code: String) -> String { CodeTable.codes.meaning("fips", code) ?? "" }
}

/// Countries by ISO 3166 number.
enum CountryNumber {
  /// The alpha-3 code; ACLED's number of Kosovo is 0.
  static func iso(_ number: Int64) -> String {
    number == 0 ? "XKX" : CodeTable.codes.meaning("numeric", String(number)) ?? ""
  }
}

/// Actors coded in CAMEO: `RUSBUSGOV`, `IGOEUREEC`, `---GOV`.
enum CameoActor {
  /// The country that a code begins with.
  static func countries(_ code: String) -> [String] {
    code.hasPrefix("IGO")
      ? CameoBody.code(String(code.dropFirst(3).prefix(3)))
      : CameoCountry.iso(String(code.prefix(3)))
  }

  /// The country's usual name for a code that is no more than a country, otherwise the code.
  static func names(_ code: String) -> [String] {
    guard !code.isEmpty else { return [] }
    let countries = code.utf8.count == 3 ? CameoCountry.iso(code) : []
    return [countries.first.flatMap(CountryCode.name) ?? code]
  }

  /// An actor of GDELT: the country where the code is one, otherwise the name in the case of names.
  static func name(code: String, name: String) -> String {
    if code.utf8.count == 3, let country = CameoCountry.iso(code).first,
      let usual = CountryCode.name(country)
    {
      return usual
    }
    return name.contains { $0.isLowercase } ? name : titled(name)
  }

  /// `THE WHITE HOUSE` as `The White House`.
  private static func titled(_ name: String) -> String {
    var result = ""
    var isStart = true
    for character in name {
      result += isStart ? character.uppercased() : character.lowercased()
      isStart = !character.isLetter && character != "'"
    }
    return result
  }
}

/// Roles of CAMEO as PLOVER's sectors.
enum CameoSector {
  /// The sectors of a role, or of several in groups of three letters.
  static func plover(_ role: String) -> [String] {
    var sectors: [String] = []
    var rest = role[...]
    while rest.count >= 3 {
      if let sector = table[String(rest.prefix(3))], !sectors.contains(sector) {
        sectors.append(sector)
      }
      rest = rest.dropFirst(3)
    }
    return sectors
  }

  private static let table: [String: String] = [
    "AGR": "CVL", "BUS": "BUS", "COP": "COP", "CVL": "CVL", "DEV": "CVL", "EDU": "CVL",
    "ELI": "CVL", "ENV": "CVL", "GOV": "GOV", "HLH": "CVL", "HRI": "NGO", "IGO": "IGO",
    "INS": "REB", "JUD": "JUD", "LAB": "CVL", "LEG": "LEG", "MED": "MED", "MIL": "MIL",
    "MNC": "BUS", "NGM": "NGO", "NGO": "NGO", "OPP": "OPP", "PTY": "PTY", "REB": "REB",
    "REF": "CVL", "SEP": "REB", "SPY": "SPY", "UAF": "REB",
  ]
}

/// Sectors of ICEWS, a list with commas in one field.
enum IcewsSector {
  /// PLOVER's sectors of those that have one, each once.
  static func plover(_ list: String) -> [String] {
    var sectors: [String] = []
    let parts = list.split(whereSeparator: { $0 == "," || $0 == "\"" })
    for part in parts {
      let words = part.lowercased()
      let sector = table.first { words.contains($0.word) }?.sector
      if let sector, !sectors.contains(sector) { sectors.append(sector) }
    }
    return sectors
  }

  /// Words of sectors, the special before the general.
  private static let table: [(word: String, sector: String)] = [
    ("opposition", "OPP"), ("intelligence", "SPY"), ("police", "COP"), ("military", "MIL"),
    ("army", "MIL"), ("navy", "MIL"), ("air force", "MIL"), ("international government", "IGO"),
    ("regional diplomatic", "IGO"), ("nongovernmental", "NGO"), ("non-governmental", "NGO"),
    ("ngo", "NGO"), ("parliament", "LEG"), ("legislative", "LEG"), ("lower house", "LEG"),
    ("upper house", "LEG"), ("judicial", "JUD"), ("media", "MED"), ("news", "MED"),
    ("business", "BUS"), ("multinational", "BUS"), ("parties", "PTY"), ("party", "PTY"),
    ("rebel", "REB"), ("insurgent", "REB"), ("separatist", "REB"), ("dissident", "REB"),
    ("radicals", "REB"), ("extremist", "REB"), ("fundamentalist", "REB"),
    ("executive", "GOV"), ("ministry", "GOV"), ("cabinet", "GOV"), ("government", "GOV"),
    ("civilian", "CVL"), ("social", "CVL"), ("population", "CVL"), ("protest", "CVL"),
  ]
}
