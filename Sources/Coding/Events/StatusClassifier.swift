import Linguistics
import Ontology
import Text

/// Decides whether a clause tells what happened, what will, what might, or what did not.
struct StatusClassifier {
  let tree: DocumentTree

  /// The operator that the clause's own words put over its event: negated, future, modal,
  /// conditional; nil for a plain statement.
  func moodOperator(of candidate: Candidate) -> String? {
    let token = candidate.trigger
    if candidate.isNominal {
      if tree.children(of: token, [.det]).contains(where: { tree.text($0) == "no" }) {
        return "negated"
      }
      let prospects: Set<String> = [
        "possible", "potential", "planned", "proposed", "future", "upcoming", "threatened",
        "alleged", "would-be", "eventual", "likely", "imminent", "forthcoming", "next",
      ]
      if let word = tree.children(of: token, [.amod]).map({ tree.text($0) })
        .first(where: { prospects.contains($0) })
      {
        return ["planned", "upcoming", "future", "forthcoming", "next"].contains(word)
          ? "future" : "modal"
      }
      guard candidate.clause != token,
        [.obj, .nsubjPassive].contains(tree.relation(token))
      else { return nil }
    }
    // "Offered no apology", "made no such pledge"
    if !candidate.isNominal,
      (candidate.boundNouns + candidate.tokens.dropFirst()).contains(where: { noun in
        tree.isNominal(noun) && tree.relation(noun) == .obj
          && tree.children(of: noun, [.det]).contains { tree.text($0) == "no" }
      })
    {
      return "negated"
    }
    return clauseOperator(of: candidate.clause)
  }

  /// Nouns that an infinitive after "is" tells more of: "its aim is to win".
  private static let aims: Set<String> = [
    "aim", "ambition", "answer", "approach", "challenge", "desire", "duty", "effort", "goal",
    "hope", "idea", "intention", "job", "mission", "move", "objective", "option", "plan", "point",
    "policy", "priority", "problem", "purpose", "responsibility", "role", "solution", "step",
    "strategy", "target", "task", "thing", "way", "what", "wish", "work",
  ]

  /// The operator of a verb's clause.
  func clauseOperator(of verb: Int) -> String? {
    if tree.isNegated(verb) || isOfNobody(verb) {
      // "said it will not hold talks" is a refusal.
      let wills: Set<String> = ["will", "wo", "would", "'ll", "shall"]
      return tree.auxiliaries(of: verb).contains { wills.contains($0) } ? "unwilling" : "negated"
    }
    if isConditional(verb) { return "conditional" }
    if isOnCalendar(verb), hasWeekday(verb) { return "future" }
    let auxiliaries = tree.auxiliaries(of: verb)
    for auxiliary in auxiliaries {
      switch auxiliary {
      case "will", "'ll", "shall", "wo": return "future"
      case "would", "'d": return isReported(verb) && !hasCondition(verb) ? "future" : "modal"
      case "may", "might", "could", "can": return "modal"
      default: continue
      }
    }
    // "The prisoners are to be freed."
    if tree.relation(verb) == .xcomp, tree.isInfinitive(verb), tree.head(verb) >= 0,
      ["is", "are", "'s", "'re"].contains(tree.text(tree.head(verb))),
      let subject = tree.ownSubject(of: tree.head(verb)) ?? tree.ownSubject(of: verb),
      !Self.aims.contains(tree.lemma(subject))
    {
      return "future"
    }
    // "Moe to visit Oslo" in a headline.
    if tree.relation(verb) == .root || tree.relation(verb) == .ccomp && tree.head(verb) > verb,
      tree.isInfinitive(verb), tree.ownSubject(of: verb) != nil
    {
      return "future"
    }
    return nil
  }

  /// Whether the subject denies the clause: "no troops attacked", "nobody was arrested", "neither side
  /// fired", "none of the rebels".
  private func isOfNobody(_ verb: Int) -> Bool {
    let nobody: Set<String> = ["neither", "no", "nobody", "none", "no-one"]
    return tree.children(of: verb, [.nsubj, .nsubjPassive]).contains { subject in
      nobody.contains(tree.text(subject))
        || tree.children(of: subject, [.det, .cc]).contains {
          nobody.contains(tree.text($0)) && $0 < subject
        }
        || tree.text(subject) == "one" && subject > 0 && tree.text(subject - 1) == "no"
    }
  }

  /// Whether a day of the week says when: "visits Paris on Friday".
  private func hasWeekday(_ verb: Int) -> Bool {
    tree.children(of: verb, [.obl, .oblTemporal, .advmod]).contains {
      let word = tree.text($0)
      return (TimeReader.weekday(word) != nil || word == "tomorrow") && $0 > verb
        && tree.children(of: $0, [.amod, .det]).isEmpty
    }
  }

  /// Whether the clause depends on "if", "unless", "whether".
  private func isConditional(_ verb: Int) -> Bool {
    let words: Set<String> = ["if", "unless", "whether", "should"]
    return tree.children(of: verb, [.mark]).contains { words.contains(tree.text($0)) }
  }

  /// Whether the clause has an if-clause of its own.
  private func hasCondition(_ verb: Int) -> Bool {
    tree.children(of: verb, [.advcl]).contains { isConditional($0) }
  }

  /// Whether somebody says the clause ("said it would"), so that "would" is a plain future.
  func isReported(_ verb: Int) -> Bool {
    var current = verb
    for _ in 0..<4 {
      let head = tree.head(current)
      guard head >= 0 else { break }
      if [.ccomp, .xcomp].contains(tree.relation(current)) { return true }
      guard tree.relation(current) == .conj else { break }
      current = head
    }
    return tree.children(of: verb, [.parataxis]).contains { SpeechVerbs.isSpeech(tree.lemma($0)) }
  }

  /// Whether the clause looks ahead, so that weekdays and months in it are coming ones.
  func looksAhead(_ verb: Int) -> Bool {
    if ["future", "modal", "conditional"].contains(clauseOperator(of: verb) ?? "") { return true }
    if tree.isInfinitive(verb), tree.relation(verb) == .xcomp { return true }
    let plans: Set<String> = ["plan", "expect", "schedule", "due", "set", "intend", "slate"]
    return plans.contains(tree.lemma(verb)) || isOnCalendar(verb)
  }

  private static let calendar: Set<String> = [
    "address", "arrive", "attend", "begin", "chair", "come", "depart", "end", "enter", "expire",
    "fly", "go", "hold", "host", "leave", "meet", "open", "resume", "return", "start", "take",
    "tour", "travel", "visit",
  ]

  /// Whether the present tense tells what the calendar holds: "visits Paris on Friday", "begins on
  /// Monday". Headlines tell what happened so, too.
  private func isOnCalendar(_ verb: Int) -> Bool {
    tree.word(verb).verbForm == .present && Self.calendar.contains(tree.lemma(verb))
      && tree.auxiliaries(of: verb).isEmpty
      && tree.analysis.document.sentences[tree.sentenceOf[verb]].kind == .body
  }
}

/// The verbs that report what somebody says.
enum SpeechVerbs {
  private static let lemmas: Set<String> = [
    "say", "tell", "state", "declare", "announce", "note", "report", "add", "explain", "confirm",
    "reveal", "disclose", "mention", "write", "tweet", "post", "quote", "cite", "reply", "respond",
    "answer", "observe", "remark", "acknowledge", "admit", "inform", "notify", "insist", "claim",
    "maintain", "assert", "contend", "conclude", "testify", "argue", "stress", "emphasize",
    "emphasise", "underline", "underscore", "warn", "ask", "urge", "call", "describe", "vow",
    "pledge", "promise", "reiterate", "repeat", "recall", "suggest", "complain", "accuse", "demand",
    "comment", "continue", "allege", "predict", "joke", "shout", "bellow", "thunder", "growl",
    "chant", "read", "order", "agree",
    "deny", "decry", "condemn", "criticize", "criticise", "praise", "denounce", "hail", "dismiss",
    "label", "brand", "dub", "term", "caution", "propose", "promise", "think", "believe", "boast",
  ]

  private static let plain: Set<String> = [
    "say", "state", "declare", "announce", "note", "report", "add", "explain", "reveal", "think",
    "believe", "claim", "insist", "acknowledge", "admit", "argue", "suggest", "predict",
  ]

  /// Whether a verb takes what is said and no object of a person.
  static func isPlainSpeech(_ lemma: String) -> Bool { plain.contains(lemma) }

  static func isSpeech(_ lemma: String) -> Bool { lemmas.contains(lemma) }
}
