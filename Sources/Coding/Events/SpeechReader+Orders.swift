import Linguistics
import Ontology

/// What speakers tell others to do or what they say will befall them: "free our citizens, Moe told
/// Chad" is a request, "Chad will pay a heavy price, Moe said" a threat.
extension SpeechReader {
  /// The name of the frame that a request by an imperative is given.
  static let orderFrameName = "tell ... : do"
  /// The name of the frame that a threat by what will befall somebody is given.
  static let doomFrameName = "say that ... will suffer"

  /// The requests of a sentence that its imperatives make to whom its verb of speech names.
  func orders(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    sentence.compactMap { verb in
      guard isImperative(verb, in: sentence), let speech = speech(beside: verb),
        !found.contains(where: { $0.trigger == speech && $0.type == .request })
      else { return nil }
      let speakers = sides.participants(of: tree.agents(of: speech), throughThings: false)
      let places =
        tree.children(of: speech, [.obj, .iobj])
        + tree.phrases(of: speech).filter { ["to", "of"].contains($0.preposition) }.map(\.head)
      let names = Set(speakers.map(\.name))
      let addressees = sides.participants(of: places, throughThings: false)
        .filter { !names.contains($0.name) }
      guard !speakers.isEmpty, !addressees.isEmpty else { return nil }
      return Candidate(
        .request, mode: "change", name: Self.orderFrameName, head: tree.lemma(verb), trigger: verb,
        clause: speech, actors: speakers, recipients: addressees)
    }
  }

  /// The threats of a sentence: what speakers say will befall others.
  func threats(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    sentence.compactMap { verb in
      guard let speech = speech(beside: verb),
        tree.isVerb(verb) && isDoom(verb) || isOpenOption(verb),
        !found.contains(where: { $0.trigger == speech && $0.type == .threaten })
      else { return nil }
      let speakers = sides.participants(of: tree.agents(of: speech), throughThings: false)
      let names = Set(speakers.map(\.name))
      let subjects = tree.isPassive(verb) ? tree.objects(of: verb) : tree.subjects(of: verb)
      let threatened = sides.participants(of: subjects).filter { !names.contains($0.name) }
      guard !speakers.isEmpty, !subjects.isEmpty,
        !subjects.contains(where: { ["i", "we"].contains(tree.text($0)) }),
        !threatened.isEmpty || isOpenOption(verb)
          || subjects.contains(where: { Self.whoever.contains(tree.text($0)) })
      else { return nil }
      return Candidate(
        .threaten, name: Self.doomFrameName, head: tree.lemma(verb), trigger: verb, clause: speech,
        actors: speakers, recipients: threatened)
    }
  }

  private static let whoever: Set<String> = [
    "anyone", "those", "whoever", "they", "you", "perpetrators", "attackers", "enemies", "enemy",
  ]

  /// Whether a word tells somebody to do something: a bare verb without a subject that opens the
  /// sentence or a quotation.
  private func isImperative(_ verb: Int, in sentence: Range<Int>) -> Bool {
    let isVerb = tree.isVerb(verb) && tree.word(verb).verbForm == .base
    let isTaken = tree.partOfSpeech(verb) == .adjective && tree.child(of: verb, [.obj]) != nil
    guard isVerb || isTaken, tree.ownSubject(of: verb) == nil, tree.auxiliaries(of: verb).isEmpty,
      !tree.isInfinitive(verb), !["let", "thank", "look", "see", "say"].contains(tree.lemma(verb))
    else { return false }
    let opening: Set<String> = ["\"", "“", "''", "``", ":", "'", "‘", "please", "do", "not", "n't"]
    return verb == sentence.lowerBound || opening.contains(tree.text(verb - 1))
  }

  /// Whether a word says that what can be done is not ruled out: "all options are on the table".
  private func isOpenOption(_ noun: Int) -> Bool {
    tree.lemma(noun) == "table" && tree.child(of: noun, [.cop]) != nil
      && tree.prepositions(of: noun).contains("on") && !tree.isNegated(noun)
      && tree.subjects(of: noun).contains {
        WordClasses.shared.contains(tree.lemma($0), in: "option")
      }
  }

  /// Whether a clause says that its subject will suffer: "will pay a heavy price", "will regret it".
  private func isDoom(_ verb: Int) -> Bool {
    let wills: Set<String> = ["will", "would", "'ll", "shall", "'d"]
    guard !tree.isNegated(verb), tree.auxiliaries(of: verb).contains(where: { wills.contains($0) })
    else { return false }
    let classes = WordClasses.shared
    if classes.contains(tree.lemma(verb), in: "doom") { return true }
    if tree.lemma(verb) == "pay" && tree.objects(of: verb).isEmpty { return true }
    if tree.isPassive(verb) { return classes.contains(tree.lemma(verb), in: "doom-passive") }
    return classes.contains(tree.lemma(verb), in: "doom-light")
      && tree.objects(of: verb).contains { classes.contains(tree.lemma($0), in: "doom-object") }
  }

  /// The verb of speech over a clause or beside it.
  private func speech(beside verb: Int) -> Int? {
    if let over = speechVerb(over: verb) { return over }
    return tree.children(of: verb, [.parataxis]).first { SpeechVerbs.isSpeech(tree.lemma($0)) }
  }
}
