/// How many of the events that were decided like one are right, of the gold articles.
///
/// What decides is how the sides were found: a place of the frame filled by somebody of a known
/// country, a side that the reader must understand, or one of no country. The table holds the share
/// of events with type and both sides right; `docs/CODING.md` says how it is counted again.
struct EventConfidence {
  /// How the sides of an event were found, from worst to best.
  private enum Grade {
    /// Nobody acts, or a side is of no country.
    case vague
    /// A side is understood from the article.
    case understood
    case noun
    case verb
    /// Two parties are named that act together.
    case mutual
  }

  private static let shares: [Grade: Double] = [
    .vague: 0.10, .understood: 0.32, .noun: 0.56, .verb: 0.59, .mutual: 0.78,
  ]

  private let grade: Grade

  init(of candidate: Candidate) {
    let sides = [candidate.actors, candidate.recipients]
    let isVague =
      candidate.actors.isEmpty
      || sides.contains { !$0.isEmpty && !$0.contains { $0.country != nil } }
    let countries = Set(candidate.actors.compactMap(\.country))
    if isVague {
      grade = .vague
    } else if candidate.certainty < 1 || sides.joined().contains(where: { $0.range == nil }) {
      grade = .understood
    } else if countries.count > 1, candidate.recipients.isEmpty {
      grade = .mutual
    } else {
      grade = candidate.isNominal ? .noun : .verb
    }
  }

  /// The share of such events that are right.
  var share: Double { Self.shares[grade] ?? 0.5 }

}
