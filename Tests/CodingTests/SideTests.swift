import Coding
import Foundation
import Ontology
import TestSupport
import Testing
import Text

/// A sentence with the sides of its events; `Cases/sides.txt` says how they are written.
struct SideCase: CustomTestStringConvertible, Sendable {
  let sentence: String
  let expected: [String]
  /// Whether today's answer is wrong.
  let isKnownIssue: Bool
  var testDescription: String { sentence }

  /// The cases of every file of sides.
  static let all: [SideCase] = caseFiles(in: "Cases", withExtension: "sides").flatMap { path in
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n\n").compactMap { block -> SideCase? in
      let lines = block.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
      guard let first = lines.first else { return nil }
      let isKnownIssue = first.hasPrefix("? ")
      return SideCase(
        sentence: isKnownIssue ? String(first.dropFirst(2)) : first,
        expected: lines.dropFirst().filter { $0 != "none" }, isKnownIssue: isKnownIssue)
    }
  }
}

/// Sentences against the sides of their events, read on Wednesday, 2019-06-12.
@Suite struct SideTests {
  private static let symmetric: Set<String> = ["AGREE", "CONSULT", "COOPERATE"]

  private static func side(_ list: [String]) -> String {
    list.isEmpty ? "-" : Set(list).sorted().joined(separator: "+")
  }

  private static func line(_ event: Event) -> String {
    let actors = event.actors.map { $0.country ?? $0.name }
    let recipients = event.recipients.map { $0.country ?? $0.name }
    return line(event.type.rawValue, actors, recipients)
  }

  private static func line(_ type: String, _ actors: [String], _ recipients: [String]) -> String {
    symmetric.contains(type)
      ? "\(type) \(side(actors + recipients)) > -"
      : "\(type) \(side(actors)) > \(side(recipients))"
  }

  /// An expected line in the form of `line`.
  private static func canonical(_ text: String) -> String {
    let halves = text.components(separatedBy: ">")
    let words = halves[0].split(separator: " ", maxSplits: 1).map(String.init)
    func names(_ text: String) -> [String] {
      text.split(separator: "+").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty && $0 != "-" }
    }
    return line(
      words.first ?? "", names(words.count > 1 ? words[1] : ""),
      names(halves.count > 1 ? halves[1] : ""))
  }

  /// What differs from the expectation: events that are missing and events that are too many.
  private static func difference(_ row: SideCase) throws -> String {
    let article = try caseArticle(row.sentence)
    var found = EventCoder().code(article).events.map(line)
    var missing: [String] = []
    for line in row.expected {
      let isOptional = line.hasPrefix("~")
      let wanted = canonical(isOptional ? String(line.dropFirst()) : line)
      if let place = found.firstIndex(of: wanted) {
        found.remove(at: place)
      } else if !isOptional {
        missing.append(wanted)
      }
    }
    if missing.isEmpty && found.isEmpty { return "" }
    return "missing \(missing), too many \(found)"
  }

  @Test func `there are cases`() {
    #expect(SideCase.all.count > 100)
  }

  @Test(arguments: SideCase.all)
  func `a sentence names who acts and who is acted upon`(row: SideCase) throws {
    let difference = try Self.difference(row)
    if row.isKnownIssue {
      withKnownIssue { #expect(difference == "") }
    } else {
      #expect(difference == "")
    }
  }
}
