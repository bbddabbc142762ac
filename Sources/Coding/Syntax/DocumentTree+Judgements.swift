import Linguistics

// What a predicate calls its subject.
extension DocumentTree {
  /// Whether a predicate is a word of a class, or is described by one: "a very stupid guy", "an act of
  /// aggression", "politically motivated", "an attempt to silence critics".
  func isCalled(_ predicate: Int, in name: String, of classes: WordClasses) -> Bool {
    guard !isNegated(predicate) else { return false }
    // "Called the move \"ill-timed and selfish\"": words that are quoted are hardly ever kind.
    if name == "blame", isInQuotes(predicate),
      [.noun, .adjective].contains(partOfSpeech(predicate)),
      child(of: predicate, [.cop]) == nil, !classes.contains(lemma(predicate), in: "plain-noun"),
      !isCalled(predicate, in: "praise", of: classes)
    {
      return true
    }
    let words = [predicate] + children(of: predicate, [.amod, .compound])
    if words.contains(where: { isWord($0, in: name, of: classes) }) { return true }
    let lemma = lemma(predicate)
    // What follows "of" says of what kind a thing is, an infinitive what it is for.
    if classes.contains(lemma, in: "kind-noun") {
      let inner = phrases(of: predicate).filter { $0.preposition == "of" }
      if inner.contains(where: { isCalled($0.head, in: name, of: classes) }) { return true }
    }
    return classes.contains(lemma, in: "aim-noun")
      && children(of: predicate, [.acl, .xcomp, .advcl]).contains {
        isInfinitive($0) && classes.contains(self.lemma($0), in: name + "-aim")
      }
  }

  /// Whether a mark of quotation opens the phrase of a token.
  private func isInQuotes(_ token: Int) -> Bool {
    let first = subtree(of: token).min() ?? token
    return [first - 1, first, first + 1].contains {
      $0 >= 0 && $0 < token && TreeRepair.openingQuotes.contains(text($0))
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
