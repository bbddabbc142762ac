import Columnar
import Ontology

extension TableFormat {
  /// Events in the JSON of PLOVER: as its manual has them (lists of actors and events), as its first
  /// gold records have them (`source`, `target`, an `event` in one word), and as the records made of
  /// ICEWS have them (a CAMEO code for an `event`, `ccode` for the country).
  ///
  /// The keys are the columns; each record brings what it has.
  static let plover = TableFormat(
    name: "plover", title: "PLOVER events in JSON", layout: .json,
    columns: FormatColumn.table(
      """
      id               | text | the record
      date             | date | the day
      event            | text | PLOVER type, in a list or alone, or a CAMEO code
      mode             | text | PLOVER mode
      context          | text | PLOVER contexts
      actor            | text | objects with actorText, code or country, sector
      recipient        | text | as actor
      source           | text | as actor, in older records
      target           | text | as recipient, in older records
      event_loc        | text | where
      eventLoc         | text | where, in older records
      location         | text | where, in records made of ICEWS
      ccode            | text | ISO 3166 alpha-3 of the place
      protesteridentity | name | the actor, in records made of ICEWS
      text             | text | the sentence
      publication      | text | the publisher
      """), missingTexts: ["NULL"], mapping: { common($0) })

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay("date")
    common["type"] = source.made(.string, of: "event") { .string(coded($0)?.type.rawValue ?? "") }
    common["quad"] = source.made(.string, of: "event") {
      .string(coded($0)?.type.quad.rawValue ?? "")
    }
    common["score"] = source.made(.real, of: "event") { value in
      coded(value).map { .real(EventScore.score(type: $0.type, mode: $0.mode)) } ?? .null
    }
    common["mode"] =
      source.has("mode")
      ? source.made(.string, of: "mode") { .string(texts($0).first?.lowercased() ?? "") }
      : source.made(.string, of: "event") { .string(coded($0)?.mode ?? "") }
    common["contexts"] =
      source.has("context")
      ? source.made(.dynamic, of: "context") { list(texts($0).map { $0.lowercased() }) }
      : source.made(.dynamic, of: "event") { list(coded($0)?.contexts ?? []) }
    common["status"] = common.constant(EventStatus.happened.rawValue)
    for (side, keys) in [("actor", ["actor", "source"]), ("recipient", ["recipient", "target"])] {
      guard let key = keys.first(where: source.has) else { continue }
      common[side + "s"] = source.made(.dynamic, of: key) { list(names($0)) }
      common[side + "_countries"] = source.made(.dynamic, of: key) { list(countries($0)) }
      common[side + "_sectors"] = source.made(.dynamic, of: key) { list(sectors($0)) }
    }
    if source.has("protesteridentity"), !source.has("actor") {
      common["actors"] = source.made(.dynamic, of: "protesteridentity") {
        list(texts($0).map { String($0.prefix { $0 != ":" }) })
      }
    }
    common["place_country"] = source.made(.string, of: "ccode") { .string(texts($0).first ?? "") }
    common["text"] = source.made(.string, of: "text") { .string(texts($0).first ?? "") }
    common["document"] = source.made(.string, of: "id") { .string(texts($0).first ?? "") }
    common["source"] = source.made(.string, of: "publication") { .string(texts($0).first ?? "") }
    return common
  }

  private typealias Coded = (type: EventType, mode: String, contexts: [String])

  /// A type by its name of today or an older one, or by its CAMEO code.
  private static func coded(_ value: Value) -> Coded? {
    guard let word = texts(value).first?.uppercased(), let first = word.first else { return nil }
    if first.isNumber { return CameoCode.plover(word).map { ($0.type, $0.mode, $0.contexts) } }
    switch word {
    case "DEMAND": return (.request, "", [])
    case "DISAPPROVE": return (.accuse, "disapprove", [])
    case "INVESTIGATE": return (.accuse, "investigate", [])
    case "FIGHT": return (.assault, "", [])
    default: return EventType(rawValue: word).map { ($0, "", []) }
    }
  }

  /// A text, or the texts of a list.
  private static func texts(_ value: Value) -> [String] {
    switch value {
    case .string(let text): return text.isEmpty || text == "NULL" ? [] : [text]
    case .integer(let number): return [String(number)]
    case .dynamic(.string(let text)): return text.isEmpty ? [] : [text]
    case .dynamic(.array(let items)): return items.flatMap { texts(.dynamic($0)) }
    default: return []
    }
  }

  /// The objects of a side.
  private static func parties(_ value: Value) -> [DynamicBag] {
    switch value {
    case .dynamic(.bag(let bag)): return [bag]
    case .dynamic(.array(let items)): return items.flatMap { parties(.dynamic($0)) }
    default: return []
    }
  }

  private static func field(_ party: DynamicBag, _ keys: [String]) -> [String] {
    for key in keys {
      if let value = party[key] {
        let found = texts(.dynamic(value))
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  private static func names(_ value: Value) -> [String] {
    let names = parties(value).flatMap { field($0, ["name", "actorText", "text", "code"]) }
    return names.isEmpty ? texts(value) : names
  }

  private static func countries(_ value: Value) -> [String] {
    parties(value).flatMap { field($0, ["country", "code"]) }
      .flatMap { $0 == "JAP" ? ["JPN"] : CameoActor.countries($0) }
  }

  private static func sectors(_ value: Value) -> [String] {
    parties(value).flatMap { field($0, ["sector", "agent"]) }
      .flatMap { word in CameoSector.plover(word.uppercased()) }
  }

  private static func list(_ texts: [String]) -> Value {
    .dynamic(.array(texts.map { .string($0) }))
  }
}
