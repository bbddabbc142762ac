import Coding
import Ontology
import Testing
import Text

/// Sentences against the events that they tell, read on Wednesday, 2019-06-12.
@Suite struct EventTests {

  private static func code(_ text: String) throws -> [Event] {
    EventCoder().code(try caseArticle(text)).events
  }

  @Test(arguments: [
    ("France imposed sanctions on Iran on Monday.", "SANCTION discontinue FRA > IRN"),
    ("Brazil has expelled two Chilean diplomats.", "SANCTION expel BRA > CHL"),
    ("Two Chilean diplomats were expelled by Brazil.", "SANCTION expel BRA > CHL"),
    ("India and Pakistan exchanged fire along the border.", "ASSAULT firearms IND+PAK >"),
    ("Germany and Poland agreed to work together on energy.", "AGREE DEU+POL >"),
    ("Japan lifted its sanctions on Russia.", "CONCEDE JPN > RUS"),
    ("Kenya withdrew its troops from Somalia.", "RETREAT withdraw KEN > SOM"),
    ("Egypt condemned the Israeli attack on Gaza.", "ACCUSE disapprove EGY > ISR"),
    ("China's retaliation against Australia hurt farmers.", "SANCTION discontinue CHN > AUS"),
    ("The Kremlin thanked Turkey for releasing the pilots.", "SUPPORT RUS > TUR"),
    (
      "Polish Foreign Minister Jan Nowak held talks with his German counterpart Anna Vogel on Monday "
        + "in Bonn.", "CONSULT DEU+POL >"
    ),
  ])
  func `a frame gives the type and both sides`(sentence: String, expected: String) throws {
    #expect(try Self.code(sentence).map(caseLine) == [expected])
  }

  /// Who does what an infinitive says: after verbs of contact the caller, after urging the urged.
  @Test(arguments: [
    (
      "French President Emmanuel Macron phoned the new Thai prime minister to congratulate him.",
      "SUPPORT FRA >"
    ),
    ("Chile's president visited Peru to apologize for the raid.", "CONCEDE CHL >"),
    ("Norway's envoy met Kenyan ministers to condemn the arrests.", "ACCUSE disapprove NOR >"),
    ("Norway asked Kenya to condemn the arrests.", "REQUEST change NOR > KEN"),
  ])
  func `an infinitive has its subject`(sentence: String, expected: String) throws {
    let lines = try Self.code(sentence).map(caseLine)
    #expect(lines.contains { $0.hasPrefix(expected) }, "\(lines)")
  }

  @Test(arguments: [
    (
      "Thai President Somchai Dee and his Lao counterpart Kham Souk agreed to open the border.",
      "AGREE LAO+THA >"
    ),
    (
      "Kenya's foreign minister and her Ugandan counterpart Ruth Okello agreed on Monday to share "
        + "water.", "AGREE KEN+UGA >"
    ),
    ("Thai President Somchai Dee agreed to meet his Lao counterpart.", "AGREE THA > LAO"),
  ])
  func `counterparts act together where they are joined`(
    sentence: String, expected: String
  ) throws {
    let lines = try Self.code(sentence).map(caseLine)
    #expect(lines.contains(expected), "\(lines)")
  }

  @Test(arguments: [
    ("France threatened to impose sanctions on Iran.", "THREATEN relations FRA > IRN"),
    ("France refused to hold talks with Iran.", "REJECT meet FRA > IRN"),
    ("France will not hold talks with Iran.", "REJECT meet FRA > IRN"),
    ("France urged Iran to hold talks with Israel.", "REQUEST meet FRA > IRN"),
    ("France pledged to send aid to Ukraine.", "AGREE FRA > UKR"),
    ("France will send troops to Mali.", "MOBILIZE troops future FRA > MLI"),
    ("The French foreign minister will visit Japan next week.", "AGREE FRA > JPN"),
    ("Kenya may withdraw its troops from Somalia.", "RETREAT withdraw hypothetical KEN > SOM"),
    ("Norway said that Russia should release the sailors.", "REQUEST change NOR > RUS"),
  ])
  func `operators compose over what they govern`(sentence: String, expected: String) throws {
    #expect(try Self.code(sentence).map(caseLine) == [expected])
  }

  @Test(arguments: [
    "Relations between Greece and Turkey are sour.",
    "The minister attended a concert in Vienna.",
    "Sweden looked for ways to improve ties with Denmark.",
    "Reuters reported from Cairo on Monday.",
    "The March 10 meeting was short.",
  ])
  func `what tells no act of anybody makes no event`(sentence: String) throws {
    #expect(try Self.code(sentence).map(caseLine) == [])
  }

  @Test(arguments: [
    ("Peru's president resigned a day after Chile expelled two Peruvian diplomats.", "2019-06-11"),
    ("Norway recalled its envoy days after Russia arrested two Norwegian sailors.", "2019-06~"),
    ("France and Spain agreed to hold talks next month.", "2019-06-12"),
    ("France has expelled two Chilean diplomats.", "2019-06-12"),
    ("Poland accused Belarus of spying. France has expelled two Chilean diplomats.", "2019~"),
    ("Poland accused Belarus of spying. France had expelled two Chilean diplomats.", "none"),
    ("Iran has long threatened to close the strait to US ships.", "none"),
    ("France arrested two Chilean sailors before the Sept. 8 vote.", "2019-06-12"),
    (
      "On Monday, Japan recalled its envoy to Peru. It expelled two Peruvian diplomats.",
      "2019-06-10"
    ),
  ])
  func `the last event is dated by words, aspect or what was told before`(
    text: String, date: String
  ) throws {
    #expect(try Self.code(text).last.map { $0.date ?? "none" } == date)
  }

  @Test func `a joint act is not of the day on which one side reports it`() throws {
    let events = try Self.code(
      "Peru and Chile have agreed to open the border, Peru's foreign ministry said Tuesday. "
        + "Peru's foreign minister held talks with Chile's foreign minister on Monday.")
    #expect(events.map(\.date) == ["2019-06-10", "2019-06-10"])
  }

  @Test(arguments: [
    ("The Afghan government freed three Americans.", "Afghan government > three Americans"),
    ("Iran arrested more than two million Poles.", "Iran > Poles"),
    ("Iran condemned Ana Ruiz, the Spanish student who was arrested by Iran.", "Iran > Ana Ruiz"),
    ("Greek and Turkish leaders met in Athens.", "Greek leaders+Turkish leaders > "),
    ("The Chinese and Russian drills began in May.", "China+Russia > "),
    ("India's Modi and Australia's Morrison met.", "Narendra Modi+Scott Morrison > "),
    ("The heads of state of Peru met Chile's envoy.", "heads of state of Peru+Chile's envoy > "),
    ("On Friday, Spanish gunmen killed a Dane.", "Spanish gunmen > Dane"),
  ])
  func `sides are called what the text calls them`(text: String, names: String) throws {
    let found = try Self.code(text).map { event in
      event.actors.map(\.name).joined(separator: "+") + " > "
        + event.recipients.map(\.name).joined(separator: "+")
    }
    #expect(Set(found) == [names])
  }

  @Test(
    arguments: [
      // Threats, force and promises reach the other party of an article of two; demands nobody.
      (
        "Poland met France. France threatened to act. Poland and France agreed.",
        EventType.threaten,
        ["POL"]
      ),
      ("France met Poland. Poland met France. French jets bombed the port.", .assault, ["POL"]),
      ("France demanded an end to it. Poland met France. Poland thanked France.", .request, []),
    ] as [(String, EventType, [String])])
  func `who is not named is understood where an act needs somebody`(
    text: String, type: EventType, recipients: [String]
  ) throws {
    let found = try Self.code(text).filter { $0.type == type }
    #expect(found.map { $0.recipients.compactMap(\.country) } == [recipients])
  }

  @Test func `sides that are named are surer than sides that are understood`() throws {
    let named = try Self.code("France arrested two Chilean sailors.").first?.confidence ?? 0
    let vague = try Self.code("Gunmen attacked Kenyan soldiers.").first?.confidence ?? 1
    #expect(named > vague)
  }

  @Test func `who takes part in a call is asked what is asked in it`() throws {
    let events = try Self.code(
      "In a phone call with Angela Merkel, Emmanuel Macron urged restraint.")
    #expect(
      events.map(caseLine) == ["CONSULT phone DEU+FRA >", "REQUEST change FRA > DEU"])
  }

  @Test func `one act told twice is one event`() throws {
    let events = try Self.code(
      "Canada expelled a Cuban diplomat on Monday. The expulsion of the Cuban diplomat angered few."
    )
    #expect(events.map(caseLine) == ["SANCTION expel CAN > CUB"])
    #expect(events.first?.date == "2019-06-10")
  }

  @Test func `evidence holds the trigger and lies within the text`() throws {
    let text = "Peru and Bolivia signed a treaty in Lima on Tuesday, their ministers said."
    for event in try Self.code(text) {
      #expect(event.evidence.lower <= event.trigger.lower)
      #expect(event.trigger.upper <= event.evidence.upper)
      #expect(event.evidence.upper <= text.utf8.count)
      #expect((0...1).contains(event.confidence))
    }
  }
}
