import Ontology
import Testing

@testable import Coding

@Suite struct LexiconTests {
  private static let verbRows = EmbeddedTable.rows(of: "frames-verbs.tsv")
  private static let nounRows = EmbeddedTable.rows(of: "frames-nouns.tsv")

  @Test func `the lexicon holds the frames that the project promises`() {
    #expect(FrameLexicon.shared.count >= 1_200)
    #expect(FrameLexicon.shared.count > 6_500, "docs/CODING.md says so")
    let types = Set(
      FrameLexicon.shared.verbs.values.joined().compactMap(\.type)
        + FrameLexicon.shared.nouns.values.joined().compactMap(\.type))
    #expect(types == Set(EventType.allCases))
  }

  @Test(arguments: EventType.allCases)
  func `every type has frames of verbs and of nouns`(type: EventType) {
    let verbs = FrameLexicon.shared.verbs.values.joined().count { $0.type == type }
    let nouns = FrameLexicon.shared.nouns.values.joined().count { $0.type == type }
    #expect(verbs + nouns >= 25, "\(verbs) and \(nouns)")
    #expect(verbs > 0 && nouns > 0)
  }

  @Test func `the built-in files stand the checks of users' files`() {
    let checker = PatternChecker(
      classes: WordClasses.shared.names, operators: OperatorTable.shared.names)
    for (number, row) in (Self.verbRows + Self.nounRows).enumerated() {
      let line = row.joined(separator: "\t")[...]
      let faults = checker.checkFrame(PatternCell.cells(of: line, number: number))
      #expect(faults.isEmpty, "\(faults.map(\.message)) in \(row)")
    }
    for row in EmbeddedTable.rows(of: "coding-operators.tsv") {
      let line = row.joined(separator: "\t")[...]
      let faults = checker.checkOperator(PatternCell.cells(of: line, number: 0))
      #expect(faults.isEmpty, "\(faults.map(\.message)) in \(row)")
    }
  }

  @Test func `every row of the frame files is well formed`() {
    for row in Self.verbRows + Self.nounRows {
      #expect(row.count == 7, "\(row)")
      guard row.count == 7 else { continue }
      let type = EventType(rawValue: String(row[0]))
      #expect(type != nil || row[0] == "-", "type of \(row)")
      if let type, row[1] != "-" { #expect(type.modes.contains(String(row[1])), "mode of \(row)") }
      if row[2] != "-" {
        #expect(OperatorTable.shared.names.contains(String(row[2])), "operator of \(row)")
      }
      for condition in EmbeddedTable.list(row[5], by: ";") {
        #expect(FrameCondition(condition) != nil, "\(condition) in \(row)")
        for name in condition.split(separator: "@").dropFirst().flatMap({ $0.split(separator: "|") }
        ) {
          #expect(WordClasses.shared.names.contains(String(name)), "\(name) in \(row)")
        }
      }
      #expect(!EmbeddedTable.list(row[6], by: ",").isEmpty)
    }
  }

  @Test func `operators name results that the ontology has`() {
    for row in EmbeddedTable.rows(of: "coding-operators.tsv") {
      #expect(row.count == 6, "\(row)")
      guard row.count == 6 else { continue }
      #expect(
        ["=", "!", "~"].contains(row[2]) || EventType(rawValue: String(row[2])) != nil, "\(row)")
      if let type = EventType(rawValue: String(row[2])), row[3] != "=", row[3] != "-" {
        #expect(type.modes.contains(String(row[3])), "mode of \(row)")
      }
    }
  }

  @Test(arguments: [
    ("refuse", EventType.consult, EventType.reject, "meet"),
    ("threaten", .sanction, .threaten, "relations"),
    ("promise", .aid, .agree, ""),
    ("demand", .cooperate, .request, "assist"),
    ("future", .consult, .agree, ""),
    ("future", .retreat, .concede, ""),
    ("end", .assault, .retreat, "ceasefire"),
  ])
  func `operators compose by the rules of PLOVER`(
    name: String, content: EventType, result: EventType, mode: String
  ) throws {
    let rule = try #require(OperatorTable.shared.rule(name, over: content, mode: ""))
    #expect(rule.type == result)
    #expect(rule.mode == mode)
  }

  @Test func `a user can read where a frame came from`() throws {
    let frames = try #require(FrameLexicon.shared.verbs["call"])
    #expect(frames.first { $0.name == "call for" }?.type == .request)
    #expect(frames.first?.weight ?? 0 >= frames.last?.weight ?? 0)
  }
}
