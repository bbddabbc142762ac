import Linguistics
import Ontology
import Text

// Descriptions of persons by an office: "the president", "a Chinese envoy", "officials".
extension ArticleReading {
  /// Somebody by an office without a name: of this article, else by the tables, else nameless.
  mutating func describedPerson(_ mention: Int, _ role: WorldEntity) -> [Int] {
    let context = contexts[mention]
    let stated = statedCountries(mention)
    let kinds = OfficeTitle.kinds(of: role.name)
    let isApart = !context.modifiers.isDisjoint(with: OfficeTitle.apartModifiers)
    // "His envoy for Russia" need not be the envoy spoken of before: only an office has one holder.
    let isOneOfMany =
      kinds.isEmpty
      && (context.possessivePronoun != nil || context.possessiveClitic != nil)
    if !context.isIndefinite, !isApart, !isOneOfMany,
      let known = personOfRole(mention, role, stated.first)
    {
      return [known]
    }
    if !context.isIndefinite, !isApart, let country = stated.first,
      let held = heldOffice(kinds, country, role: role.name)
    {
      return [held]
    }
    guard
      !stated.isEmpty || context.body != nil || context.isIndefinite || context.determiner == "the"
    else { return [] }
    if stated.isEmpty, !isApart, let known = spokenOf(mention, role).first { return [known] }
    let understood = stated.isEmpty && !isApart ? homeOfOffice(mention, role) : nil
    return [
      nameless(mention, role, country: stated.first ?? context.body?.country ?? understood)
    ]
  }

  /// The country of an office that nothing says whose it is: "the president", "officials".
  func homeOfOffice(_ mention: Int, _ role: WorldEntity) -> String? {
    let context = contexts[mention]
    let official: Set<Sector> = [.government, .judiciary, .legislature, .military, .police]
    let isDefinite = context.determiner == "the" || context.determiner.isEmpty && role.isPlural
    guard official.contains(role.sector), role.kind != .spokesperson, isDefinite,
      context.body == nil, context.possessivePronoun == nil, context.possessiveClitic == nil,
      context.modifyingName == nil, !hasProperModifier(mention),
      !OfficeTitle.kinds(of: role.name).contains(.ambassador),
      Self.officials.contains(role.name) || role.name.hasSuffix(" minister")
        || !role.isPlural && role.name != "leader"
          && !OfficeTitle.kinds(of: role.name).isDisjoint(with: [.state, .government])
    else { return nil }
    let next = analysis.mentions[mention].head + 1
    if next < tokens.count, ["from", "of"].contains(tokens[next].lowercased()) { return nil }
    let words = context.modifiers.subtracting(["deputy", "senior", "top"])
    // Only a country that was spoken of before.
    guard words.isEmpty, let country = home(of: mention),
      countryOrder[country] ?? Int.max < analysis.mentions[mention].head
    else { return nil }
    return country
  }

  /// Nouns for those who hold an office of no one's in particular.
  private static let officials: Set<String> = [
    "authorities", "authority", "governor", "investigator", "judge", "lawmaker", "legislator",
    "magistrate", "mayor", "official", "officer", "parliamentarian", "police officer", "prosecutor",
    "senator",
  ]

  /// The person of the article whom a noun of office fits, the one most in mind first.
  private func personOfRole(_ mention: Int, _ role: WorldEntity, _ country: String?) -> Int? {
    let kinds = OfficeTitle.kinds(of: role.name)
    let fitting = registry.ranked(at: analysis.mentions[mention].sentence) { cluster in
      guard cluster.isPerson, !cluster.role.isEmpty || !cluster.kinds.isEmpty else { return false }
      if let country, cluster.country != country { return false }
      if cluster.role.hasSuffix(role.name) || role.name.hasSuffix(cluster.role),
        !cluster.role.isEmpty
      {
        return true
      }
      return !cluster.kinds.isDisjoint(with: kinds)
    }
    // A person mentioned only further on is meant where the country is stated beside the noun.
    let spoken = fitting.first {
      country != nil || registry[$0].traces.contains { $0.token < analysis.mentions[mention].head }
    }
    if let spoken { return spoken }
    // "The president" of the country that the article is about may be named only further on.
    guard contexts[mention].determiner == "the", !kinds.isEmpty, let home = mainCountry else {
      return nil
    }
    let atHome = fitting.filter { registry[$0].country == home }
    return atHome.count == 1 ? atHome[0] : nil
  }

  /// Who held an office in a country on the article's day, where that is one person.
  mutating func heldOffice(
    _ kinds: OfficeKinds, _ country: String, role: String
  ) -> Int? {
    // Somebody whom the article does not name is taken from the tables only on a day that is sure.
    guard let day = day ?? latestYear, day == referenceDay, !kinds.isEmpty else { return nil }
    var holders = dictionary.holders(of: kinds, in: country, on: day)
    if Set(holders.map(\.name)).count > 1 {
      // "The leader" of several heads is the one who rules.
      let ruling = holders.filter { $0.officeKinds.contains(.leader) }
      let heads = holders.filter { $0.officeKinds.isSuperset(of: [.state, .government]) }
      holders = ruling.isEmpty ? heads : ruling
    }
    let names = Set(holders.map { PersonName(tokens: [$0.name]) })
    guard names.count == 1, let holder = holders.first else { return nil }
    let form = PersonName(tokens: [holder.name])
    if let known = registry.clusters.indices.first(where: {
      registry[$0].sort == .person && registry[$0].fullForm == form
    }) {
      return known
    }
    return registry.actor("person:" + holder.name) {
      var cluster = ActorCluster(
        sort: .person, name: holder.name, country: country, sector: holder.sector,
        reason: "held the office of \(holder.office) in \(day)")
      cluster.role = role
      cluster.kinds = holder.officeKinds
      return cluster
    }
  }

  private mutating func nameless(_ mention: Int, _ role: WorldEntity, country: String?) -> Int {
    let name = phrase(mention, country: country)
    let context = contexts[mention]
    let key = context.isIndefinite ? "one:\(mention)" : "one:" + name.lowercased()
    return registry.actor(key) {
      var cluster = ActorCluster(
        sort: .namelessPerson, name: name, country: country, sector: role.sector,
        reason: country == nil ? "a person without name or country" : "its country stands beside it"
      )
      cluster.role = role.name
      cluster.kinds = OfficeTitle.kinds(of: role.name)
      cluster.isMedia = role.kind == .reporter
      if let body = context.body, role.kind == .spokesperson || body.kind == .international {
        cluster.sector = body.sector
      }
      return cluster
    }
  }
}
