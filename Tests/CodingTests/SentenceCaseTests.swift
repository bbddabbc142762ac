import Coding
import Foundation
import Ontology
import TestSupport
import Testing
import Text

/// A sentence with the events that it tells: a line of a file of `Cases`, the sentence, a tab, and
/// the events split by "|", each as "TYPE mode status ACTORS > RECIPIENTS" with what is empty left
/// out; nothing behind the tab where no event must be found.
struct SentenceCase: CustomTestStringConvertible, Sendable {
  let sentence: String
  let expected: String
  var testDescription: String { sentence }

  /// The cases of one file.
  static func cases(of name: String) -> [SentenceCase] {
    caseFiles(in: "Cases", withExtension: "tsv").filter { $0.hasSuffix("/" + name) }
      .flatMap { path -> [SentenceCase] in
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
          let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
          guard cells.count == 2 else { return nil }
          let events = cells[1].split(separator: "|").map {
            $0.trimmingCharacters(in: .whitespaces)
          }
          return SentenceCase(
            sentence: String(cells[0]), expected: events.sorted().joined(separator: " | "))
        }
      }
  }

  /// What is found today, in the form of `expected`, with a codebook.
  func found(_ codebook: Codebook = .shared) throws -> String {
    EventCoder(codebook: codebook).code(try caseArticle(sentence)).events.map(caseLine).sorted()
      .joined(separator: " | ")
  }
}

@Suite struct SentenceCaseTests {
  static let operators = SentenceCase.cases(of: "operators.tsv")
  static let frames = SentenceCase.cases(of: "frames.tsv")
  static let headlines = SentenceCase.cases(of: "headlines.tsv")

  @Test(arguments: operators)
  func `operators compose over types, modes and status`(_ example: SentenceCase) throws {
    #expect(try example.found() == example.expected)
  }

  @Test func `there are operators over content enough to tell the table`() {
    #expect(Self.operators.count >= 120)
  }

  @Test(arguments: frames)
  func `a class of frames fires where it must and only there`(_ example: SentenceCase) throws {
    #expect(try example.found() == example.expected)
  }

  @Test(arguments: headlines)
  func `headlines read like sentences`(_ example: SentenceCase) throws {
    #expect(try example.found() == example.expected)
  }
}
