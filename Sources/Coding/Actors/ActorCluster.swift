import Ontology

/// An actor while its mentions are being gathered.
struct ActorCluster {
  /// What it is, as far as reference is concerned.
  enum Sort {
    /// Somebody with a name.
    case person
    /// Somebody without one ("a Chinese envoy").
    case namelessPerson
    case state
    case body
    /// Several persons or things without a name ("Chinese troops").
    case group
  }

  /// One mention, for who is in the reader's mind.
  struct Trace {
    var token: Int
    var sentence: Int
    /// 2 for a subject, 1 for others.
    var weight: Double
    /// Whether it stands outside the running text, which goes on as if it were not there.
    var isAside: Bool
  }

  var sort: Sort
  var name: String
  var country: String?
  var sector: Sector
  var role = ""
  var kinds: OfficeKinds = []
  var isFemale: Bool?
  var isMedia = false
  var isPlural = false
  var reason: String
  /// Every name that the article gives, in order of appearance, and how often.
  var surfaces: [(text: String, form: PersonName, count: Int)] = []
  /// Family names in the form of `PersonName`, as far as they are known.
  var familyNames: [String] = []
  var mentions: [Int] = []
  /// Where it was mentioned.
  var traces: [Trace] = []

  init(sort: Sort, name: String, country: String?, sector: Sector, reason: String) {
    self.sort = sort
    self.name = name
    self.country = country
    self.sector = sector
    self.reason = reason
  }

  /// Whether it is one person, named or not.
  var isPerson: Bool { sort == .person || sort == .namelessPerson }

  /// The longest form of its name.
  var fullForm: PersonName? {
    surfaces.max { $0.form.words.count < $1.form.words.count }?.form
  }

  /// Notes a name as the article writes it, and takes the fullest and most frequent as its own.
  ///
  /// A spelling of the running text counts more than any of a caption or headline.
  mutating func addSurface(_ text: String, _ form: PersonName, isInText: Bool) {
    let weight = isInText ? 100 : 1
    if let place = surfaces.firstIndex(where: { $0.text == text }) {
      surfaces[place].count += weight
    } else {
      surfaces.append((text, form, weight))
    }
    let longest = surfaces.map(\.form.words.count).max() ?? 0
    let fullest = surfaces.filter { $0.form.words.count == longest }
    // `max` takes the first of equals, here of equally frequent spellings.
    let best = fullest.max { $0.count < $1.count }
    if let best, best.form.words.count >= PersonName(tokens: [name]).words.count {
      name = best.text
    }
  }
}

/// Actors joined by "and", or one alone.
struct ActorGroup {
  /// The token of the first of them.
  var head: Int
  var sentence: Int
  var isSubject: Bool
  /// Whether it stands in a caption.
  var isAside: Bool
  var actors: [Int]
}

/// Everybody met so far in an article, and how much they are in the reader's mind.
struct ActorRegistry {
  private(set) var clusters: [ActorCluster] = []
  private var states: [String: Int] = [:]
  private var named: [String: Int] = [:]

  subscript(actor: Int) -> ActorCluster {
    get { clusters[actor] }
    set { clusters[actor] = newValue }
  }

  /// Adds an actor.
  mutating func add(_ cluster: ActorCluster) -> Int {
    clusters.append(cluster)
    return clusters.count - 1
  }

  /// The state with a code, by its usual name.
  mutating func state(_ code: String, reason: String) -> Int {
    if let known = states[code] { return known }
    let name = CountryCode.name(code) ?? code
    let isBody = code.hasPrefix("IGO:")
    states[code] = add(
      ActorCluster(
        sort: isBody ? .body : .state, name: name, country: code,
        sector: isBody ? .international : .government, reason: reason))
    return clusters.count - 1
  }

  /// The actor registered under a key, made by `make` when there is none.
  mutating func actor(_ key: String, make: () -> ActorCluster) -> Int {
    if let known = named[key] { return known }
    named[key] = add(make())
    return clusters.count - 1
  }

  /// Notes that an actor was mentioned.
  mutating func touch(
    _ actor: Int, token: Int, sentence: Int, isSubject: Bool, isAside: Bool
  ) {
    clusters[actor].traces.append(
      ActorCluster.Trace(
        token: token, sentence: sentence, weight: isSubject ? 2 : 1, isAside: isAside))
  }

  /// How much an actor is in mind at a sentence: mentions fade by a third with every sentence, and
  /// whoever the article is about stays in mind throughout.
  func salience(of actor: Int, at sentence: Int) -> Double {
    var sum = 0.0
    for trace in clusters[actor].traces {
      let distance = min(max(0, sentence - trace.sentence), 12)
      var weight = trace.isAside ? trace.weight / 4 : trace.weight
      for _ in 0..<distance { weight *= 0.67 }
      sum += weight + 0.1
    }
    return sum
  }

  /// The actors that meet a condition, the most salient first.
  func ranked(at sentence: Int, where condition: (ActorCluster) -> Bool) -> [Int] {
    let ranked = clusters.indices.filter { condition(clusters[$0]) }
      .map { (actor: $0, salience: salience(of: $0, at: sentence)) }
    // Ties go to the one met first, so that the order never depends on the sort.
    return ranked.sorted { ($0.salience, $1.actor) > ($1.salience, $0.actor) }.map(\.actor)
  }
}
