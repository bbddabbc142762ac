import Linguistics
import Ontology
import Text

/// What the speaker of a quotation is called: the whole name of a person, an institution under its
/// own name, somebody nameless by the phrase that describes him.
extension QuoteExtractor {
  /// The speaker at the head of a subject.
  func name(of head: Int, verb: Int) -> Attribution? {
    if let person = lastSpeaker(for: head, verb: verb) ?? epithet(head) {
      return Attribution(name: person.name, country: person.country, verb: tree.text(verb))
    }
    if WordClasses.shared.contains(tree.lemma(head), in: "utterance") {
      if let found = owner(ofWords: head) ?? issuer(before: head) { return found }
    }
    let addressee =
      tree.children(of: verb, [.obj, .iobj]).lazy
      .compactMap { actors.resolved(at: $0).first?.name }.first ?? ""
    let all = tree.conjuncts(of: head).flatMap { actors.resolved(at: $0) }
    if all.count < 2, let person = titled(head, all.first, before: verb) {
      return Attribution(
        name: person.name, country: person.country, verb: tree.text(verb), addressee: addressee)
    }
    guard let first = all.first else {
      return phrase(at: head).map {
        Attribution(name: $0, country: nil, verb: tree.text(verb), addressee: addressee)
      }
    }
    let name = all.count > 1 ? joined(all.map(\.name)) : ownName(of: first, at: head)
    return Attribution(
      name: name, country: first.country, verb: tree.text(verb), addressee: addressee)
  }

  // MARK: Names

  /// A ministry or a palace speaks under its own name, though it is its country that acts; an
  /// official without a name is called what the text calls him.
  private func ownName(of actor: ResolvedActor, at head: Int) -> String {
    if actor.isPerson {
      let isNameless = actor.name.unicodeScalars.allSatisfy { !$0.properties.isUppercase }
      return isNameless && tree.partOfSpeech(head) == .noun
        ? phrase(at: head) ?? actor.name : actor.name
    }
    if let organ = actors.organName(at: head) { return organ }
    guard let phrase = actors.phrase(at: head), !phrase.isEmpty else { return actor.name }
    // "The group" is called by the name that it stands for.
    let isNamed = actor.name.unicodeScalars.contains { $0.properties.isUppercase }
    if tree.partOfSpeech(head) == .noun, isNamed, actor.role.isEmpty,
      tree.children(of: head, [.amod, .compound, .nmodPossessive]).isEmpty
    {
      return actor.name
    }
    if tree.partOfSpeech(head) == .noun { return named(phrase, head) ?? phrase }
    let isInstitution = ActorDictionary.shared.entries(for: phrase).contains {
      [.seat, .agency, .legislature].contains($0.kind)
    }
    return isInstitution ? phrase : actor.name
  }

  /// The name behind a title that a parser took for the whole: "exercise director Colonel Ana Ruiz
  /// said" ends with the name.
  private func titled(
    _ head: Int, _ actor: ResolvedActor?, before verb: Int
  ) -> (name: String, country: String?)? {
    var last = verb - 1
    while last > head, [.adverb, .auxiliary].contains(tree.partOfSpeech(last)) { last -= 1 }
    guard last > head, last - head < 8, tree.partOfSpeech(last) == .properNoun else { return nil }
    let run = (head...last).reversed().prefix { tree.partOfSpeech($0) == .properNoun }
    guard run.count >= 2 else { return nil }
    if let person = actors.resolved(at: last).first(where: \.isPerson) {
      return person.name == actor?.name ? nil : (person.name, person.country)
    }
    // An organisation is no title: "the Polish Army General Staff said"; but "the bank's president Ana
    // Ruiz said" has one behind it.
    let hasTitle = run.last.map { tree.partOfSpeech($0 - 1) == .noun && $0 - 1 > head } ?? false
    guard hasTitle || actor.map({ $0.isPerson }) ?? (tree.partOfSpeech(head) == .noun) else {
      return nil
    }
    let name = document.tokens[last - 1].text + " " + document.tokens[last].text
    return actor?.name.hasSuffix(document.tokens[last].text) ?? false
      ? nil : (name, actor?.country)
  }

  /// The words of a nameless speaker, without article and clauses.
  private func phrase(at head: Int) -> String? {
    guard tree.isNominal(head), tree.partOfSpeech(head) != .pronoun else { return nil }
    let excluded: [DependencyRelation] = [
      .relativeClause, .acl, .appos, .punct, .conj, .case, .det,
    ]
    // Only the head's own "of" and article are left out, not those within its phrases.
    var tokens = [head]
    for child in tree.children(of: head) where !excluded.contains(tree.relation(child)) {
      tokens += tree.subtree(of: child, excluding: [.relativeClause, .acl, .appos, .conj])
    }
    tokens.sort()
    guard let low = tokens.first, let high = tokens.last, high - low < 12,
      !(low...high).contains(where: { tree.text($0) == "\"" })
    else { return nil }
    let words = document.article.source[
      document.tokens[low].range.union(document.tokens[high].range)]
    return low == high ? named(words, head) ?? words : words
  }

  /// The last name before a noun that has the noun in it: "the bureau" is the Bureau of Fisheries.
  private func named(_ word: String, _ head: Int) -> String? {
    guard !word.contains(" "), head > 0, tree.text(head - 1) == "the" else { return nil }
    let capital = word.prefix(1).uppercased() + word.dropFirst()
    let mention = tree.analysis.mentions.last { mention in
      mention.tokens.upperBound <= head && mention.kind == .name
        && mention.nameTokens.count > 1
        && mention.nameTokens.contains { document.tokens[$0].text == capital }
    }
    return mention.map { mention in
      let first = document.tokens[mention.nameTokens.lowerBound].range
      return document.article.source[
        first.union(document.tokens[mention.nameTokens.upperBound - 1].range)]
    }
  }

  /// The whole name of a short form that the article explains: "the Civil Aviation Board (CAB)".
  func spelledOut(_ name: String) -> String {
    guard (2...6).contains(name.utf8.count), name.allSatisfy(\.isUppercase),
      let place = document.tokens.indices.first(where: {
        document.tokens[$0].text == name && $0 > 0 && document.tokens[$0 - 1].text == "("
      })
    else { return name }
    // One word a letter, small words between them not counted.
    var letters = Array(name.lowercased())
    var first = place - 1
    while first > 0, let letter = letters.last, place - first < 12 {
      first -= 1
      let initial = document.tokens[first].text.first.map { Character($0.lowercased()) }
      if initial == letter, document.tokens[first].text.first?.isUppercase == true {
        letters.removeLast()
      }
    }
    guard letters.isEmpty else { return name }
    return document.article.source[
      document.tokens[first].range.union(document.tokens[place - 2].range)]
  }

  private func joined(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  // MARK: Whose words

  /// Nouns for what is done by saying it.
  private static let verbalActs: Set<String> = [
    "warning", "threat", "promise", "pledge", "claim", "vow", "demand", "complaint", "allegation",
    "assurance", "accusation", "appeal", "call", "argument", "insistence", "suggestion", "remark",
  ]

  /// Whose words a statement, a warning or the like are: "a statement issued by the palace", "a
  /// French warning that ...". Nil for other tokens.
  func owner(ofWords noun: Int) -> Attribution? {
    guard tree.partOfSpeech(noun) == .noun else { return nil }
    let isWords =
      WordClasses.shared.contains(tree.lemma(noun), in: "utterance")
      || (tree.child(of: noun, [.acl, .ccomp]) != nil
        && Self.verbalActs.contains(tree.lemma(noun)))
    guard isWords else { return nil }
    var heads = tree.children(of: noun, [.nmodPossessive])
    heads += tree.phrases(of: noun).filter { ["by", "from", "of"].contains($0.preposition) }
      .map(\.head)
    for clause in tree.children(of: noun, [.acl]) where tree.isPassive(clause) {
      heads += tree.agents(of: clause)
    }
    // "The palace issued a statement saying": its words are those of who issues it.
    let governor = tree.head(noun)
    if tree.relation(noun) == .obj, governor >= 0 { heads += tree.agents(of: governor) }
    for head in heads {
      if let actor = actors.resolved(at: head).first {
        return Attribution(
          name: ownName(of: actor, at: head), country: actor.country, verb: tree.text(noun))
      }
    }
    for modifier in tree.children(of: noun, [.compound, .amod]) {
      if let actor = actors.resolved(at: modifier).first {
        return Attribution(
          name: ownName(of: actor, at: modifier), country: actor.country, verb: tree.text(noun))
      }
      if let one = actors.modifier(at: modifier).first {
        return Attribution(name: one.name, country: one.country, verb: tree.text(noun))
      }
    }
    return nil
  }

  /// Who issued "the statement" that is quoted from: the last of whom the text says that they said
  /// or announced something.
  private func issuer(before noun: Int) -> Attribution? {
    guard tree.children(of: noun, [.det]).contains(where: { tree.text($0) == "the" }) else {
      return nil
    }
    let number = tree.sentenceOf[noun]
    let first = document.sentences[max(0, number - 5)].tokens.lowerBound
    for token in (first..<noun).reversed() {
      guard tree.relation(token) == .nsubj, tree.head(token) >= 0,
        SpeechVerbs.isSpeech(tree.lemma(tree.head(token))), tree.isVerb(tree.head(token)),
        let actor = actors.resolved(at: token).first, !actor.isMedia, actor.sector != .media
      else { continue }
      return Attribution(
        name: ownName(of: actor, at: token), country: actor.country, verb: tree.text(noun))
    }
    return nil
  }

  /// Whom "he said" means: the person who spoke last, as news has it, unless the sentence before is
  /// about another.
  private func lastSpeaker(for head: Int, verb: Int) -> ResolvedActor? {
    guard ["he", "she"].contains(tree.text(head)), SpeechVerbs.isSpeech(tree.lemma(verb)),
      tree.relation(head) == .nsubj
    else { return nil }
    let number = tree.sentenceOf[head]
    let isFemale = tree.text(head) == "she"
    if let subject = subject(of: number - 1), (subject.isFemale ?? isFemale) == isFemale {
      return subject
    }
    let first = document.sentences[max(0, number - 5)].tokens.lowerBound
    for token in (first..<document.sentences[number].tokens.lowerBound).reversed() {
      guard [.nsubj, .nsubjPassive].contains(tree.relation(token)),
        tree.partOfSpeech(token) != .pronoun, tree.head(token) >= 0,
        SpeechVerbs.isSpeech(tree.lemma(tree.head(token))), tree.isVerb(tree.head(token)),
        let actor = actors.resolved(at: token).first, actor.isPerson,
        (actor.isFemale ?? isFemale) == isFemale
      else { continue }
      return actor
    }
    return nil
  }

  /// The one person whom a sentence is about: the named subject of its main verb.
  func subject(of number: Int) -> ResolvedActor? {
    guard document.sentences.indices.contains(number), document.sentences[number].kind == .body,
      let root = document.sentences[number].tokens.first(where: { tree.relation($0) == .root }),
      tree.isVerb(root), let head = tree.ownSubject(of: root), !quoted.contains(head),
      tree.conjuncts(of: head).count == 1
    else { return nil }
    let found = actors.resolved(at: head)
    guard found.count == 1, let one = found.first, one.isPerson, !one.isPlural,
      one.name.unicodeScalars.contains(where: { $0.properties.isUppercase })
    else { return nil }
    return one
  }

  /// Whom "the veteran politician", "the 45-year-old" means: the person of the sentence before.
  func epithet(_ head: Int) -> ResolvedActor? {
    guard tree.children(of: head, [.det]).contains(where: { tree.text($0) == "the" }),
      WordClasses.shared.contains(tree.lemma(head), in: "epithet")
        || tree.text(head).hasSuffix("year-old"),
      tree.children(of: head, [.nmodPossessive, .nmod]).isEmpty
    else { return nil }
    return subject(of: tree.sentenceOf[head] - 1)
  }
}
