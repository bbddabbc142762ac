import Linguistics
import Ontology

/// What people charge others with in their own words, however deep it stands in what they say: "Chad
/// launched its illegal war, Moe said", "'We see Chad's aggression'", "she told reporters that the
/// fighting broke out when Chadian troops invaded".
///
/// The main predicate of what is said is read by `SpeechReader.accusations`; this reads the rest.
struct ChargeReader {
  let tree: DocumentTree
  let sides: SideFinder
  /// For a token between quotation marks who says it.
  let quoted: [Int: Participant]

  /// Something that somebody says: who, and the tokens of it.
  private struct Saying {
    let speaker: Participant
    let tokens: [Int]
    /// The verb of saying, where the sentence has one.
    let verb: Int?
  }

  /// The charges of a sentence that are not told by a frame of its own.
  func charges(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    var told: Set<String> = []
    return sayings(in: sentence).flatMap { saying -> [Candidate] in
      guard let home = saying.speaker.country else { return [] }
      let known = found.filter { one in
        one.type == .accuse
          && (saying.tokens.contains(one.trigger) || one.trigger == saying.verb
            || one.clause == saying.verb)
      }.flatMap(\.recipients)
      return saying.tokens.compactMap { token -> Candidate? in
        guard
          let accused = charged(at: token, of: home, beside: found).first(where: { one in
            one.name != saying.speaker.name && one.country != nil
          }), let country = accused.country, country != home,
          !known.contains(where: { $0.country == country })
        else { return nil }
        guard told.insert(saying.speaker.name + country).inserted else { return nil }
        return Candidate(
          .accuse, mode: mode(at: token, in: saying), name: SpeechReader.blameFrameName,
          head: tree.lemma(token), trigger: token, clause: saying.verb ?? token,
          actors: [saying.speaker], recipients: [accused])
      }
    }
  }

  /// What is said to have been done is alleged; what is only called a wrong is disapproved of.
  private func mode(at token: Int, in saying: Saying) -> String {
    if !tree.isVerb(token) { return "disapprove" }
    let isWrong = WordClasses.shared.contains(tree.lemma(token), in: "wrong")
    return isWrong && saying.verb == nil ? "disapprove" : "allege"
  }

  // MARK: What is said

  private func sayings(in sentence: Range<Int>) -> [Saying] {
    var list: [Saying] = []
    for verb in sentence where tree.isVerb(verb) && SpeechVerbs.isPlainSpeech(tree.lemma(verb)) {
      guard let clause = tree.child(of: verb, [.ccomp]),
        let speaker = sides.participants(of: tree.agents(of: verb), throughThings: false).first
      else { continue }
      list.append(
        Saying(
          speaker: speaker,
          tokens: tree.subtree(of: clause).filter { quoted[$0] == nil }.sorted(), verb: verb))
    }
    var run: [Int] = []
    for token in sentence.lowerBound...sentence.upperBound {
      let speaker = token < sentence.upperBound ? quoted[token] : nil
      if let first = run.first, quoted[first]?.name != speaker?.name {
        if let said = quoted[first], run.count > 3 {
          list.append(Saying(speaker: said, tokens: run, verb: nil))
        }
        run = []
      }
      if speaker != nil { run.append(token) }
    }
    return list
  }

  // MARK: What is charged

  /// Who is charged with what a token tells: a wrong that is done, a crime of somebody's, force of
  /// another country's.
  private func charged(
    at token: Int, of home: String, beside found: [Candidate]
  ) -> [Participant] {
    let classes = WordClasses.shared
    if tree.isVerb(token) {
      guard isAsserted(token) else { return [] }
      if classes.contains(tree.lemma(token), in: "wrong") {
        return sides.participants(of: tree.agents(of: token))
      }
      if classes.contains(tree.lemma(token), in: "wrong-light"),
        tree.objects(of: token).contains(where: { classes.contains(tree.lemma($0), in: "crime") })
      {
        return sides.participants(of: tree.agents(of: token))
      }
      let deed = found.first { one in
        one.trigger == token && one.status == .happened && one.operators.isEmpty
          && (one.type == .assault || one.type == .coerce)
          && one.recipients.contains { $0.country == home }
      }
      // "Said ten were hit by Chadian shells after Chad attacked" reports and does not charge.
      guard !tree.isPassive(token), ![.advcl, .relativeClause].contains(tree.relation(token)) else {
        return []
      }
      return deed?.actors ?? []
    }
    guard tree.isNominal(token) else { return [] }
    let isWrong =
      classes.contains(tree.lemma(token), in: "wrongdoing")
      || tree.children(of: token, [.amod]).contains {
        classes.contains(tree.lemma($0), in: "blame")
      }
    guard isWrong, !isAsked(token) else { return [] }
    return sides.owners(of: token, depth: 1) + doers(of: token)
  }

  /// Whether what a noun names is to end or to be met: "must stop its provocations", "necessary to
  /// counter Chadian aggression", "the absence of Chadian provocations".
  private func isAsked(_ noun: Int) -> Bool {
    var token = noun
    for _ in 0..<5 {
      let head = tree.head(token)
      guard head >= 0 else { return false }
      if tree.isNominal(head),
        ["absence", "end", "halt", "lack", "threat"].contains(tree.lemma(head))
      {
        return true
      }
      if tree.isVerb(head) {
        return tree.isInfinitive(head) || !isAsserted(head)
          || ["continue", "end", "stop", "halt", "cease"].contains(tree.lemma(head))
            && tree.word(head).verbForm == .base
      }
      token = head
    }
    return false
  }

  /// Who does the thing that a noun stands for as an object: "launched its illegal aggression".
  private func doers(of noun: Int) -> [Participant] {
    let verb = tree.head(noun)
    guard verb >= 0, tree.isVerb(verb), tree.relation(noun) == .obj,
      ["begin", "carry", "commit", "continue", "launch", "perpetrate", "start", "wage"].contains(
        tree.lemma(verb))
    else { return [] }
    return sides.participants(of: tree.agents(of: verb))
  }

  private func isAsserted(_ verb: Int) -> Bool {
    guard !tree.isNegated(verb) else { return false }
    let modals: Set<String> = ["would", "could", "may", "might", "should", "will", "can", "must"]
    if tree.auxiliaries(of: verb).contains(where: { modals.contains($0) }) { return false }
    return !tree.children(of: verb, [.mark]).contains {
      ["if", "whether", "unless"].contains(tree.text($0))
    }
  }
}
