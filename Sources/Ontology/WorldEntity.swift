/// One reading of a name or noun: whom or what in the world it stands for.
public struct WorldEntity: Sendable, Hashable {
  /// What sort of thing an entry is.
  public enum Kind: String, Sendable, CaseIterable {
    /// The name of a country or territory.
    case country
    /// Its people as a noun ("Koreans", "a Frenchman").
    case demonym
    /// Its adjective ("Korean").
    case adjective
    /// A capital, which stands for the government when it acts.
    case capital
    /// A building or street that stands for an institution ("Kremlin", "Downing Street").
    case seat
    /// Another city or region.
    case place
    /// Somebody who holds or held an office, by the whole name.
    case person
    /// The same by the family name alone.
    case surname
    /// An international organisation.
    case international
    /// A ministry, service, court, army or other body of a state.
    case agency
    case legislature
    case party
    case armedGroup = "armed"
    case nongovernmental
    /// A company.
    case business
    /// A news agency, paper or broadcaster: it reports and is no actor.
    case media
    /// An ethnic or religious group.
    case people
    /// A noun for a person by what he or she is ("minister", "protester").
    case role
    /// A noun for a body or a group ("ministry", "police").
    case collective
    /// A noun for somebody who speaks for another ("spokesman").
    case spokesperson
    /// A noun for somebody who reports ("journalist").
    case reporter
  }

  /// Its main name ("South Korea" also where the text has "Seoul").
  public var name: String
  /// What it is.
  public var kind: Kind
  /// ISO 3166 alpha-3 or `IGO:...`; nil where it has none.
  public var country: String?
  /// What it is in its society.
  public var sector: Sector
  /// The office of a person ("foreign minister"), empty for others.
  public var office: String
  /// The classes of that office.
  public var officeKinds: OfficeKinds
  /// The first and last day in office, ISO to the year, month or day; empty where unknown or open.
  public var start: String
  /// See `start`.
  public var end: String
  /// The family names of a person, several where the sources do not say which of two it is.
  public var surnames: [String]
  /// Whether it names several ("Koreans", "protesters").
  public var isPlural: Bool

  /// An entry of its parts.
  public init(
    name: String, kind: Kind, country: String?, sector: Sector, office: String = "",
    officeKinds: OfficeKinds = [], start: String = "", end: String = "", surnames: [String] = [],
    isPlural: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.country = country
    self.sector = sector
    self.office = office
    self.officeKinds = officeKinds
    self.start = start
    self.end = end
    self.surnames = surnames
    self.isPlural = isPlural
  }

  /// Whether the term of office holds `day` (ISO, to the year, month or day).
  ///
  /// Dates are compared as far as both are known: a term that ended in `2017` holds all of 2017.
  public func isInOffice(on day: String) -> Bool {
    let startsInTime = start.isEmpty || !Self.isEarlier(day, than: start)
    let endsLater = end.isEmpty || !Self.isEarlier(end, than: day)
    return startsInTime && endsLater
  }

  private static func isEarlier(_ a: String, than b: String) -> Bool {
    let length = min(a.utf8.count, b.utf8.count)
    return a.utf8.prefix(length).lexicographicallyPrecedes(b.utf8.prefix(length))
  }
}

/// The classes of offices, by which "the Chinese leader" and "his counterpart" are matched.
public struct OfficeKinds: OptionSet, Sendable, Hashable {
  /// The set as bits.
  public let rawValue: UInt16

  /// The set of these bits.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Heads of state.
  public static let state = OfficeKinds(rawValue: 1 << 0)
  /// Heads of government.
  public static let government = OfficeKinds(rawValue: 1 << 1)
  /// Who rules in fact, whatever the office.
  public static let leader = OfficeKinds(rawValue: 1 << 2)
  /// Governors and governors-general.
  public static let viceregal = OfficeKinds(rawValue: 1 << 3)
  /// Vice presidents.
  public static let vice = OfficeKinds(rawValue: 1 << 4)
  /// Foreign ministers, of whatever title.
  public static let foreign = OfficeKinds(rawValue: 1 << 5)
  /// Defence ministers, of whatever title.
  public static let defence = OfficeKinds(rawValue: 1 << 6)
  /// National security advisers and the like.
  public static let security = OfficeKinds(rawValue: 1 << 7)
  /// Other ministers.
  public static let minister = OfficeKinds(rawValue: 1 << 8)
  /// Commanders.
  public static let military = OfficeKinds(rawValue: 1 << 9)
  /// Heads of international organisations.
  public static let organisation = OfficeKinds(rawValue: 1 << 10)
  /// Ambassadors.
  public static let ambassador = OfficeKinds(rawValue: 1 << 11)
  /// Spokespersons.
  public static let spokesperson = OfficeKinds(rawValue: 1 << 12)

  /// Whoever "the leader" of a country can be.
  public static let head: OfficeKinds = [.state, .government, .leader]

  /// The class of a name as the tables write it.
  static let names: [String: OfficeKinds] = [
    "ambassador": .ambassador, "defence": .defence, "foreign": .foreign,
    "government": .government, "leader": .leader, "military": .military, "minister": .minister,
    "organisation": .organisation, "security": .security, "spokesperson": .spokesperson,
    "state": .state, "vice": .vice, "viceregal": .viceregal,
  ]
}
