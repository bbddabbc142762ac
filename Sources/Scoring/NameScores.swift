/// How many of those who take part in the events of marked articles a reader finds with their whole
/// name and their country.
///
/// A name counts as found where the reader has an actor of that name in the article, capitals,
/// spaces and signs aside, and of that country. Each name and country counts once an article.
public struct NameScores: Sendable {
  /// Somebody with a country, ISO 3166 alpha-3 or `IGO:...`; nil where there is none.
  public struct Named: Hashable, Sendable {
    /// The name as written.
    public let name: String
    /// The country.
    public let country: String?

    /// Somebody of this name and country; an empty country is none.
    public init(name: String, country: String?) {
      self.name = name
      self.country = country == "" ? nil : country
    }

    /// Whether it is the name of a person, country or body: every word but small ones has a capital
    /// ("Bank of Italy"). All others describe ("Italian voters").
    public var isProper: Bool {
      let words = name.split(separator: " ")
      let isCapitalised = words.allSatisfy { word in
        Self.smallWords.contains(String(word))
          || word.unicodeScalars.first { $0 != "\"" && $0 != "'" }.map {
            $0.properties.isUppercase || ("0"..."9").contains($0)
          } == true
      }
      return isCapitalised && !words.isEmpty
    }

    private static let smallWords: Set<String> = [
      "al", "and", "bin", "da", "de", "del", "der", "di", "for", "in", "of", "on", "the", "van",
      "von",
    ]
  }

  /// Right and all of one kind of name.
  public struct Tally: Sendable {
    /// Those found with whole name and country.
    public fileprivate(set) var right = 0
    /// All that the articles have.
    public fileprivate(set) var gold = 0

    /// The share found, in per cent.
    public var percent: Double { gold == 0 ? 0 : 100 * Double(right) / Double(gold) }
  }

  /// The names of persons, countries and bodies.
  public private(set) var proper = Tally()
  /// Everybody else, by a description.
  public private(set) var described = Tally()

  /// Nobody yet.
  public init() {}

  /// Counts the sides of one article's events among the actors found in it; returns those missed.
  @discardableResult
  public mutating func add(gold: some Sequence<Named>, found: some Sequence<Named>) -> [Named] {
    let known = Set(found.map(Key.init))
    var seen: Set<Named> = []
    var missed: [Named] = []
    for side in gold where seen.insert(side).inserted {
      let isRight = known.contains(Key(side))
      if !isRight { missed.append(side) }
      if side.isProper {
        proper.gold += 1
        proper.right += isRight ? 1 : 0
      } else {
        described.gold += 1
        described.right += isRight ? 1 : 0
      }
    }
    return missed
  }

  private struct Key: Hashable {
    let letters: String
    let country: String?

    init(_ named: Named) {
      letters = named.name.lowercased().filter { $0.isLetter || $0.isNumber }
      country = named.country
    }
  }
}
