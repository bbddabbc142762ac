import Ontology
import Testing

@Suite struct ActorDictionaryTests {
  struct NameCase: CustomTestStringConvertible, Sendable {
    let words: String
    let kind: WorldEntity.Kind
    let name: String
    let country: String?
    var testDescription: String { words }

    init(_ words: String, _ kind: WorldEntity.Kind, _ name: String, _ country: String?) {
      self.words = words
      self.kind = kind
      self.name = name
      self.country = country
    }
  }

  static let names: [NameCase] = [
    NameCase("South Korea", .country, "South Korea", "KOR"),
    NameCase("U.S.", .country, "United States", "USA"),
    NameCase("US", .country, "United States", "USA"),
    NameCase("Britain", .country, "United Kingdom", "GBR"),
    NameCase("Hong Kong", .country, "Hong Kong", "HKG"),
    NameCase("Türkiye", .country, "Turkey", "TUR"),
    NameCase("French", .adjective, "France", "FRA"),
    NameCase("American", .adjective, "United States", "USA"),
    NameCase("Frenchmen", .demonym, "France", "FRA"),
    NameCase("Brazilians", .demonym, "Brazil", "BRA"),
    NameCase("Tokyo", .capital, "Japan", "JPN"),
    NameCase("New Delhi", .capital, "India", "IND"),
    NameCase("Kyiv", .capital, "Ukraine", "UKR"),
    NameCase("Kiev", .capital, "Ukraine", "UKR"),
    NameCase("Kremlin", .seat, "Kremlin", "RUS"),
    NameCase("Élysée", .seat, "Elysee", "FRA"),
    NameCase("Cheong Wa Dae", .seat, "Cheong Wa Dae", "KOR"),
    NameCase("Downing Street", .seat, "Downing Street", "GBR"),
    NameCase("Barcelona", .place, "Barcelona", "ESP"),
    NameCase("Angela Merkel", .person, "Angela Merkel", "DEU"),
    NameCase("Emmanuel MACRON", .person, "Emmanuel Macron", "FRA"),
    NameCase("Shinzō Abe", .person, "Shinzo Abe", "JPN"),
    NameCase("Kim Jong Un", .person, "Kim Jong-un", "PRK"),
    NameCase("Kim Jong-Un", .person, "Kim Jong-un", "PRK"),
    NameCase("Merkel", .surname, "Angela Merkel", "DEU"),
    NameCase("EU", .international, "European Union", "IGO:EU"),
    NameCase(
      "United Nations Security Council", .international, "United Nations Security Council", "IGO:UN"
    ),
    NameCase("Reuters", .media, "Reuters", "GBR"),
    NameCase("Hezbollah", .armedGroup, "Hezbollah", "LBN"),
    NameCase("IRGC", .agency, "Islamic Revolutionary Guard Corps", "IRN"),
    NameCase("foreign ministers", .role, "foreign minister", nil),
    NameCase("Foreign Ministry", .collective, "foreign ministry", nil),
    NameCase("spokeswoman", .spokesperson, "spokeswoman", nil),
    NameCase("journalists", .reporter, "journalist", nil),
  ]

  @Test(arguments: names)
  func `a name has the reading that is wanted among its readings`(_ row: NameCase) {
    let entries = ActorDictionary.shared.entries(for: row.words)
    #expect(
      entries.contains {
        $0.kind == row.kind && $0.name == row.name && $0.country == row.country
      }, "\(entries)")
  }

  @Test(arguments: ["us", "who", "turkey", "chad", "Xyzzy", "south", "is", ""])
  func `an ordinary word is no name`(_ word: String) {
    #expect(ActorDictionary.shared.entries(for: word).isEmpty)
  }

  @Test func `an ambiguous name offers all of its readings`() {
    let kinds = Set(ActorDictionary.shared.entries(for: "Jordan").map(\.kind))
    #expect(kinds.contains(.country))
    let congo = ActorDictionary.shared.entries(for: "Congo").compactMap(\.country)
    #expect(Set(congo) == ["COD", "COG"])
    let kims = Set(
      ActorDictionary.shared.entries(for: "Kim").filter { $0.kind == .surname }.map(\.name))
    #expect(kims.isSuperset(of: ["Kim Jong-il", "Kim Jong-un"]))
  }

  @Test func `the longest name wins`() {
    let words = ["South", "Korean", "Foreign", "Minister"]
    #expect(ActorDictionary.shared.longestMatch(in: words[...])?.count == 2)
    #expect(ActorDictionary.shared.longestMatch(in: words[2...])?.count == 2)
    #expect(ActorDictionary.shared.longestMatch(in: ["New", "York", "Times"])?.count == 3)
    #expect(ActorDictionary.shared.longestMatch(in: ["quietly", "Korea"]) == nil)
  }

  struct OfficeCase: CustomTestStringConvertible, Sendable {
    let kinds: OfficeKinds
    let country: String
    let day: String
    let name: String
    var testDescription: String { "\(country) \(day)" }

    init(_ kinds: OfficeKinds, _ country: String, _ day: String, _ name: String) {
      self.kinds = kinds
      self.country = country
      self.day = day
      self.name = name
    }
  }

  @Test(arguments: [
    OfficeCase(.state, "FRA", "2013-07-14", "François Hollande"),
    OfficeCase(.government, "DEU", "2010-01-01", "Angela Merkel"),
    OfficeCase(.head, "USA", "2009-01-19", "George W. Bush"),
    OfficeCase(.head, "USA", "2009-01-21", "Barack Obama"),
    OfficeCase(.foreign, "RUS", "2016", "Sergei Lavrov"),
    OfficeCase(.organisation, "IGO:NATO", "2020-05", "Jens Stoltenberg"),
    OfficeCase(.vice, "USA", "2022-02", "Kamala Harris"),
    OfficeCase(.leader, "IRN", "2015", "Ali Khamenei"),
  ])
  func `an office is held by the right person on a day`(_ row: OfficeCase) {
    let holders = ActorDictionary.shared.holders(of: row.kinds, in: row.country, on: row.day)
    #expect(holders.map(\.name).contains(row.name), "\(holders.map(\.name))")
  }

  @Test func `somebody out of office is not offered for a day`() {
    let holders = ActorDictionary.shared.holders(of: .head, in: "USA", on: "2018-01-01")
    #expect(!holders.map(\.name).contains("Barack Obama"))
  }

  @Test func `entries of the user come first`() {
    let entity = WorldEntity(
      name: "Harbour Union", kind: .nongovernmental, country: "NLD", sector: .civilian)
    let dictionary = ActorDictionary.shared.adding([("Harbor Union Rotterdam", entity)])
    let words = ["Harbor", "Union", "Rotterdam", "said"]
    #expect(dictionary.longestMatch(in: words[...])?.entries.first == entity)
    #expect(ActorDictionary.shared.entries(for: "Harbor Union Rotterdam").isEmpty)
  }

  @Test func `every code has a name and every country is found by it`() {
    #expect(CountryCode.all.count > 240)
    for code in CountryCode.all {
      let name = CountryCode.name(code)
      #expect(name != nil)
      #expect(CountryCode.codes(of: name ?? "").contains(code), "\(code)")
    }
  }

  @Test(arguments: [
    ("KOR", "South Korea", "South Korean"), ("GBR", "United Kingdom", "British"),
    ("CHN", "China", "Chinese"),
  ])
  func `a code has its name and its adjective`(_ code: String, _ name: String, _ adjective: String)
  {
    #expect(CountryCode.name(code) == name)
    #expect(CountryCode.adjective(code) == adjective)
    #expect(CountryCode.codes(of: adjective).first == code)
  }

  @Test(arguments: [("IGO:UN", "United Nations"), ("IGO:EU", "European Union")])
  func `an international body has a name`(_ code: String, _ name: String) {
    #expect(CountryCode.name(code) == name)
  }

  @Test func `the world is ready in a moment`() {
    // Generous, for loaded machines and debug builds; the release figure is near 5 ms.
    let elapsed = ContinuousClock().measure { _ = ActorDictionary.shared.entries(for: "Oslo") }
    #expect(elapsed < .milliseconds(400))
  }
}
