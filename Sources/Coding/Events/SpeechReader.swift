import Linguistics
import Ontology

/// Reads reported speech: who says a clause, and what a speaker says others should do.
struct SpeechReader {
  let tree: DocumentTree
  let sides: SideFinder

  /// The name of the frame that a request by "should" is given.
  static let deonticFrameName = "say that ... should"

  /// Who reports a clause inside the article: the subject of the verb of speech over or beside it.
  func speaker(of clause: Int, in sentence: Range<Int>) -> Participant? {
    var current = clause
    for _ in 0..<8 {
      let parent = tree.head(current)
      for beside in tree.children(of: current, [.parataxis])
      where SpeechVerbs.isSpeech(tree.lemma(beside)) {
        return sides.participants(of: tree.subjects(of: beside)).first
      }
      guard parent >= 0 else { break }
      if tree.relation(current) == .ccomp, SpeechVerbs.isSpeech(tree.lemma(parent)) {
        return sides.participants(of: tree.subjects(of: parent)).first
      }
      current = parent
    }
    for token in sentence.dropLast(2) where tree.text(token) == "according" {
      for place in (token + 2)..<min(token + 10, sentence.upperBound) {
        if let found = sides.participants(of: place, throughThings: false).first { return found }
      }
    }
    return nil
  }

  /// To whom the clause of an event is said: "told Kishida that he would".
  func addressees(of candidate: Candidate) -> [Participant] {
    guard let speech = speechVerb(over: candidate.trigger) else { return [] }
    let names = Set(candidate.actors.map(\.name))
    return sides.participants(of: tree.children(of: speech, [.obj, .iobj]), throughThings: false)
      .filter { !names.contains($0.name) }
  }

  /// What a speaker says that somebody else should or must do is a request, whatever the verb.
  func deonticRequests(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    sentence.compactMap { verb in
      guard tree.isVerb(verb) || tree.partOfSpeech(verb) == .adjective else { return nil }
      guard isDeontic(verb),
        let speech = speechVerb(over: verb)
          ?? tree.children(of: verb, [.parataxis]).first(where: {
            SpeechVerbs.isPlainSpeech(tree.lemma($0)) || Self.addressing.contains(tree.lemma($0))
          })
      else { return nil }
      guard !found.contains(where: { $0.trigger == speech && $0.type != nil }) else { return nil }
      let speakers = sides.participants(of: tree.agents(of: speech))
      let subjects = sides.participants(of: tree.subjects(of: verb))
      let addressees = sides.participants(of: tree.children(of: speech, [.obj, .iobj]))
      var others = (addressees.isEmpty ? subjects : addressees).filter { one in
        !speakers.contains { $0.name == one.name }
      }
      // "Chad and Togo must talk, Chad's envoy said" asks Togo.
      let homes = Set(speakers.compactMap(\.country))
      let foreign = others.filter { one in one.country.map { !homes.contains($0) } ?? true }
      if !foreign.isEmpty { others = foreign }
      guard !speakers.isEmpty, !others.isEmpty else { return nil }
      return Candidate(
        .request, mode: "change", name: Self.deonticFrameName, head: "should", trigger: verb,
        clause: speech, actors: speakers, recipients: others)
    }
  }

  /// Verbs of speech that may name whom they address, or lay weight on what they say.
  static let addressing: Set<String> = [
    "tell", "stress", "insist", "emphasize", "emphasise", "underline", "underscore", "reiterate",
    "write", "tweet", "demand", "urge", "warn",
  ]

  func speechVerb(over verb: Int) -> Int? {
    var current = verb
    for _ in 0..<3 {
      let parent = tree.head(current)
      guard parent >= 0 else { return nil }
      if tree.relation(current) == .ccomp {
        let lemma = tree.lemma(parent)
        return SpeechVerbs.isPlainSpeech(lemma) || Self.addressing.contains(lemma) ? parent : nil
      }
      guard tree.relation(current) == .conj else { return nil }
      current = parent
    }
    return nil
  }

  private func isDeontic(_ verb: Int) -> Bool {
    let auxiliaries = tree.auxiliaries(of: verb)
    if auxiliaries.contains("should") || auxiliaries.contains("must") { return true }
    guard ["have", "need", "ought"].contains(tree.lemma(verb)) else { return false }
    return tree.children(of: verb, [.xcomp]).contains { tree.isInfinitive($0) }
  }
}
