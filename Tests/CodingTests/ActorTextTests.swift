import Coding
import Ontology
import Testing
import Text

/// Who is met in a text, read by the whole pipeline.
@Suite struct ActorTextTests {
  @Test(arguments: [
    ("Norwegian ministers Kari Moe and Ola Lie met reporters in Oslo.", "Ola Lie", "NOR"),
    ("Peruvian senators Ana Paz, Luis Rey and Eva Sol left Lima.", "Luis Rey", "PER"),
  ])
  func `a plural title is the title of all`(text: String, name: String, country: String) throws {
    #expect(try actors(of: text)[name] == .some(country))
  }

  @Test(arguments: [
    ("Norwegian minister Kari Moe and Ola Lie met reporters in Oslo.", "Ola Lie"),
    ("Kari Moe, a Norwegian minister, and Ola Lie met reporters.", "Ola Lie"),
  ])
  func `a title of one is nobody else's`(text: String, name: String) throws {
    #expect(try actors(of: text)[name] == .some(nil))
  }

  @Test(arguments: [
    // Titles with a post, a body or a country behind them.
    ("Danish Ambassador to Peru Ida Holm said so in Lima.", "Ida Holm", "DNK"),
    ("The Prime Minister of Peru Ana Paz left for Norway on Monday.", "Ana Paz", "PER"),
    (
      "Norway rejected it. The letter came from the Inspector-General of Police, Ola Lie.",
      "Ola Lie",
      "NOR"
    ),
    ("They spoke with Kari Moe of Norway and Luis Rey of Peru.", "Luis Rey", "PER"),
    ("The plan was read out by Ida Holm, the sister of the Danish leader.", "Ida Holm", "DNK"),
    (
      "The offer was read out by Ida Holm, the founder of the League for Women in Peru.",
      "Ida Holm",
      "PER"
    ),
    ("Kari Moe met Danish officials, including Bo Larsen and Ida Holm.", "Ida Holm", "DNK"),
    ("King Harald V of Norway received the Danish envoy.", "King Harald V", "NOR"),
    ("Danish Bo Larsen and Peruvian Luis Rey, both teachers, were freed.", "Luis Rey", "PER"),
    // Bodies by their whole names.
    (
      "Oslo said the Norwegian Bureau of Mines and Ports had been warned.",
      "Norwegian Bureau of Mines and Ports", "NOR"
    ),
    ("The Danish Embassy in Lima rejected the claim on Monday.", "Danish Embassy in Lima", "DNK"),
    ("The Peruvian Navy said that the USS Harlan Bay had left Callao.", "USS Harlan Bay", "USA"),
    // Organs of the country that is spoken of.
    ("Norway reformed its courts. The police arrested two men in Oslo.", "Norwegian police", "NOR"),
    (
      "Norwegian Foreign Minister Kari Moe spoke first. The army stayed in Oslo.", "Norwegian army",
      "NOR"
    ),
  ])
  func `whose somebody is follows from what stands around the name`(
    text: String, name: String, country: String
  ) throws {
    #expect(try actors(of: text)[name] == .some(country))
  }

  @Test(arguments: [
    // A post is not a home, a day no part of a name, a soldier not at home where he is.
    ("Ambassador to Peru Ida Holm said so on Monday.", "Ida Holm"),
    ("Soldiers in Peru were told to leave.", "Soldiers"),
  ])
  func `where somebody is need not be whose he is`(text: String, name: String) throws {
    #expect(try actors(of: text)[name] == .some(nil))
  }

  @Test(arguments: [
    ("The Ministry of Defence of Norway said so.", "GBR"),
    ("The Norwegian Ministry of Defence said so on Monday.", "GBR"),
    ("Hassan spoke to reporters on Monday.", "JOR"),
  ])
  func `a common name is nobody of a country that the text does not name`(
    text: String, country: String
  ) throws {
    #expect(try !actors(of: text).values.contains(country))
  }

  @Test(arguments: [
    // Short forms that the article explains, before and after the name.
    ("The Free Harbour Movement (FHM) of Peru struck. The FHM has many ships.", "FHM"),
    ("In Peru FHM (Free Harbour Movement) struck. The FHM has many ships.", "FHM"),
    ("The Velda Corporation of Peru was fined. Velda had ships in Oslo.", "Velda"),
  ])
  func `a short form is no actor of its own`(text: String, short: String) throws {
    #expect(try actors(of: text)[short] == nil)
  }

  @Test(arguments: [
    // An agency's sign, a state of a party's member, a name that begins alike.
    ("LIMA (AFP) - Peru rejected the claim of Norway on Monday.", "Peru"),
    ("Peru (the Republic of Peru) rejected the claim of Norway.", "Peru"),
    ("The Velda Corporation of Peru was fined. The Velda Bank was not.", "Velda Bank"),
  ])
  func `what stands in brackets need not be a short form`(text: String, name: String) throws {
    #expect(try actors(of: text).keys.contains(name))
  }

  @Test(arguments: [
    ("Norwegian forces detained ten men in Lima. The soldiers then searched a house.", "NOR"),
    ("Norwegian police arrested ten men in Lima. Police also searched a house there.", "NOR"),
    ("Danish troops arrived in Peru. Later the heavily armed soldiers blocked a road.", "DNK"),
  ])
  func `forces go on being those spoken of before`(text: String, country: String) throws {
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    let forces = EventCoder().code(article).actors.filter {
      $0.sector == .military || $0.sector == .police
    }
    #expect(Set(forces.map(\.country)) == [country])
  }

  @Test(
    arguments: [
      (
        "Norwegian forces left Lima. Peruvian soldiers then searched a house.", "Peruvian soldiers",
        "PER"
      ),
      (
        "Norwegian forces left Lima. Foreign soldiers then searched a house.", "Foreign soldiers",
        nil
      ),
      ("Norwegian forces left Lima. Rebel soldiers then searched a house.", "Rebel soldiers", nil),
    ] as [(String, String, String?)])
  func `other forces are others`(text: String, name: String, country: String?) throws {
    #expect(try actors(of: text)[name] == .some(country))
  }

  @Test(
    arguments: [
      // At home where the persons of the article are, though it hardly names the country.
      (
        "Norwegian Prime Minister Jens Stoltenberg spoke. Stoltenberg thanked Jonas Gahr Store. Store "
          + "was glad. Stoltenberg left. Store left. Kari Moe wept.",
        "Kari Moe", "NOR"
      ),
      ("Peru's UN Ambassador Ana Paz briefed the council in New York.", "Ana Paz", "PER"),
      ("Ana Paz, chief of the UN's mission in Peru, met farmers.", "Ana Paz", "IGO:UN"),
      ("Kari Moe of Norway spoke. Cmdr Moe left.", "Kari Moe", "NOR"),
      ("Brig. Kari Moe of Norway spoke. Moe left.", "Kari Moe", "NOR"),
      ("Reporters asked President Lukashenko about it.", "Alexander Lukashenko", "BLR"),
      ("Israel was asked to hold back settlers near Nablus.", "settlers", "ISR"),
      // A farmer of the prairie, a country that the article is not about.
      ("Peru was asked to hold back settlers near Cusco.", "settlers", nil),
      ("Norway and Peru met. Norway and Peru talked. Kari Moe wept.", "Kari Moe", nil),
    ] as [(String, String, String?)])
  func `somebody is at home where the article is`(
    text: String, name: String, country: String?
  ) throws {
    #expect(try actors(of: text)[name] == .some(country))
  }

  @Test(arguments: [
    ("Ana Paz, who is from Lima, said so. Paz left.", "Paz"),
    ("Kari Moe of Norway spoke. Cmdr Moe left.", "Cmdr Moe"),
    ("Norway sent troops into Peru on Aug 8 to help.", "Aug 8"),
  ])
  func `parts of names, countries and dates are no persons`(text: String, name: String) throws {
    #expect(try actors(of: text)[name] == nil)
  }

  @Test(arguments: [
    ("The Bank of Peru on Friday lowered its rate.", "Bank of Peru on Friday"),
    ("Kari Moe and Bo Larsen of Denmark left.", "Bo Larsen of Denmark"),
    ("At least one million Norwegians voted on Monday.", "least one million Norwegians"),
  ])
  func `names do not run on`(text: String, name: String) throws {
    #expect(try actors(of: text)[name] == nil)
  }

  @Test func `a body's name with a clitic in it is found in the tables`() throws {
    let found = try actors(of: "The People's Liberation Army and the Workers' Party of Korea met.")
    #expect(found["People's Liberation Army"] == .some("CHN"))
  }

  @Test func `an organ that was named before is meant by its noun`() throws {
    let text =
      "Oslo's foreign ministry rejected the claim. \"It is false,\" the ministry said on Monday."
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    #expect(EventCoder().code(article).quotes.map(\.speaker) == ["Norway's foreign ministry"])
  }

  @Test(arguments: [
    (
      "The Larch Committee filed a complaint. The committee has offices in Oslo.",
      "Larch Committee", 2
    ),
    (
      "The Larch Committee filed a complaint. A committee of towns met in Oslo.", "Larch Committee",
      1
    ),
  ])
  func `a body is spoken of by the noun in its name`(
    text: String, name: String, count: Int
  ) throws {
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    let found = EventCoder().code(article).actors.first { $0.name == name }
    #expect(found?.mentionCount == count)
  }

  @Test func `in a quotation the government is the speaker's`() throws {
    let text =
      "Kari Moe of Norway's foreign ministry spoke to Peru. Peru and Peru's neighbours had asked. "
      + "\"The government rejected the plan of Peru,\" Norwegian spokeswoman Kari Moe said."
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    let event = try #require(EventCoder().code(article).events.first { $0.type == .reject })
    #expect(event.actors.map(\.country) == ["NOR"])
  }

  @Test func `a user's actors are known`() throws {
    let file = ActorFile(text: "Quayside Front\tQF\tPER\tREB\n")
    let article = try ArticleReader().read(
      name: "a", bytes: ContiguousArray("The Quayside Front attacked a port in Norway.".utf8))
    let coded = EventCoder(world: .shared.adding(file.entries)).code(article)
    let front = try #require(coded.actors.first { $0.name == "Quayside Front" })
    #expect(front.country == "PER" && front.sector == .rebel)
  }

  /// The countries of everybody met, by name.
  private func actors(of text: String) throws -> [String: String?] {
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    let coded = EventCoder().code(article)
    return Dictionary(coded.actors.map { ($0.name, $0.country) }) { first, _ in first }
  }
}
