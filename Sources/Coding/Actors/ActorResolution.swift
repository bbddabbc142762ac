public import Ontology

/// Somebody or something that an article speaks of, with everything the article calls it.
public struct ResolvedActor: Sendable {
  /// The fullest name that the article gives; a country's usual name; the phrase of a nameless one.
  public var name: String
  /// ISO 3166 alpha-3 or `IGO:...`; nil where it belongs to none or it is not said.
  public var country: String?
  /// The country that the whole article is about, where nothing states one for a group of a kind
  /// that belongs somewhere ("protesters", "rebels"): a likely country, not a stated one.
  public var contextCountry: String?
  /// What it is in its society.
  public var sector: Sector
  /// The office or noun that says what it is ("foreign minister"), empty where nothing does.
  public var role: String
  /// Whether it is a news agency, paper or reporter: it reports and does not act.
  public var isMedia: Bool
  /// Whether it is one person.
  public var isPerson: Bool
  /// Whether it is a woman, where title, role or given name says so.
  public var isFemale: Bool?
  /// Whether it stands for several ("protesters").
  public var isPlural: Bool
  /// How it was resolved, in words for a reader.
  public var reason: String
  /// The places of its mentions in `Analysis.mentions`, in order.
  public var mentions: [Int]
}

/// Who is meant by each mention of an article.
public struct ActorResolution: Sendable {
  /// Everybody met, in order of first mention.
  public let actors: [ResolvedActor]
  /// For each mention the place in `actors` of the one it means; nil where it means none or several.
  public let actorOfMention: [Int?]
  private let actorsOfMention: [[Int]]
  private let organNames: [Int: String]

  init(actors: [ResolvedActor], actorsOfMention: [[Int]], organNames: [Int: String] = [:]) {
    self.actors = actors
    self.actorsOfMention = actorsOfMention
    self.organNames = organNames
    actorOfMention = actorsOfMention.map { $0.count == 1 ? $0[0] : nil }
  }

  /// What an organ of a state is called where a mention of it means the state itself ("Norway's
  /// foreign ministry" also for "the ministry"); nil for all other mentions.
  public func organName(ofMention mention: Int) -> String? {
    organNames[mention]
  }

  /// The places in `actors` of all that a mention means: several for "the two sides", none for a
  /// mention of no actor.
  public func actors(ofMention mention: Int) -> [Int] {
    actorsOfMention[mention]
  }
}
