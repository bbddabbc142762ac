import Coding
import Testing
import Text

/// When events were, of articles that were published on Wednesday, 2019-06-12: each case is an
/// article, the word that carries the event, and its date.
@Suite struct DatingTests {
  private static func dates(_ text: String, of trigger: String) throws -> [String] {
    let article = try caseArticle(text)
    let coded = EventCoder().code(article)
    return coded.events.filter { article.source[$0.trigger] == trigger }.map { $0.date ?? "none" }
  }

  private static let lead = "Peru expelled two diplomats of Chile on Monday.\n"

  @Test(arguments: [
    // The perfect.
    ("Chile has condemned the bombing of the port by Peru.", "condemned", "2019-06-12"),
    (lead + "Kenya has condemned the bombing of the port by Chad.", "condemned", "2019~"),
    (lead + "While praising Ghana, Kenya has also condemned Chad.", "praising", "2019~"),
    (
      lead
        + "Kenya's envoy Ann Otieno left on May 3. Kenya has since expelled two diplomats of Chad.",
      "expelled", "2019-06-10"
    ),
    (
      lead + "Troops of Chad invaded Kenya on May 3. Kenya has since bombed the port of Chad.",
      "bombed",
      "2019-05-03/2019-06-12"
    ),
    (
      lead + "Kenya has bombed two ports of Chad since the war began in May.", "bombed",
      "2019-05/2019-06-12"
    ),
    (lead + "Kenya had condemned the bombing by Chad.", "condemned", "none"),
    // What is told by the way.
    (lead + "The envoy praised Ana Ruiz of Peru, who condemned Chile.", "condemned", "none"),
    (lead + "Kenya, which condemned Chile, is a neighbour of Chad.", "condemned", "none"),
    // What holds.
    (lead + "Kenya supports the rebels of Chad.", "supports", "none"),
    ("Kenya accuses Chad of arming the rebels.", "accuses", "2019-06-12"),
    // Words of time that are another clause's.
    (
      "Kenya condemned Chad on Monday after its troops invaded Mali on Friday.", "condemned",
      "2019-06-10"
    ),
    (
      "Kenya condemned Chad on Monday after its troops invaded Mali on Friday.", "invaded",
      "2019-06-07"
    ),
    (lead + "The war has lasted for ten years; Kenya condemned Chad.", "condemned", "2019-06-10"),
    // Told before.
    (
      lead + "Troops of Chad invaded Kenya on May 3. Two days later Kenya bombed Chad.", "bombed",
      "2019-05-05"
    ),
    (lead + "Kenya bombed a port of Chad a day earlier.", "bombed", "2019-06-09"),
    // Two days, the time of a setting, of the verb before.
    (
      lead + "On Sunday night and Monday, Kenya bombed a port of Chad.", "bombed",
      "2019-06-09/2019-06-10"
    ),
    (
      lead + "Kenya arrested ten men of Chad on Saturday and Sunday.", "arrested",
      "2019-06-08/2019-06-09"
    ),
    (lead + "On Sunday Kenya met Chad and on Monday it bombed Mali.", "bombed", "2019-06-10"),
    (
      lead + "Ten were hurt at a rally on Saturday at which police of Kenya fired tear gas.",
      "fired",
      "2019-06-08"
    ),
    (lead + "In 2017 Kenya seized a ship of Chad and expelled its envoy.", "expelled", "2017"),
    (lead + "The envoy praised Ana Ruiz of Peru, who is visiting Chile.", "visiting", "2019-06-10"),
    (
      lead + "It acted a day after Kenya said it would expel the envoy of Chad.", "expel",
      "2019-06-09"
    ),
    (
      lead + "Kenya bombed Mali on Saturday, a day after Chad expelled its envoy.", "expelled",
      "2019-06-07"
    ),
    (
      lead + "Kenya bombed Mali on Saturday, days after Chad expelled its envoy on May 3.",
      "expelled",
      "2019-05-03"
    ),
    (
      lead + "Kenya bombed Mali on Saturday, three days after Chad expelled its envoy.", "expelled",
      "2019-06-05"
    ),
    (
      lead + "Kenya expelled an envoy on Monday, two years after Chad arrested ten of its men.",
      "arrested", "2017"
    ),
    (lead + "Kenya's 1998 invasion of Chad was short.", "invasion", "1998"),
    // The present tells of days to come, the past of those gone by.
    (lead + "Kenya's president visits Ghana on Friday.", "visits", "2019-06-14"),
    (lead + "Kenya's president visited Ghana on Friday.", "visited", "2019-06-07"),
    // From a later time zone.
    ("Kenya condemned Chad on Thursday.", "condemned", "2019-06-13"),
    ("Kenya praised Chad on Monday. It condemned Mali on Thursday.", "condemned", "2019-06-06"),
    // A verb in the middle of its sentence's one time.
    ("In May, Kenya expelled two diplomats of Chad.", "expelled", "2019-05"),
    (
      "Kenya met Chad for talks where on Sunday President Ada Moe of Ghana condemned Mali.",
      "condemned", "2019-06-09"
    ),
  ])
  func `an event has its day`(text: String, trigger: String, date: String) throws {
    let found = try Self.dates(text, of: trigger)
    #expect(found.contains(date), "\(found)")
  }
}
