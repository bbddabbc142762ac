import Coding
import Linguistics
import Ontology
import Testing

@Suite struct ActorResolverTests {
  /// An article in `ActorMarkup`, and for each of its mentions who is meant: `name CODE`, several
  /// joined with `+`, `-` for nobody, `.` where it does not matter here.
  struct Case: CustomTestStringConvertible, Sendable {
    let rule: String
    let text: String
    let expected: [String]
    let day: String?
    var testDescription: String { rule }

    init(_ rule: String, _ text: String, _ expected: [String], day: String? = nil) {
      self.rule = rule
      self.text = text
      self.expected = expected
      self.day = day
    }
  }

  @Test(arguments: named + offices + described + pronouns + placed + several)
  func `a mention means whom a reader would take it for`(_ row: Case) {
    let analysis = ActorMarkup.analysis(row.text)
    let resolution = ActorResolver().resolve(analysis, day: row.day)
    let found = analysis.mentions.indices.map { mention in
      let actors = resolution.actors(ofMention: mention).map { resolution.actors[$0] }
      return actors.isEmpty
        ? "-" : actors.map { "\($0.name) \($0.country ?? "?")" }.joined(separator: "+")
    }
    #expect(found.count == row.expected.count)
    for (found, expected) in zip(found, row.expected) where expected != "." {
      #expect(found == expected)
    }
  }

  static let named: [Case] = [
    Case(
      "a title with an adjective gives the country",
      "[Freedonian <Bo Larsen>]s ~met=meet [Norwegian Foreign Minister <Kari Nordmann>]o .",
      [".", "Kari Nordmann NOR"]),
    Case(
      "a title after the name gives it, too",
      "[<Ines Duarte>]s , the defence minister of Portugal , ~arrived=arrive in [<Madrid>] .",
      ["Ines Duarte PRT", "Spain ESP"]),
    Case(
      "a possessor gives its country",
      "[Peru 's interior minister <Luis Ramos>]s ~resigned=resign . / [<Ramos>]s ~left=leave .",
      ["Luis Ramos PER", "Luis Ramos PER"]),
    Case(
      "a person's aide is of that person's country",
      "[French President <Emmanuel Macron>]s ~spoke=speak . / "
        + "[<Macron> 's adviser <Jeanne Petit>]s ~agreed=agree .",
      ["Emmanuel Macron FRA", "Emmanuel Macron FRA", "Jeanne Petit FRA"]),
    Case(
      "a Korean is called by the first word, a Westerner by the last",
      "[South Korean lawmaker <Han Bo-ra>]s ~met=meet [German lawmaker <Karl Brandt>]o . / "
        + "[<Han>]s ~thanked=thank [<Brandt>]o .",
      ["Han Bo-ra KOR", "Karl Brandt DEU", "Han Bo-ra KOR", "Karl Brandt DEU"]),
    Case(
      "of two with one family name the title decides",
      "[Chinese President <Li Wen>]s ~met=meet [Chinese businessman <Li Tao>]o . / "
        + "[President <Li>]s ~left=leave .",
      ["Li Wen CHN", "Li Tao CHN", "Li Wen CHN"]),
    Case(
      "an article's own Jordan is no country",
      "[US envoy <Mary Jordan>]s ~spoke=speak . / [Ms <Jordan>]s ~left=leave for [<Jordan>] .",
      ["Mary Jordan USA", "Mary Jordan USA", "."]),
    Case(
      "a country, its capital and its seat of government are the state",
      "[<Russia>]s ~protested=protest . / [<Moscow>]s ~objected=object . / "
        + "[the <Kremlin>]s ~agreed=agree .",
      ["Russia RUS", "Russia RUS", "Russia RUS"]),
    Case(
      "Korea alone is the one that the article is about",
      "[<North Korea>]s ~fired=fire . / [<Pyongyang>]s ~spoke=speak . / [<Korea>]s ~waits=wait .",
      ["North Korea PRK", "North Korea PRK", "North Korea PRK"]),
    Case(
      "the North needs a country of that name",
      "[<South Korea>]s ~asked=ask [<North Korea>]o . / [the <North>]s ~refused=refuse . / "
        + "[the <South>]s ~waited=wait .",
      ["South Korea KOR", "North Korea PRK", "North Korea PRK", "South Korea KOR"]),
    Case(
      "a region of a country that is none is nobody",
      "[<Italy>]s ~taxed=tax [the <North>]o .", ["Italy ITA", "-"]),
    Case(
      "the union and the council have their codes",
      "[The <European Union>]s ~asked=ask [the <UN Security Council>]o . / [the <EU>]s ~left=leave",
      ["European Union IGO:EU", "UN Security Council IGO:UN", "European Union IGO:EU"]),
    Case(
      "two spellings of one name are one person",
      "[Mr <Lee Bo Min>]s ~came=come . / [South Korean envoy <Lee Bo-Min>]s ~left=leave .",
      ["Lee Bo Min KOR", "Lee Bo Min KOR"]),
  ]

  static let offices: [Case] = [
    Case(
      "a leader known by office needs no country in the text",
      "[<Angela Merkel>]s ~spoke=speak . / [<Merkel>]s ~left=leave .",
      ["Angela Merkel DEU", "Angela Merkel DEU"], day: "2015-03-01"),
    Case(
      "a lone family name with its title is looked up",
      "[German Chancellor <Merkel>]s ~spoke=speak .", ["Angela Merkel DEU"], day: "2015-03-01"),
    Case(
      "the day says who the president was",
      "[<France>]s ~waits=wait . / [the French president]s ~spoke=speak .",
      ["France FRA", "François Hollande FRA"], day: "2014-06-01"),
    Case(
      "the year in the text does where the day is not known",
      "In 2019 [the French president]s ~spoke=speak .", ["Emmanuel Macron FRA"]),
  ]

  static let described: [Case] = [
    Case(
      "the government and the side are the state",
      "[the Polish government]s ~refused=refuse . / [the Polish side]s ~agreed=agree .",
      ["Poland POL", "Poland POL"]),
    Case(
      "the foreign ministry is its possessor's, and the ministry goes on being it",
      "[Warsaw 's foreign ministry]s ~said=say . / [the ministry]s ~added=add .",
      ["Poland POL", "Poland POL"]),
    Case(
      "troops and companies keep their phrase and take the country of their adjective",
      "[Kenyan troops]s ~entered=enter [<Somalia>]o and [Kenyan oil companies]s ~left=leave .",
      ["Kenyan troops KEN", "Somalia SOM", "Kenyan oil companies KEN"]),
    Case(
      "its companies are the companies of the country",
      "[<Japan>]s ~complained=complain that [{its}p companies]s ~suffer=suffer .",
      ["Japan JPN", "Japan JPN", "Japanese companies JPN"]),
    Case(
      "a group without a country has none",
      "[Rebels]s ~attacked=attack [villagers]o in [<Mali>] .",
      ["Rebels ?", "villagers ?", "Mali MLI"]),
    Case(
      "the president is the one of the article",
      "[Brazilian President <Ana Souza>]s ~met=meet [Chilean Foreign Minister <Juan Rojas>]o . / "
        + "[The president]s ~thanked=thank [the Chilean minister]o .",
      ["Ana Souza BRA", "Juan Rojas CHL", "Ana Souza BRA", "Juan Rojas CHL"]),
    Case(
      "a former government is not the state of today",
      "[the former Greek government]s ~signed=sign .", ["former Greek government GRC"]),
    Case(
      "a counterpart is named beside the word",
      "[Thai Prime Minister <Somchai Dee>]s and [{his}p Lao counterpart <Kham Souk>]c ~met=meet .",
      ["Somchai Dee THA", "Somchai Dee THA", "Kham Souk LAO"]),
    Case(
      "a counterpart without a name is whoever holds the office there",
      "[Thai Prime Minister <Somchai Dee>]s and [Lao Prime Minister <Kham Souk>]c ~met=meet . / "
        + "[<Somchai>]s ~thanked=thank [{his}p counterpart]o .",
      ["Somchai Dee THA", "Kham Souk LAO", "Somchai Dee THA", "Somchai Dee THA", "Kham Souk LAO"]),
    Case(
      "a counterpart's title is not needed where leaders are of two countries",
      "[Indian President <Asha Rao>]s ~met=meet [Nepali President <Hari Thapa>]o . / "
        + "[The leaders]s of Nepal and India ~agreed=agree .",
      ["Asha Rao IND", "Hari Thapa NPL", "Hari Thapa NPL+Asha Rao IND"]),
    Case(
      "heads of state are one noun",
      "[Indian President <Asha Rao>]s ~met=meet [Nepali President <Hari Thapa>]o . / "
        + "[The two heads]s of state ~agreed=agree .",
      ["Asha Rao IND", "Hari Thapa NPL", "Asha Rao IND+Hari Thapa NPL"]),
    Case(
      "opposition to something is no party",
      "[<Ghana>]s ~stated=state [{its}p opposition]o to the plan .",
      ["Ghana GHA", "Ghana GHA", "-"]),
    Case(
      "somebody's predecessor is called so",
      "[Kenyan President <Amos Otieno>]s ~blamed=blame [{his}p predecessor]o .",
      ["Amos Otieno KEN", "Amos Otieno KEN", "Amos Otieno's predecessor KEN"]),
    Case(
      "a people's forces are not the country's that the article is about",
      "[<Iraq>]s ~sent=send [Iraqi troops]o . / [The Kurdish militia]s ~waited=wait .",
      ["Iraq IRQ", "Iraqi troops IRQ", "Kurdish militia ?"]),
    Case(
      "a title that the name cut in two is no name",
      "US Secretary of [<State Ann Miller>]s ~arrived=arrive . / [<Miller>]s ~left=leave .",
      ["Ann Miller USA", "Ann Miller USA"]),
    Case(
      "news agencies are named, not known as actors",
      "[<Reuters>]s ~reported=report [the news]o .", ["Reuters GBR", "-"]),
  ]

  static let pronouns: [Case] = [
    Case(
      "he is the subject before",
      "[Iraqi President <Omar Aziz>]s ~met=meet [Syrian envoy <Sami Nasr>]o . / "
        + "{He}s ~left=leave .",
      ["Omar Aziz IRQ", "Sami Nasr SYR", "Omar Aziz IRQ"]),
    Case(
      "an object is never its own subject",
      "[Iraqi President <Omar Aziz>]s ~met=meet [Syrian envoy <Sami Nasr>]o . / "
        + "[<Aziz>]s ~thanked=thank {him}o .",
      ["Omar Aziz IRQ", "Sami Nasr SYR", "Omar Aziz IRQ", "Sami Nasr SYR"]),
    Case(
      "she is the woman",
      "[Mr <Paul Weber>]s ~met=meet [Ms <Rita Blum>]o . / {She}s ~left=leave .",
      ["Paul Weber ?", "Rita Blum ?", "Rita Blum ?"]),
    Case(
      "it is the state, not the president",
      "[<Chile>]s ~asked=ask [Peruvian President <Luz Vega>]o . / {It}s ~waits=wait .",
      ["Chile CHL", "Luz Vega PER", "Chile CHL"]),
    Case(
      "they are the two joined before",
      "[Iraqi President <Omar Aziz>]s and [Syrian envoy <Sami Nasr>]c ~met=meet . / "
        + "{They}s ~agreed=agree .",
      ["Omar Aziz IRQ", "Sami Nasr SYR", "Omar Aziz IRQ+Sami Nasr SYR"]),
    Case(
      "a pronoun that opens a sentence may mean the subject after it",
      "[Iraqi President <Omar Aziz>]s ~met=meet [Syrian President <Sami Nasr>]o . / "
        + "In [{their}p statement] [the two leaders]s ~agreed=agree .",
      ["Omar Aziz IRQ", "Sami Nasr SYR", "Omar Aziz IRQ+Sami Nasr SYR", "-", "."]),
    Case(
      "he who notes at a sentence's end is he who spoke before",
      "[Iraqi envoy <Omar Aziz>]s ~said=say [<Syria>]s ~agreed=agree . / "
        + "[Syrian President <Sami Nasr>]s ~left=leave , {he}s ~noted=note .",
      ["Omar Aziz IRQ", "Syria SYR", "Sami Nasr SYR", "Omar Aziz IRQ"]),
    Case(
      "it goes on being the country",
      "[<Chile>]s ~waits=wait . / {It}s ~said=say so .", ["Chile CHL", "Chile CHL"]),
    Case(
      "who speaks of us speaks for the country",
      "[<Chile>]s ~agreed=agree with [<Peru>] . / \" {We}s ~thank=thank [<Peru>]o , \" "
        + "[Chilean Foreign Minister <Eva Soto>]s ~said=say .",
      ["Chile CHL", "Peru PER", "Chile CHL", "Peru PER", "Eva Soto CHL"]),
  ]

  static let placed: [Case] = [
    Case(
      "a leader whom news calls by the family name needs no day",
      "[<Erdogan>]s ~called=call [<Putin>]o .",
      ["Recep Tayyip Erdoğan TUR", "Vladimir Putin RUS"]),
    Case(
      "a family name of the heads of several countries is nobody's",
      "[<Kim>]s ~spoke=speak .", ["-"]),
    Case(
      "a court is of the place that it is in",
      "[A court]s in [<Istanbul>] ~ruled=rule . / [An Istanbul court]s ~agreed=agree .",
      ["court TUR", ".", "Istanbul court TUR"]),
    Case(
      "a counterpart's country stands before the word, the name after it",
      "[Iraqi Prime Minister <Ali Hadi>]s ~met=meet his Jordanian counterpart , "
        + "[<Omar Nasser>]o .",
      ["Ali Hadi IRQ", "Omar Nasser JOR"]),
    Case(
      "counterparts whom the article does not name are of their country",
      "[Indian officials]s ~met=meet [their Chinese counterparts]o .",
      ["Indian officials IND", "Chinese counterparts CHN"]),
    Case(
      "who leads a coalition or bears a militant says whose it is",
      "[The Saudi-led coalition]s ~hit=hit [a UK-born militant]o .",
      ["Saudi-led coalition SAU", "UK-born militant GBR"]),
  ]

  static let several: [Case] = [
    Case(
      "the two sides are the two countries spoken of",
      "[<India>]s and [<Nepal>]c ~agreed=agree . / [The two sides]s ~signed=sign .",
      ["India IND", "Nepal NPL", "India IND+Nepal NPL"]),
    Case(
      "both countries are those of the persons spoken of",
      "[Indian Foreign Minister <Asha Rao>]s ~met=meet [Nepali envoy <Hari Thapa>]o . / "
        + "[Both countries]s ~agreed=agree .",
      ["Asha Rao IND", "Hari Thapa NPL", "India IND+Nepal NPL"]),
    Case(
      "the two leaders are persons",
      "[Indian President <Asha Rao>]s ~met=meet [Nepali President <Hari Thapa>]o . / "
        + "[The two leaders]s ~agreed=agree .",
      ["Asha Rao IND", "Hari Thapa NPL", "Asha Rao IND+Hari Thapa NPL"]),
    Case(
      "two adjectives before leaders are two leaders",
      "[Indian President <Asha Rao>]s ~met=meet [Nepali President <Hari Thapa>]o . / "
        + "[The Nepali and Indian leaders]s ~agreed=agree .",
      ["Asha Rao IND", "Hari Thapa NPL", "Hari Thapa NPL+Asha Rao IND"]),
    Case(
      "the two Koreas", "[The two Koreas]s ~met=meet .", ["South Korea KOR+North Korea PRK"]),
  ]

  @Test func `a group that nothing places has only a likely country`() throws {
    let analysis = ActorMarkup.analysis(
      "[<Bolivia>]s ~voted=vote . / [Protesters]s ~marched=march in [<La Paz>] .")
    let resolution = ActorResolver().resolve(analysis)
    let protesters = try #require(resolution.actors.first { $0.name == "Protesters" })
    #expect(protesters.country == nil)
    #expect(protesters.contextCountry == "BOL")
  }

  @Test func `an actor knows what it is and why`() throws {
    let analysis = ActorMarkup.analysis(
      "[<Xinhua>]s ~quoted=quote [Chilean army chief <Juan Rojas>]o . / [Protesters]s ~marched .")
    let actors = ActorResolver().resolve(analysis).actors
    try #require(actors.count == 3)
    #expect(actors[0].isMedia)
    #expect(actors[1].sector == .military)
    #expect(actors[1].role == "army chief")
    #expect(actors[1].isPerson)
    #expect(actors[2].isPlural)
    #expect(actors[2].sector == .civilian)
    #expect(actors.allSatisfy { !$0.reason.isEmpty && !$0.mentions.isEmpty })
  }
}
