import Linguistics
import Ontology
import Text

// Pronouns: the nearest subject that agrees.
extension ArticleReading {
  private static let men: Set<String> = ["he", "him", "himself", "his"]
  private static let women: Set<String> = ["her", "hers", "herself", "she"]
  private static let things: Set<String> = ["it", "its", "itself"]
  private static let several: Set<String> = ["their", "theirs", "them", "themselves", "they"]
  private static let speaker: Set<String> = ["i", "me", "mine", "my", "myself"]
  private static let speakers: Set<String> = ["our", "ours", "ourselves", "us", "we"]
  private static let sayingVerbs: Set<String> = [
    "add", "announce", "argue", "ask", "call", "claim", "comment", "declare", "demand", "explain",
    "insist", "note", "pledge", "say", "state", "stress", "tell", "tweet", "urge", "vow", "warn",
    "write",
  ]

  /// Who a pronoun means; none where it is an empty "it" or nobody fits.
  mutating func pronounActors(_ mention: Int) -> [Int] {
    let head = analysis.mentions[mention].head
    let word = tokens[head].lowercased()
    guard analysis.words[head].relation != .expl, !isEmptySubject(head) else {
      return []
    }
    if isOfAnybody(head) { return personBefore(mention).map { [$0] } ?? [] }
    if let later = laterSubject(of: head) { return later }
    if Self.men.contains(word) || Self.women.contains(word) {
      return personInMind(of: word, at: head, mention: mention).map { [$0] } ?? []
    }
    if Self.things.contains(word) { return thingInMind(mention).map { [$0] } ?? [] }
    if Self.several.contains(word) { return severalInMind(mention) }
    if word == "both" {
      let sentence = analysis.mentions[mention].sentence
      let joined = groups.last { $0.sentence == sentence && $0.actors.count == 2 && $0.isSubject }
      return joined?.actors ?? pair(at: sentence) { $0.sort == .state }
    }
    if Self.speaker.contains(word) { return speaking(mention).map { [$0] } ?? [] }
    if Self.speakers.contains(word) {
      guard let speaker = speaking(mention) else { return [] }
      guard let country = registry[speaker].country else { return [speaker] }
      return [registry.state(country, reason: "whom the speaker speaks for")]
    }
    return []
  }

  /// Whether a pronoun is half of "his or her", which is anybody's.
  private func isOfAnybody(_ token: Int) -> Bool {
    let pronouns = Self.men.union(Self.women)
    func isOr(_ place: Int, _ other: Int) -> Bool {
      tokens.indices.contains(place) && tokens.indices.contains(other)
        && tokens[place].lowercased() == "or" && pronouns.contains(tokens[other].lowercased())
    }
    return isOr(token + 1, token + 2) || isOr(token - 1, token - 2)
  }

  /// The person spoken of last in a mention's sentence.
  private func personBefore(_ mention: Int) -> Int? {
    let sentence = analysis.mentions[mention].sentence
    return analysis.mentions.indices.reversed().lazy.filter { [analysis, assigned] earlier in
      earlier < mention && analysis.mentions[earlier].sentence == sentence
        && analysis.mentions[earlier].kind != .pronoun && assigned[earlier].count == 1
    }.map { assigned[$0][0] }.first { registry[$0].isPerson }
  }

  /// Whether an "it" only opens a statement of what something is ("it is necessary to ..."), or a
  /// "they" is no more than a thing ("they are matters of ...").
  private func isEmptySubject(_ token: Int) -> Bool {
    let word = analysis.words[token]
    let pronoun = tokens[token].lowercased()
    guard pronoun == "it" || pronoun == "they", word.relation == .nsubj, word.head >= 0 else {
      return false
    }
    if pronoun == "they" {
      let noun = reader.noun(endingAt: word.head + 1, from: word.head)
      guard analysis.words[word.head].partOfSpeech == .noun, noun == nil else { return false }
    }
    return analysis.words.indices.contains { place in
      analysis.words[place].head == word.head && analysis.words[place].relation == .cop
    }
  }

  /// The subject of a clause that a possessive opens, which stands after it ("Throughout his
  /// campaign, the president had insisted ...").
  private mutating func laterSubject(of token: Int) -> [Int]? {
    guard analysis.words[token].relation == .nmodPossessive else { return nil }
    let noun = analysis.words[token].head
    guard noun >= 0, [.obl, .oblTemporal].contains(analysis.words[noun].relation) else {
      return nil
    }
    let verb = analysis.words[noun].head
    guard verb > noun else { return nil }
    let later = analysis.mentions.indices.first { mention in
      let head = analysis.mentions[mention].head
      return head > token && analysis.words[head].relation == .nsubj
        && analysis.words[head].head == verb
    }
    guard let later else { return nil }
    if assigned[later].isEmpty, analysis.mentions[later].kind == .nominal {
      assigned[later] = describedActors(later)
    }
    let isPlural = Self.several.contains(tokens[token].lowercased())
    let isThing = Self.things.contains(tokens[token].lowercased())
    let fitting = assigned[later].filter { isThing != registry[$0].isPerson || isPlural }
    return fitting.isEmpty || (fitting.count > 1) != isPlural ? nil : fitting
  }

  /// The subject of the clause that a possessive stands in, or of the nearest above it; in a
  /// relative clause without one of its own the noun that it describes.
  private func clauseSubject(
    of token: Int, where condition: (ActorCluster) -> Bool
  ) -> Int? {
    var place = analysis.words[token].head
    for _ in 0..<8 where place >= 0 {
      for mention in analysis.mentions.indices {
        let head = analysis.mentions[mention].head
        let relation = analysis.words[head].relation
        guard relation == .nsubj || relation == .nsubjPassive, analysis.words[head].head == place,
          assigned[mention].count == 1, condition(registry[assigned[mention][0]])
        else { continue }
        return assigned[mention][0]
      }
      let relation = analysis.words[place].relation
      place = analysis.words[place].head
      if place >= 0, [.xcomp, .advcl, .ccomp].contains(relation),
        let asked = asked(by: place, before: token), condition(registry[asked])
      {
        return asked
      }
      guard relation == .relativeClause else { continue }
      let noun = analysis.mentions.indices.first { analysis.mentions[$0].head == place }
      if let noun, assigned[noun].count == 1, condition(registry[assigned[noun][0]]) {
        return assigned[noun][0]
      }
    }
    return nil
  }

  /// Who is to do what a verb of asking asks for: "Peru" in "called on Peru to rein in its ally".
  private func asked(by verb: Int, before token: Int) -> Int? {
    guard Self.askingVerbs.contains(analysis.words[verb].lemma) else { return nil }
    let mention = analysis.mentions.indices.last { place in
      let word = analysis.words[analysis.mentions[place].head]
      return word.head == verb && analysis.mentions[place].head < token
        && analysis.mentions[place].head > verb && [.obj, .iobj, .obl].contains(word.relation)
    }
    return mention.flatMap { assigned[$0].count == 1 ? assigned[$0][0] : nil }
  }

  private static let askingVerbs: Set<String> = [
    "allow", "ask", "call", "encourage", "force", "order", "persuade", "press", "pressure", "push",
    "tell", "urge",
  ]

  /// The person whom "he" or "she" means.
  ///
  /// Within one sentence the same pronoun goes on meaning the same person. An object is never its
  /// own verb's subject ("Paz called the leader to congratulate him"), and inside a quotation nobody
  /// speaks of himself as "he".
  func personInMind(of word: String, at token: Int, mention: Int) -> Int? {
    let sentence = analysis.mentions[mention].sentence
    let isFemale = Self.women.contains(word)
    if let speaker = reportingSpeaker(token, sentence: sentence) { return speaker }
    if let same = samePronoun(mention, token) { return same }
    var excluded: Set<Int> = []
    if [.obj, .iobj, .obl].contains(analysis.words[token].relation) {
      excluded.formUnion(subjectsAbove(token))
    }
    if isQuoted[token], let speaker = speaking(mention) { excluded.insert(speaker) }
    let isPossessive = analysis.words[token].relation == .nmodPossessive
    // Whoever of the sentence is known to be a woman is "she" before anybody else.
    let known = best(
      at: sentence, before: token, excluding: excluded, isNear: isPossessive, onlyHere: true
    ) { $0.isPerson && !$0.isPlural && $0.isFemale == isFemale }
    if let known { return known }
    return best(at: sentence, before: token, excluding: excluded, isNear: isPossessive) { cluster in
      cluster.isPerson && !cluster.isPlural && (cluster.isFemale ?? isFemale) == isFemale
    }
  }

  /// The actor named or described last before a mention ("the latter").
  func actorBefore(_ mention: Int) -> Int? {
    let earlier = analysis.mentions.indices.reversed().first {
      $0 < mention && analysis.mentions[$0].kind != .pronoun && assigned[$0].count == 1
    }
    return earlier.flatMap { assigned[$0].first }
  }

  /// Who goes on reporting in a clause at a sentence's end ("..., he noted"): the last to have said
  /// something.
  private func reportingSpeaker(_ token: Int, sentence: Int) -> Int? {
    let word = analysis.words[token]
    let sentences = analysis.document.sentences
    guard word.relation == .nsubj, word.head >= 0, token > 0,
      Self.sayingVerbs.contains(analysis.words[word.head].lemma), tokens[token - 1] == ",",
      sentences[sentence].tokens.upperBound - token < 5
    else { return nil }
    for earlier in analysis.mentions.indices.reversed() {
      let place = analysis.mentions[earlier]
      guard place.sentence < sentence, sentence - place.sentence < 4, !isQuoted[place.head] else {
        continue
      }
      let word = analysis.words[place.head]
      guard word.relation == .nsubj, word.head >= 0,
        Self.sayingVerbs.contains(analysis.words[word.head].lemma),
        let actor = assigned[earlier].first, registry[actor].isPerson
      else { continue }
      return actor
    }
    return nil
  }

  private func samePronoun(_ mention: Int, _ token: Int) -> Int? {
    let sentence = analysis.mentions[mention].sentence
    let word = tokens[token].lowercased()
    let family = Self.men.contains(word) ? Self.men : Self.women
    for earlier in analysis.mentions.indices.reversed()
    where earlier < mention && analysis.mentions[earlier].sentence == sentence {
      let other = analysis.mentions[earlier]
      guard let actor = assigned[earlier].first else { continue }
      if other.kind == .pronoun && family.contains(tokens[other.head].lowercased()) {
        return actor
      }
      // A person named since then may be meant instead.
      if registry[actor].isPerson { return nil }
    }
    return nil
  }

  private func thingInMind(_ mention: Int) -> Int? {
    let place = analysis.mentions[mention]
    var excluded: Set<Int> = []
    if isQuoted[place.head], let speaker = speaking(mention) { excluded.insert(speaker) }
    func fits(_ cluster: ActorCluster) -> Bool {
      (cluster.sort == .state || cluster.sort == .body) && !cluster.isMedia
    }
    let isPossessive = analysis.words[place.head].relation == .nmodPossessive
    // "Accused Chad of lying and urged it to stop": an object is never its own subject.
    if [.obj, .iobj].contains(analysis.words[place.head].relation) {
      excluded.formUnion(subjectsAbove(place.head))
    }
    if isPossessive, let other = blamed(over: place.head, where: fits) { return other }
    if isPossessive, let subject = clauseSubject(of: place.head, where: fits) { return subject }
    if let owner = ownerAbove(place.head, where: fits), !excluded.contains(owner) { return owner }
    return best(at: place.sentence, before: place.head, excluding: excluded, where: fits)
  }

  /// "Cut ties with Chad over its attacks": what something is done to somebody over is theirs.
  private func blamed(over token: Int, where condition: (ActorCluster) -> Bool) -> Int? {
    let words = analysis.words
    var noun = words[token].head
    for _ in 0..<3 where noun >= 0 && words[noun].relation == .nmod { noun = words[noun].head }
    guard noun >= 0, [.obl, .nmod].contains(words[noun].relation), words[noun].head >= 0,
      hasPreposition(["over"], noun)
    else { return nil }
    let verb = words[noun].head
    let candidates = analysis.mentions.indices.filter { mention in
      let head = analysis.mentions[mention].head
      guard head > verb, head < token, assigned[mention].count == 1,
        condition(registry[assigned[mention][0]])
      else { return false }
      return words[head].head == verb && [.obj, .obl, .iobj].contains(words[head].relation)
        || words[head].relation == .nmod && words[words[head].head].head == verb
    }
    return candidates.last.map { assigned[$0][0] }
  }

  /// Whose the subject of the clause above a subject's is: "Chad's threats led to fears that it would
  /// attack", "Chad's envoy said it would not".
  private func ownerAbove(_ token: Int, where condition: (ActorCluster) -> Bool) -> Int? {
    let words = analysis.words
    var place = words[token].head
    guard words[token].relation == .nsubj, place >= 0,
      [.acl, .ccomp].contains(words[place].relation)
    else { return nil }
    for _ in 0..<4 {
      place = words[place].head
      guard place >= 0 else { return nil }
      let subject = analysis.mentions.indices.first { mention in
        let head = analysis.mentions[mention].head
        return words[head].head == place && [.nsubj, .nsubjPassive].contains(words[head].relation)
      }
      guard let subject else { continue }
      let noun = analysis.mentions[subject].head
      guard noun < token, assigned[subject].allSatisfy({ !condition(registry[$0]) }) else {
        return nil
      }
      let owner = analysis.mentions.indices.first { mention in
        let head = analysis.mentions[mention].head
        return words[head].head == noun && words[head].relation == .nmodPossessive
      }
      guard let owner, assigned[owner].count == 1, condition(registry[assigned[owner][0]]) else {
        return nil
      }
      return assigned[owner][0]
    }
    return nil
  }

  /// The body that "they" continue to be in what it says itself: "police said they had arrested".
  private func sayingBody(_ token: Int) -> Int? {
    let word = analysis.words[token]
    guard word.relation == .nsubj || word.relation == .nsubjPassive, word.head >= 0,
      analysis.words[word.head].relation == .ccomp, analysis.words[word.head].head >= 0,
      Self.sayingVerbs.contains(analysis.words[analysis.words[word.head].head].lemma)
    else { return nil }
    let verb = analysis.words[word.head].head
    let subject = analysis.mentions.indices.first { mention in
      let head = analysis.mentions[mention].head
      return head < token && analysis.words[head].head == verb
        && analysis.words[head].relation == .nsubj
    }
    guard let subject, assigned[subject].count == 1 else { return nil }
    let actor = assigned[subject][0]
    return registry[actor].isPerson || registry[actor].isMedia ? nil : actor
  }

  private mutating func severalInMind(_ mention: Int) -> [Int] {
    let place = analysis.mentions[mention]
    if let body = sayingBody(place.head) { return [body] }
    let isInText = sentence(of: mention).kind != .caption
    // What stands in the same quotation or sentence comes before what was said about it, and
    // subjects before others.
    var other: ActorGroup?
    for group in groups.reversed() where group.head < place.head {
      if distance(from: group.sentence, to: place.sentence) > 3 { break }
      let isSeveral = group.actors.count > 1 || group.actors.allSatisfy { registry[$0].isPlural }
      if !isSeveral || group.isAside && isInText { continue }
      if group.isSubject { return group.actors }
      other = other ?? group
    }
    if let other { return other.actors }
    let earlier = groups.last { $0.actors.count > 1 && $0.isSubject && $0.head < place.head }
    return earlier?.actors ?? pair(at: place.sentence) { $0.sort == .person }
  }

  /// How many sentences of running text lie between two sentences.
  private func distance(from earlier: Int, to later: Int) -> Int {
    guard earlier < later else { return 0 }
    return 1 + analysis.document.sentences[earlier + 1..<later].filter { $0.kind != .caption }.count
  }

  /// The best of those mentioned before a token: subjects first, the same sentence before
  /// the last, and with `isNear` even its objects before the last one's subject.
  private func best(
    at sentence: Int, before token: Int, excluding excluded: Set<Int>, isNear: Bool = false,
    onlyHere: Bool = false, where condition: (ActorCluster) -> Bool
  ) -> Int? {
    let isInText = analysis.document.sentences[sentence].kind != .caption
    var best: (actor: Int, score: Double)?
    for actor in registry.clusters.indices where condition(registry[actor]) {
      guard !excluded.contains(actor) else { continue }
      for trace in registry[actor].traces where trace.token < token {
        let distance = distance(from: trace.sentence, to: sentence)
        if trace.isAside && isInText || onlyHere && trace.sentence != sentence { continue }
        let nearness: Double =
          switch distance {
          case 0: isNear ? 7 : 4
          case 1: 3
          case 2: 1.5
          default: distance < 5 ? 0.7 : 0
          }
        let score = nearness * trace.weight + Double(trace.token) / Double(tokens.count)
        if nearness > 0, best.map({ score > $0.score }) ?? true { best = (actor, score) }
      }
    }
    return best?.actor
  }

  /// The subject of the verb that a word depends on, or of the one above it that has one.
  private func subjectsAbove(_ token: Int) -> Set<Int> {
    var place = analysis.words[token].head
    for _ in 0..<4 where place >= 0 {
      var subjects: Set<Int> = []
      for mention in analysis.mentions.indices {
        let word = analysis.words[analysis.mentions[mention].head]
        if word.relation == .nsubj, word.head == place { subjects.formUnion(assigned[mention]) }
      }
      guard subjects.isEmpty else { return subjects }
      let relation = analysis.words[place].relation
      guard [.xcomp, .advcl, .conj].contains(relation) else { return [] }
      place = analysis.words[place].head
    }
    return []
  }

  /// Who speaks the words that a mention stands in: the subject of the verb of saying in its
  /// sentence, else in the sentences around it.
  func speaking(_ mention: Int) -> Int? {
    let sentences = analysis.document.sentences
    let here = analysis.mentions[mention].sentence
    for sentence in [here, here + 1, here - 1, here - 2] where sentences.indices.contains(sentence)
    {
      guard sentence <= here || sentences[sentence].block == sentences[here].block else { continue }
      for other in mentions(ofSentence: sentence) {
        let place = analysis.mentions[other]
        guard !isQuoted[place.head] else { continue }
        let word = analysis.words[place.head]
        guard word.relation == .nsubj, word.head >= 0,
          Self.sayingVerbs.contains(analysis.words[word.head].lemma),
          let actor = assigned[other].first, !registry[actor].isMedia
        else { continue }
        return actor
      }
    }
    return nil
  }

  /// The places of a sentence's mentions, which stand in the order of the sentences.
  private func mentions(ofSentence sentence: Int) -> Range<Int> {
    func first(from wanted: Int) -> Int {
      var (low, high) = (0, analysis.mentions.count)
      while low < high {
        let middle = (low + high) / 2
        if analysis.mentions[middle].sentence < wanted { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: sentence)..<first(from: sentence + 1)
  }
}
