import Linguistics
import Ontology

/// Reads who won an election: the electorate's support of the winner, as the guidelines of the gold
/// articles have it. What is hoped for, sought or possible is no victory.
struct ElectionReader {
  let tree: DocumentTree
  let sides: SideFinder

  /// The name of the frame that a victory is given.
  static let frameName = "win an election"
  /// The last word of what the voters of a country are called.
  static let electorate = "electorate"

  private static let elections: Set<String> = [
    "ballot", "by-election", "election", "leadership", "poll", "polls", "premiership", "presidency",
    "primary", "re-election", "reelection", "run-off", "runoff",
  ]

  private static let mandates: Set<String> = [
    "landslide", "majority", "mandate", "seat", "term", "victory", "vote",
  ]

  /// The victories of a sentence that no other event tells.
  func victories(in sentence: Range<Int>, beside found: [Candidate]) -> [Candidate] {
    sentence.compactMap { token -> Candidate? in
      guard !found.contains(where: { $0.trigger == token }) else { return nil }
      let winners = self.winners(at: token)
      guard let winner = winners.first, winners.count == 1, let country = winner.country,
        !country.hasPrefix("IGO:"), winner.name != CountryCode.name(country)
      else { return nil }
      let adjective = CountryCode.adjective(country) ?? CountryCode.name(country) ?? country
      let electorate = Participant(
        name: adjective + " " + Self.electorate, country: country, sector: .civilian, range: nil,
        reason: "those who elect, understood")
      return Candidate(
        .support, name: Self.frameName, head: "win", trigger: token,
        isNominal: !tree.isVerb(token), clause: token, actors: [electorate], recipients: [winner])
    }
  }

  private func winners(at token: Int) -> [Participant] {
    let lemma = tree.lemma(token)
    if tree.isVerb(token) {
      guard isAsserted(token) else { return [] }
      switch lemma {
      case "win", "secure", "clinch":
        guard tree.objects(of: token).contains(where: isElection) else { return [] }
        return sides.participants(of: tree.agents(of: token), throughThings: false)
      case "elect", "re-elect", "reelect":
        guard tree.isPassive(token), tree.relation(token) != .amod else { return [] }
        return sides.participants(of: tree.objects(of: token), throughThings: false)
      default: return []
      }
    }
    guard tree.isNominal(token), lemma == "victory" || lemma == "win", isElection(token) else {
      return []
    }
    return sides.participants(
      of: tree.children(of: token, [.nmodPossessive]), throughThings: false)
  }

  /// Whether a noun is an election or office, or what is won in one: "the presidency", "a second term
  /// in the vote", "an election victory".
  private func isElection(_ noun: Int) -> Bool {
    if Self.elections.contains(tree.lemma(noun)) { return true }
    guard Self.mandates.contains(tree.lemma(noun)) || tree.lemma(noun) == "win" else {
      return false
    }
    let beside = tree.children(of: noun, [.compound, .amod]).map { tree.lemma($0) }
    let within = tree.phrases(of: noun).filter { ["as", "at", "in"].contains($0.preposition) }
      .map { tree.lemma($0.head) }
    return (beside + within).contains {
      Self.elections.contains($0) || ["electoral", "presidential", "president"].contains($0)
    }
  }

  private func isAsserted(_ verb: Int) -> Bool {
    guard !tree.isNegated(verb), !tree.isInfinitive(verb) else { return false }
    let modals: Set<String> = ["would", "could", "may", "might", "should", "will", "can", "must"]
    if tree.auxiliaries(of: verb).contains(where: { modals.contains($0) }) { return false }
    let marks = tree.children(of: verb, [.mark, .case]).map { tree.text($0) }
    return !marks.contains { ["if", "of", "for", "in", "unless", "without"].contains($0) }
  }
}
