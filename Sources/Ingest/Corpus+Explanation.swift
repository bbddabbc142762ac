import Coding
import Ontology
import Text

extension Corpus {
  /// Every step that led to an event, a heading and a text each.
  func steps(
    of event: Event, id: Int, in document: CodedDocument
  ) -> [(heading: String, text: String)] {
    let trigger = document.document.article.source[event.trigger]
    let type = event.type.rawValue + (event.mode.isEmpty ? "" : ", mode \(event.mode)")
    // The frame's name, then those of the operators over it.
    let parts = event.frame.split(separator: " + ")
    let frame = parts.first.map { ": frame '\($0)'" } ?? ""
    var steps = [(heading: "type", text: "'\(trigger)' is \(type)\(frame)")]
    if parts.count > 1 {
      let names = parts.dropFirst().map { "'\($0)'" }.joined(separator: ", then ")
      steps.append(("operators", names + ", which decide type and status"))
    }
    for (role, parties) in [("actor", event.actors), ("recipient", event.recipients)] {
      if parties.isEmpty { steps.append((role, "nobody that could be found")) }
      steps += parties.map { (role, Self.told(of: $0, in: document)) }
    }
    steps.append(("status", event.status.rawValue))
    steps.append(("date", (event.date ?? "unknown") + Self.because(event.dateReason)))
    steps.append(
      ("published", (document.published ?? "unknown") + Self.because(document.publishedWhy)))
    if let place = event.place {
      steps.append(("place", place + (event.placeCountry.map { " (\($0))" } ?? "")))
    }
    steps.append(("said by", event.saidBy ?? "the article itself"))
    if !event.contexts.isEmpty {
      steps.append(("contexts", event.contexts.joined(separator: ", ")))
    }
    let score = EventScore.score(type: event.type, mode: event.mode)
    steps.append(("score", "\(score) (\(event.type.quad.rawValue))"))
    let reasons = event.confidenceReasons.joined(separator: "; ")
    steps.append(("confidence", "\(event.roundedConfidence)" + Self.because(reasons)))
    let others = otherReports(ofEvent: id)
    if !others.isEmpty { steps.append(("also told", others.joined(separator: ", "))) }
    return steps
  }

  /// `Ana Paz (PER, GOV), "Paz": how that was found`.
  private static func told(of party: Participant, in document: CodedDocument) -> String {
    let country = party.country.map { $0 + ", " } ?? ""
    let words =
      party.range.map { ", \"\(document.document.article.source[$0])\"" } ?? ", understood"
    return "\(party.name) (\(country)\(party.sector.rawValue))" + words + because(party.reason)
  }

  private static func because(_ reason: String) -> String {
    reason.isEmpty ? "" : ": " + reason
  }

  /// The other events of the same incident: `event 12 in call.txt`.
  private func otherReports(ofEvent id: Int) -> [String] {
    guard let place = place(ofEvent: id) else { return [] }
    let incident = incidents[place.document][place.event]
    return documents.indices.flatMap { index in
      let name = documents[index].document.article.source.name
      return incidents[index].indices.filter { incidents[index][$0] == incident }
        .map { firstEventIDs[index] + $0 }
        .filter { $0 != id }
        .map { "event \($0) in \(name)" }
    }
  }
}
