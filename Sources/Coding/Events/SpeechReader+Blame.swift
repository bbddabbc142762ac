import Linguistics
import Ontology

/// What speakers say against others: "the deal violates our rights, Moe said" is Moe's charge against
/// those whose deal it is, whatever the verb, and not a violation that the article tells of.
extension SpeechReader {
  /// The name of the frame that a charge in somebody's words is given.
  static let blameFrameName = "say that ... is wrong"

  /// The charges of a sentence. A wrong that is done (class `wrong`) is alleged; what is only called
  /// bad (class `blame`) is disapproved of.
  func accusations(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    var told: Set<Int> = []
    return sentence.compactMap { predicate in
      let deed = deed(besides: predicate, among: found)
      guard let speech = speech(over: predicate),
        let mode = deed == nil ? blame(at: predicate) : "allege",
        !told.contains(speech), isAsserted(predicate),
        !found.contains(where: { $0.trigger == speech && $0.type == .accuse })
      else { return nil }
      let speakers = sides.participants(of: tree.agents(of: speech), throughThings: false)
      var accused =
        deed == nil
        ? sides.participants(of: blamed(by: predicate)) : sides.participants(of: predicate)
      if accused.isEmpty {
        // "This is shameful, Moe said of Chad's attack"
        let topics = tree.phrases(of: speech).filter { ["about", "of"].contains($0.preposition) }
        accused = sides.participants(of: topics.map(\.head))
      }
      let names = Set(speakers.map(\.name))
      let countries = Set(speakers.compactMap(\.country))
      let isClaim = WordClasses.shared.contains(tree.lemma(speech), in: "claim-verb")
      guard !speakers.isEmpty, isClaim || !accused.isEmpty || isPolitical(predicate),
        accused.allSatisfy({ one in
          !names.contains(one.name)
            && (one.country.map { !countries.contains($0) } ?? true
              || !one.isWholeState && !speakers.contains { $0.isWholeState })
        })
      else { return nil }
      told.insert(speech)
      return Candidate(
        .accuse, mode: mode, name: Self.blameFrameName, head: tree.lemma(predicate),
        trigger: deed ?? predicate, clause: speech, actors: speakers, recipients: accused)
    }
  }

  /// Who or what a predicate is said of: "it was regrettable that Chad withdrew" is said of Chad.
  private func blamed(by predicate: Int) -> [Int] {
    let subjects = tree.agents(of: predicate)
    let isEmpty = subjects.allSatisfy { tree.relation($0) == .expl || tree.text($0) == "it" }
    let clauses = tree.children(of: predicate, [.ccomp, .csubj]).filter { $0 > predicate }
    guard isEmpty, let clause = clauses.first else { return subjects }
    return tree.agents(of: clause)
  }

  /// Whether a predicate is said of a deed of somebody's whom the sentence leaves out: "the verdict
  /// is a farce".
  private func isPolitical(_ predicate: Int) -> Bool {
    tree.agents(of: predicate).contains { subject in
      WordClasses.shared.contains(tree.lemma(subject), in: "judged")
        && tree.children(of: subject, [.det]).contains {
          ["the", "this", "these", "that", "those", "such"].contains(tree.text($0))
        }
    }
  }

  /// The deed that a cleft sentence lays at somebody's door: "it was Chad that fired first".
  private func deed(besides name: Int, among found: [Candidate]) -> Int? {
    guard tree.isNominal(name), tree.child(of: name, [.cop]) != nil,
      tree.children(of: name, [.nsubj, .expl]).contains(where: { tree.text($0) == "it" })
    else { return nil }
    let clauses = tree.children(of: name, [.relativeClause, .acl, .advcl, .ccomp])
    return clauses.first { clause in
      found.contains { candidate in
        candidate.trigger == clause && !candidate.isNominal
          && [.assault, .coerce, .reject, .sanction, .threaten].contains(candidate.type)
      }
    }
  }

  /// The mode of a charge that a predicate makes; nil where it makes none.
  private func blame(at token: Int) -> String? {
    let classes = WordClasses.shared
    if tree.partOfSpeech(token) == .verb {
      let lemma = tree.lemma(token)
      if classes.contains(lemma, in: "wrong") { return "allege" }
      // "The bill is damaging"
      if tree.objects(of: token).isEmpty, tree.auxiliaries(of: token).contains(where: Self.isBe),
        classes.contains(tree.text(token), in: "blame")
      {
        return "disapprove"
      }
      guard classes.contains(lemma, in: "wrong-light") else { return nil }
      let isWrong = tree.objects(of: token).contains {
        classes.contains(tree.lemma($0), in: "crime")
      }
      return isWrong ? "allege" : nil
    }
    // "is unacceptable", "is a breach of the truce", "are responsible for the deaths".
    guard tree.child(of: token, [.cop]) != nil else { return nil }
    // "Iran was behind the bombing"
    if tree.prepositions(of: token).contains("behind"),
      FrameLexicon.shared.nouns[tree.lemma(token)] != nil
    {
      return "allege"
    }
    let words = [token] + tree.children(of: token, [.amod])
    if words.contains(where: { classes.contains(tree.lemma($0), in: "guilt") }) { return "allege" }
    return tree.isCalled(token, in: "blame", of: classes) ? "disapprove" : nil
  }

  private static func isBe(_ word: String) -> Bool {
    ["are", "be", "been", "is", "was", "were", "'s", "'re"].contains(word)
  }

  private func isAsserted(_ predicate: Int) -> Bool {
    guard !tree.isNegated(predicate) else { return false }
    let modals: Set<String> = ["would", "could", "may", "might", "should", "will", "can", "must"]
    guard !tree.auxiliaries(of: predicate).contains(where: { modals.contains($0) }) else {
      return false
    }
    return !tree.children(of: predicate, [.mark]).contains {
      ["if", "whether", "unless"].contains(tree.text($0))
    }
  }

  /// The verb of speech whose words a predicate is, before or after them.
  private func speech(over predicate: Int) -> Int? {
    var current = predicate
    for _ in 0..<4 {
      for beside in tree.children(of: current, [.parataxis])
      where SpeechVerbs.isSpeech(tree.lemma(beside)) {
        return beside
      }
      let parent = tree.head(current)
      guard parent >= 0 else { return nil }
      if tree.relation(current) == .ccomp { return isPlain(parent) ? parent : nil }
      guard tree.relation(current) == .conj || tree.relation(current) == .parataxis else {
        return nil
      }
      current = parent
    }
    return nil
  }

  private func isPlain(_ verb: Int) -> Bool {
    let lemma = tree.lemma(verb)
    return SpeechVerbs.isPlainSpeech(lemma) || Self.addressing.contains(lemma)
      || lemma == "point" || WordClasses.shared.contains(lemma, in: "claim-verb")
  }
}
