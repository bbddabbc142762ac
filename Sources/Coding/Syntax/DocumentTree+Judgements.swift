import Linguistics

// What a predicate calls its subject.
extension DocumentTree {
  /// Nouns that say of what kind a thing is by what follows "of".
  private static let kinds: Set<String> = [
    "act", "architect", "author", "blend", "brand", "campaign", "case", "champion", "chief",
    "culture", "deed", "example", "form", "head", "instance", "instrument", "kind", "leader",
    "manifestation", "measure", "mix", "name", "part", "pattern", "peddler", "perpetrator", "piece",
    "policy", "product", "propagator", "reign", "series", "sign", "sort", "source", "spreader",
    "sponsor", "string", "supporter", "symbol", "symptom", "tool", "type", "war",
  ]

  /// Nouns that say what for.
  private static let aims: Set<String> = [
    "attempt", "bid", "effort", "excuse", "manoeuvre", "maneuver", "means", "move", "plan", "plot",
    "pretext", "scheme", "tactic", "tool", "way",
  ]

  /// Whether a predicate is a word of a class, or is described by one: "a very stupid guy", "an act of
  /// aggression", "politically motivated", "an attempt to silence critics".
  func isCalled(_ predicate: Int, in name: String, of classes: WordClasses) -> Bool {
    guard !isNegated(predicate) else { return false }
    let words = [predicate] + children(of: predicate, [.amod, .compound])
    if words.contains(where: { isWord($0, in: name, of: classes) }) { return true }
    let lemma = lemma(predicate)
    if Self.kinds.contains(lemma) {
      let inner = phrases(of: predicate).filter { $0.preposition == "of" }
      if inner.contains(where: { isCalled($0.head, in: name, of: classes) }) { return true }
    }
    return Self.aims.contains(lemma)
      && children(of: predicate, [.acl, .xcomp, .advcl]).contains {
        isInfinitive($0) && classes.contains(self.lemma($0), in: name + "-aim")
      }
  }

  /// Whether a word, alone or with one that describes it, is in a class.
  private func isWord(_ token: Int, in name: String, of classes: WordClasses) -> Bool {
    let forms = Set([lemma(token), text(token)])
    if forms.contains(where: { classes.contains($0, in: name) }) { return true }
    return children(of: token, [.advmod, .amod, .compound]).contains { child in
      forms.contains { form in
        classes.contains(text(child) + " " + form, in: name)
          || classes.contains(lemma(child) + " " + form, in: name)
      }
    }
  }
}
