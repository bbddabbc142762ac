/// Who is who in the world: countries, capitals, leaders and ministers with their terms of office,
/// bodies, and the nouns for agents, looked up by the words of a text.
///
/// A name may have several readings ("Washington", "Georgia", "Kim"); all of them are offered, and
/// whoever asks decides by the article. The files are read once, when `shared` is first used: every
/// name is hashed in place, and a `WorldEntity` is made only of the rows that are asked for.
public struct ActorDictionary: Sendable {
  /// The built-in world.
  public static let shared = ActorDictionary()

  /// How a name stands in its row.
  private enum Reading: UInt8 {
    case name, demonymSingular, demonymPlural, adjective, capital, seat, surname, plural
  }

  private struct Posting {
    var row: Range<Int32>
    /// The bytes of the name itself, for its case.
    var name: Range<Int32>
    var file: WorldTable.File
    var reading: Reading
  }

  private let table: WorldTable
  private var index: HashIndex<Posting>
  /// From the hash of a first word to the most words that a name beginning with it has.
  private var longest: HashIndex<UInt8>
  /// The rows of offices of a country.
  private var officeRows: [String: [Range<Int>]] = [:]
  private var countryRows: [String: Range<Int>] = [:]
  /// The hashes of the first words of persons' names.
  private var givenNames: Set<UInt64> = []
  private var extras: [UInt64: [WorldEntity]] = [:]
  private var longestExtra = 0
  private var extraOfficers: [WorldEntity] = []

  private init() {
    table = WorldTable()
    index = HashIndex(capacity: 32_000)
    longest = HashIndex(capacity: 32_000)
    for file in WorldTable.File.allCases {
      table.forEachRow(of: file) { add(row: $0, of: file) }
    }
  }

  /// The same dictionary with entries of the user's. A name of theirs means what they say and nothing
  /// else; a family name may also be that of others.
  public func adding(_ entries: [(name: String, entity: WorldEntity)]) -> ActorDictionary {
    var copy = self
    for (name, entity) in entries {
      let folded = Self.fold([name][...])
      copy.extras[folded.hash, default: []].append(entity)
      copy.longestExtra = max(copy.longestExtra, folded.wordCount)
      if entity.kind == .person, name == entity.name { copy.extraOfficers.append(entity) }
    }
    return copy
  }

  // MARK: Looking up

  /// The readings of exactly these words; none where they are no known name.
  public func entries(for words: ArraySlice<String>) -> [WorldEntity] {
    let folded = Self.fold(words)
    var found = extras[folded.hash] ?? []
    if found.contains(where: { $0.kind != .surname }) { return found }
    let postings = index.postings(at: folded.hash)
    guard !postings.isEmpty else { return found }
    let isUppercase = !words.contains { $0.utf8.contains { $0 >= 0x61 && $0 <= 0x7a } }
    let isCapitalized = words.first?.unicodeScalars.first?.properties.isLowercase == false
    for posting in postings where fits(posting, isUppercase, isCapitalized) {
      guard let entity = entity(of: posting), !found.contains(entity) else { continue }
      found.append(entity)
    }
    return found
  }

  /// The readings of one word or phrase.
  public func entries(for name: String) -> [WorldEntity] {
    entries(for: [name][...])
  }

  /// The longest known name that begins with the first of `words`, as its number of words and its
  /// readings.
  public func longestMatch(
    in words: ArraySlice<String>
  ) -> (count: Int, entries: [WorldEntity])? {
    guard let first = words.first else { return nil }
    let known = longest.newest(at: Self.fold([first][...]).firstWordHash) ?? 0
    let limit = max(longestExtra, Int(known))
    let clitics = words.prefix(limit + 2).count(where: Self.isClitic)
    var count = min(limit + clitics, words.count)
    while count > 0 {
      // A full stop or apostrophe counts for nothing in a name, and so would be taken in at its end.
      let isWord = words[words.startIndex + count - 1].contains { $0.isLetter || $0.isNumber }
      let entries = isWord ? entries(for: words.prefix(count)) : []
      if !entries.isEmpty { return (count, entries) }
      count -= 1
    }
    return nil
  }

  /// Whether the name of some person of the tables begins with this word ("Angela").
  public func isGivenName(_ word: String) -> Bool {
    givenNames.contains(Self.fold([word][...]).hash)
  }

  /// Who held an office of the given classes in a country or organisation, by start of term; with a
  /// day only those in office then.
  public func holders(
    of kinds: OfficeKinds, in country: String, on day: String? = nil
  ) -> [WorldEntity] {
    let own = extraOfficers.filter { $0.country == country }
    return (own + (officeRows[country] ?? []).map { office(table.fields(of: $0), kind: .person) })
      .compactMap { entity in
        guard !entity.officeKinds.isDisjoint(with: kinds) else { return nil }
        if let day, !entity.isInOffice(on: day) { return nil }
        return entity
      }
  }

  /// The country with this code, by its main name.
  func country(code: String) -> WorldEntity? {
    countryRows[code].map { country(table.fields(of: $0), kind: .country) }
  }

  /// The adjectives of the country with this code ("South Korean"), the usual one first.
  func adjectives(code: String) -> [String] {
    guard let row = countryRows[code] else { return [] }
    let fields = table.fields(of: row)
    return fields.count > 4 ? table.list(fields[4]).map(table.text) : []
  }

  /// Every code of a country or territory, sorted.
  var countryCodes: [String] {
    countryRows.keys.sorted()
  }

  private static func fold(_ words: ArraySlice<String>) -> NameFolding {
    var folding = NameFolding()
    for (place, word) in words.enumerated() {
      // "People" and "'s" are one word, as they are in the tables.
      if place > 0, !isClitic(word) { folding.endWord() }
      folding.add(word)
    }
    folding.endWord()
    return folding
  }

  /// Whether a token is only the end of the word before it.
  private static func isClitic(_ word: String) -> Bool {
    word == "'s" || word == "’s" || word == "'" || word == "’"
  }

  /// Acronyms want capitals ("US" is no "us"), names a capital, nouns nothing.
  private func fits(_ posting: Posting, _ isUppercase: Bool, _ isCapitalized: Bool) -> Bool {
    if isUppercase { return true }
    let name = table.bytes[Int(posting.name.lowerBound)..<Int(posting.name.upperBound)]
    guard let first = name.first else { return false }
    if name.contains(where: { $0 >= 0x61 && $0 <= 0x7a }) {
      return isCapitalized || (first >= 0x61 && first <= 0x7a)
    }
    return false
  }
}

// MARK: - Reading rows

extension ActorDictionary {
  private mutating func add(row: Range<Int>, of file: WorldTable.File) {
    let fields = table.fields(of: row)
    func insert(_ name: Range<Int>, _ reading: Reading) {
      insertName(
        name, Posting(row: row.narrowed, name: name.narrowed, file: file, reading: reading))
    }
    func insertList(_ column: Int, _ reading: Reading) {
      guard column < fields.count else { return }
      for name in table.list(fields[column]) { insert(name, reading) }
    }
    switch file {
    case .countries:
      countryRows[table.text(fields[0])] = row
      insert(fields[1], .name)
      insertList(2, .name)
      for (place, name) in (fields.count > 3 ? table.list(fields[3]) : []).enumerated() {
        insert(name, place == 0 ? .demonymSingular : .demonymPlural)
      }
      insertList(4, .adjective)
      insertList(5, .capital)
      for seat in fields.count > 6 ? table.list(fields[6]) : [] {
        let end = seat.first { table.bytes[$0] == UInt8(ascii: "=") } ?? seat.upperBound
        insert(seat.lowerBound..<end, .seat)
      }
    case .places:
      insert(fields[0], .name)
    case .offices, .sharealikeOffices:
      officeRows[table.text(fields[0]), default: []].append(row)
      insert(fields[1], .name)
      insertList(2, .name)
      insertList(7, .surname)
    case .bodies:
      insert(fields[0], .name)
      insertList(1, .name)
    case .roles:
      insert(fields[0], .name)
      if !fields[1].isEmpty { insert(fields[1], .plural) }
    }
  }

  private mutating func insertName(_ name: Range<Int>, _ posting: Posting) {
    var folding = NameFolding()
    folding.add(table.bytes, in: name)
    folding.endWord()
    index.insert(posting, at: folding.hash)
    let count = UInt8(clamping: folding.wordCount)
    if count > 1, posting.reading == .name,
      posting.file == .offices || posting.file == .sharealikeOffices
    {
      givenNames.insert(folding.firstWordHash)
    }
    // Only longer ones are inserted, so that the newest is always the longest.
    if (longest.newest(at: folding.firstWordHash) ?? 0) < count {
      longest.insert(count, at: folding.firstWordHash)
    }
  }

  private func entity(of posting: Posting) -> WorldEntity? {
    let row = Int(posting.row.lowerBound)..<Int(posting.row.upperBound)
    let fields = table.fields(of: row)
    switch posting.file {
    case .countries:
      return country(fields, posting)
    case .places:
      return WorldEntity(
        name: table.text(fields[0]), kind: .place, country: table.text(fields[1]),
        sector: .unknown)
    case .offices, .sharealikeOffices:
      return office(fields, kind: posting.reading == .surname ? .surname : .person)
    case .bodies:
      return body(fields)
    case .roles:
      return role(fields, isPlural: posting.reading == .plural)
    }
  }

  private func country(_ fields: [Range<Int>], _ posting: Posting) -> WorldEntity {
    switch posting.reading {
    case .name, .surname, .plural: return country(fields, kind: .country)
    case .adjective: return country(fields, kind: .adjective)
    case .capital: return country(fields, kind: .capital)
    case .demonymSingular, .demonymPlural:
      var entity = country(fields, kind: .demonym)
      entity.sector = .civilian
      entity.isPlural = posting.reading == .demonymPlural
      return entity
    case .seat:
      var entity = country(fields, kind: .seat)
      entity.name = table.text(
        Int(posting.name.lowerBound)..<Int(posting.name.upperBound))
      let seats = table.list(fields[6]).map(table.text)
      let sector = seats.first { $0.hasPrefix(entity.name + "=") }?.suffix(3)
      entity.sector = sector.flatMap { Sector(rawValue: String($0)) } ?? .government
      return entity
    }
  }

  private func country(_ fields: [Range<Int>], kind: WorldEntity.Kind) -> WorldEntity {
    var entity = WorldEntity(
      name: table.text(fields[1]), kind: kind, country: table.text(fields[0]),
      sector: .government)
    // A state of the past is dated, so that "Moscow" is Russia's today.
    if fields.count > 7 && !fields[7].isEmpty { entity.end = "1993" }
    return entity
  }

  private func office(_ fields: [Range<Int>], kind: WorldEntity.Kind) -> WorldEntity {
    var kinds: OfficeKinds = []
    for name in table.text(fields[4]).split(separator: ",") {
      kinds.formUnion(OfficeKinds.names[String(name)] ?? [])
    }
    let country = table.text(fields[0])
    let sector: Sector =
      country.hasPrefix("IGO:")
      ? .international : kinds.contains(.military) ? .military : .government
    func field(_ column: Int) -> String {
      column < fields.count ? table.text(fields[column]) : ""
    }
    return WorldEntity(
      name: field(1), kind: kind, country: country, sector: sector, office: field(3),
      officeKinds: kinds, start: field(5), end: field(6),
      surnames: fields.count > 7 ? table.list(fields[7]).map(table.text) : [])
  }

  private func body(_ fields: [Range<Int>]) -> WorldEntity? {
    guard fields.count > 4, let kind = WorldEntity.Kind(rawValue: table.text(fields[2])) else {
      return nil
    }
    return WorldEntity(
      name: table.text(fields[0]), kind: kind,
      country: fields[3].isEmpty ? nil : table.text(fields[3]),
      sector: Sector(rawValue: table.text(fields[4])) ?? .unknown)
  }

  private func role(_ fields: [Range<Int>], isPlural: Bool) -> WorldEntity? {
    guard fields.count > 3 else { return nil }
    let kind: WorldEntity.Kind =
      switch table.text(fields[3]) {
      case "collective": .collective
      case "spokesperson": .spokesperson
      case "media": .reporter
      default: .role
      }
    return WorldEntity(
      name: table.text(fields[0]), kind: kind, country: nil,
      sector: Sector(rawValue: table.text(fields[2])) ?? .unknown, isPlural: isPlural)
  }
}

extension Range<Int> {
  /// The same range in half the space; the world files are far below 2 GB.
  fileprivate var narrowed: Range<Int32> { Int32(lowerBound)..<Int32(upperBound) }
}
