public import Linguistics
public import Ontology

/// Says who is meant by each mention of an article.
///
/// What the article itself says comes first ("Norwegian Foreign Minister Kari Moe"), then
/// who held which office when, then the dictionary's names, then what a noun says ("Chinese
/// troops"). Mentions of one actor are gathered: family names, titles, "the president", capitals
/// for governments, pronouns, "the two sides".
///
/// It works in three rounds: full names make the actors; what stands around all of their mentions
/// settles country and office; then the text is read from the start with its descriptions and
/// pronouns, which need to know who was spoken of last.
public struct ActorResolver: Sendable {
  private let dictionary: ActorDictionary

  /// A resolver that knows the world of `dictionary`.
  public init(dictionary: ActorDictionary = .shared) {
    self.dictionary = dictionary
  }

  /// The actors of an article; `day` is its day (ISO, to the year, month or day) where it is known,
  /// and decides who "the president" was.
  public func resolve(_ analysis: Analysis, day: String? = nil) -> ActorResolution {
    var reading = ArticleReading(analysis: analysis, dictionary: dictionary, day: day)
    reading.gatherNamedPersons()
    reading.settlePersons()
    reading.readThrough()
    return reading.resolution()
  }
}
