import Ontology

/// What an operator does to the event that it governs; a row of `coding-operators.tsv`.
struct OperatorRule: Sendable {
  /// Who fills a side of the result.
  enum Source: Character, Sendable {
    case subject = "S"
    case addressee = "A"
    case contentActor = "a"
    case contentRecipient = "r"
    /// The country in which the content takes place.
    case contentPlace = "p"
  }

  /// One kind of content.
  struct Content: Sendable {
    let type: EventType
    /// Nil for any.
    let mode: String?
    /// Whether it must be told not to be ("vowed not to attack").
    let isNegated: Bool
  }

  /// What the content may be, nil for anything.
  let content: [Content]?
  /// Whether it is for an operator whose complement holds no event.
  let isForNone: Bool
  /// The result's type; nil keeps the content's.
  let type: EventType?
  /// Whether no event results.
  let isDropped: Bool
  /// Whether what the content had taken in results ("refused to rule out a strike").
  let isUndoing: Bool
  /// The result's mode; nil keeps the content's.
  let mode: String?
  /// The result's status; nil keeps the content's.
  let status: EventStatus?
  /// Choices for the actors, best first; each a set of sources that are joined.
  let actors: [[Source]]
  /// Choices for the recipients.
  let recipients: [[Source]]
  /// Whether the sides stay as the content has them.
  let keepsSides: Bool
}

/// The table of operators.
struct OperatorTable: Sendable {
  private var rules: [String: [OperatorRule]]

  /// The table of the executable.
  static let shared = OperatorTable(rows: EmbeddedTable.rows(of: "coding-operators.tsv"))

  init(rows: [[Substring]]) {
    var rules: [String: [OperatorRule]] = [:]
    for row in rows where row.count >= 6 {
      rules[String(row[0]), default: []].append(Self.rule(row))
    }
    self.rules = rules
  }

  /// The same table with rows of the user's, which are tried before those it has.
  func adding(_ rows: [[Substring]]) -> OperatorTable {
    var copy = self
    for (name, list) in OperatorTable(rows: rows).rules {
      copy.rules[name] = list + (rules[name] ?? [])
    }
    return copy
  }

  /// The names of all operators.
  var names: Set<String> { Set(rules.keys) }

  /// Whether an operator makes no event of whatever it governs: what is feared did not happen.
  func drops(_ name: String) -> Bool { rules[name]?.allSatisfy(\.isDropped) ?? false }

  /// The rule for an operator over content of a type and mode; type nil stands for no event.
  func rule(
    _ name: String, over type: EventType?, mode: String, isNegated: Bool = false
  ) -> OperatorRule? {
    rules[name]?.first { rule in
      guard let type else { return rule.isForNone }
      guard !rule.isForNone else { return false }
      guard let content = rule.content else { return true }
      return content.contains {
        $0.type == type && ($0.mode == nil || $0.mode == mode) && (!$0.isNegated || isNegated)
      }
    }
  }

  private static func rule(_ row: [Substring]) -> OperatorRule {
    let content: [OperatorRule.Content]? =
      row[1] == "*" || row[1] == "none"
      ? nil
      : row[1].split(separator: ",").compactMap { part in
        let isNegated = part.first == "-"
        let pieces = (isNegated ? part.dropFirst() : part).split(separator: ":").map(String.init)
        return pieces.first.flatMap { EventType(rawValue: $0) }.map { type in
          OperatorRule.Content(
            type: type, mode: pieces.count > 1 ? pieces[1] : nil, isNegated: isNegated)
        }
      }
    let sides = row[5].split(separator: ">", omittingEmptySubsequences: false)
    return OperatorRule(
      content: content, isForNone: row[1] == "none", type: EventType(rawValue: String(row[2])),
      isDropped: row[2] == "!", isUndoing: row[2] == "~",
      mode: row[3] == "=" ? nil : (row[3] == "-" ? "" : String(row[3])),
      status: EventStatus(rawValue: String(row[4])), actors: sources(sides.first),
      recipients: sides.count > 1 ? sources(sides[1]) : [], keepsSides: sides.count < 2)
  }

  private static func sources(_ cell: Substring?) -> [[OperatorRule.Source]] {
    guard let cell, cell != "-" else { return [] }
    return cell.split(separator: "/").map { choice in
      choice.split(separator: "+").compactMap { part in
        part.first.flatMap(OperatorRule.Source.init(rawValue:))
      }
    }
  }
}

/// The verbs that only lend a nominal event its sides ("hold talks"), from `coding-support.tsv`.
struct SupportVerbs: Sendable {
  private let actors: Set<String>
  private let recipients: Set<String>

  /// The verbs of the executable.
  static let shared = SupportVerbs(rows: EmbeddedTable.rows(of: "coding-support.tsv"))

  init(rows: [[Substring]]) {
    func words(_ role: String) -> Set<String> {
      Set(
        rows.filter { $0.count >= 2 && $0[0] == role }
          .flatMap { EmbeddedTable.list($0[1], by: ",") })
    }
    actors = words("actor")
    recipients = words("recipient")
  }

  /// Whether the subject of `lemma` is the actor of its object's event.
  func makesActor(_ lemma: String) -> Bool { actors.contains(lemma) }

  /// Whether the subject of `lemma` is the recipient of its object's event.
  func makesRecipient(_ lemma: String) -> Bool { recipients.contains(lemma) }
}
