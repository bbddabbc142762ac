import Ontology

/// How sure an event is: the share of events like it that are right, by a logistic score over what
/// decided it.
///
/// Each feature that holds adds its weight, in logits, to that of all events. The weights stand in
/// `confidence-weights.tsv`; `Benchmarks/confidence/fit.py` fits them, and `docs/CODING.md` says how.
struct EventConfidence {
  /// What holds of the event, in the words of the table's first column.
  let features: [String]

  /// The features of a candidate that became `event`; `place` is where its sentence stands in the
  /// article.
  init(of candidate: Candidate, as event: Event, place: Place, isDateStated: Bool) {
    var found = [candidate.isNominal ? "a noun tells it" : "a verb tells it"]
    let actors = Set(event.actors.compactMap(\.country))
    let recipients = Set(event.recipients.compactMap(\.country))
    if event.actors.isEmpty {
      found.append("nobody acts")
    } else if actors.isEmpty {
      found.append("who acts has no country")
    } else if actors.count > 1 {
      found.append(
        event.recipients.isEmpty ? "several countries act together" : "several countries act")
    }
    if event.recipients.isEmpty {
      if actors.count < 2 { found.append("nobody is acted upon") }
    } else if recipients.isEmpty {
      found.append("who is acted upon has no country")
    }
    if !actors.isDisjoint(with: recipients) { found.append("both sides are of one country") }
    if event.actors.contains(where: { $0.range == nil }) { found.append("who acts is understood") }
    if event.recipients.contains(where: { $0.range == nil }) {
      found.append("who is acted upon is understood")
    }
    found.append("it is \(event.type.rawValue)")
    if candidate.certainty < 1 { found.append("word order decided the sides") }
    if candidate.frame.conditions.count > 1 { found.append("the frame asks for several things") }
    if candidate.tokens.count > 1 { found.append("the frame has several words") }
    if !candidate.operators.isEmpty { found.append("operators changed it") }
    if candidate.saidBy != nil { found.append("somebody says so") }
    if event.status != .happened { found.append("it has not simply happened") }
    if isDateStated { found.append("its clause is dated") }
    if event.date == nil { found.append("it has no date") }
    switch place {
    case .headline: found.append("a headline or caption tells it")
    case .lead: found.append("the lead tells it")
    case .late: found.append("the second half tells it")
    case .early: break
    }
    features = found
  }

  /// Where a sentence stands in its article.
  enum Place {
    case headline, lead, early, late
  }

  /// The share of such events that are right, 0 to 1.
  var share: Double {
    let logit = features.reduce(Self.weights["all events"] ?? 0) { $0 + (Self.weights[$1] ?? 0) }
    return Self.logistic(logit)
  }

  /// The weight of each feature, in logits.
  static let weights: [String: Double] = {
    var weights: [String: Double] = [:]
    for row in EmbeddedTable.rows(of: "confidence-weights.tsv") where row.count == 2 {
      weights[String(row[0])] = Double(row[1])
    }
    return weights
  }()

  /// `1 / (1 + e^-x)`, to some nine digits: the standard library has no exponential, and this needs
  /// none better.
  private static func logistic(_ x: Double) -> Double {
    let power = min(max(-x, -30), 30) / 1024
    var growth = 1 + power + power * power / 2 + power * power * power / 6
    for _ in 0..<10 { growth *= growth }
    return 1 / (1 + growth)
  }
}
