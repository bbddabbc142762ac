import Linguistics
import Ontology

/// Reads what several countries do together, whatever it is: "Norwegian and Russian divers are
/// jointly clearing the bay".
struct JointReader {
  let tree: DocumentTree
  let sides: SideFinder

  /// The name of the frame that a joint deed is given.
  static let frameName = "do ... jointly"

  /// The joint deeds of a sentence at verbs that no frame fits, or that only move forces.
  func deeds(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    sentence.compactMap { verb in
      guard tree.isVerb(verb), isJoint(verb), !tree.isNegated(verb),
        found.allSatisfy({ $0.trigger != verb || $0.type == .mobilize })
      else { return nil }
      let agents = sides.participants(of: tree.agents(of: verb))
      guard Set(agents.compactMap(\.country)).count > 1 else { return nil }
      return Candidate(
        .cooperate, isSymmetric: true, name: Self.frameName, head: tree.lemma(verb), trigger: verb,
        clause: verb, actors: agents)
    }
  }

  /// Whether words beside a verb say that its subjects do something together; to walk or to sit
  /// together is no joint work.
  private func isJoint(_ verb: Int) -> Bool {
    guard
      !tree.objects(of: verb).isEmpty || tree.isPassive(verb)
        || tree.children(of: verb, [.advmod]).contains(where: { tree.text($0) == "jointly" })
    else { return false }
    if tree.children(of: verb, [.advmod]).contains(where: {
      ["jointly", "together"].contains(tree.text($0))
    }) {
      return true
    }
    let bodies: Set<String> = ["hand", "side", "shoulder"]
    return tree.sentence(of: verb).dropLast(2).contains { token in
      bodies.contains(tree.text(token)) && token > verb
        && ["by", "in", "to"].contains(tree.text(token + 1))
        && tree.text(token + 2) == tree.text(token)
    }
  }
}
