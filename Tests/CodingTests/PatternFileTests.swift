import Coding
import Foundation
import TestSupport
import Testing

/// Frames of the user's own: that they are read, that they win, and that faults are told by place.
@Suite struct PatternFileTests {
  private static func events(of sentence: String, with patterns: String) throws -> String {
    let file = PatternFile(reading: patterns, name: "mine.tsv")
    #expect(file.problems.isEmpty, "\(file.problems)")
    return try SentenceCase(sentence: sentence, expected: "").found(Codebook.shared.adding(file))
  }

  @Test func `a verb of the user's own makes an event`() throws {
    let patterns = "SANCTION\tdiscontinue\t-\tsubj\tobj\t-\tgreylist, put on the grey list\n"
    #expect(
      try Self.events(of: "Canada greylisted Panama.", with: patterns)
        == "SANCTION discontinue CAN > PAN")
    #expect(
      try Self.events(of: "Canada put Panama on the grey list.", with: patterns)
        == "SANCTION discontinue CAN > PAN")
    #expect(try SentenceCase(sentence: "Canada greylisted Panama.", expected: "").found() == "")
  }

  @Test func `the user's rows win over the built-in ones`() throws {
    #expect(
      try Self.events(
        of: "France criticized Spain.", with: "SUPPORT\t-\t-\tsubj\tobj\t-\tcriticize\n")
        == "SUPPORT FRA > ESP")
    #expect(
      try Self.events(of: "France criticized Spain.", with: "-\t-\t-\tsubj\t-\t-\tcriticize\n")
        == "")
  }

  @Test func `nouns, classes and operators of the user's own`() throws {
    let patterns = """
      # Fish.
      [classes]
      catch\tsquid, krill
      [verbs]
      COERCE\tseize\t-\tsubj\tfrom\tobj:@catch\thaul off
      [nouns]
      SANCTION\tdiscontinue\t-\tposs|mod\tof|on\tact\tgreylisting
      [operators]
      promise\tSANCTION\tSANCTION\tdiscontinue\tfuture\tS>r/A
      """
    #expect(
      try Self.events(of: "Chile hauled off squid from Peru.", with: patterns)
        == "COERCE seize CHL > PER")
    #expect(
      try Self.events(of: "Chile hauled off timber from Peru.", with: patterns) == "")
    #expect(
      try Self.events(of: "Canada's greylisting of Panama began on Monday.", with: patterns)
        == "SANCTION discontinue CAN > PAN")
    #expect(
      try Self.events(of: "Russia vowed to impose sanctions on Poland.", with: patterns)
        == "SANCTION discontinue future RUS > POL")
  }

  /// What is wrong, and where it must be said to be.
  @Test(arguments: [
    ("SANCTIONS\t-\t-\tsubj\tobj\t-\tgreylist", "mine.tsv:1:1: unknown type 'SANCTIONS'"),
    ("SANCTION\tban\t-\tsubj\tobj\t-\tgreylist", "mine.tsv:1:10: unknown mode 'ban'"),
    ("AGREE\tban\t-\tsubj\tobj\t-\tnod", "mine.tsv:1:7: unknown mode 'ban'; AGREE has none"),
    ("SANCTION\t-\tvo\tsubj\tobj\t-\tgreylist", "mine.tsv:1:12: unknown operator 'vo'"),
    ("SANCTION\t-\t-\tsbj\tobj\t-\tgreylist", "mine.tsv:1:14: unknown place 'sbj'"),
    ("SANCTION\t-\t-\tsubj\tobj|onn\t-\tgreylist", "mine.tsv:1:23: unknown place 'onn'"),
    ("SANCTION\t-\t-\tsubj\tobj\tobjj\tgreylist", "mine.tsv:1:23: unknown condition 'objj'"),
    ("SANCTION\t-\t-\tsubj\tobj\tobj:@x\tgreylist", "mine.tsv:1:23: unknown class '@x'"),
    ("SANCTION\t-\t-\tsubj\tobj\t-\tgreylist,,x", "mine.tsv:1:34: expected a word"),
    ("SANCTION\t-\t-\tsubj\tobj\t-\tgrey;list", "mine.tsv:1:25: 'grey;list' is no expression"),
    ("SANCTION subj obj greylist", "mine.tsv:1:1: expected 7 cells separated by tabs"),
    ("# head\n[verb]\nx", "mine.tsv:2:2: unknown heading 'verb'"),
    ("[classes]\nsquid", "mine.tsv:2:1: expected 2 cells"),
    ("[operators]\nvow\tAID\tNOD\t-\t=\tS>r", "mine.tsv:2:9: unknown type 'NOD'"),
    ("[operators]\nvow\tAID,NOD\tAGREE\t-\t=\tS>r", "mine.tsv:2:9: unknown type 'NOD'"),
    ("[operators]\nvow\tAID\tAGREE\t-\tsoon\tS>r", "mine.tsv:2:17: unknown status 'soon'"),
    ("[operators]\nvow\tAID\tAGREE\t-\t=\tX>r", "mine.tsv:2:19: 'X>r' names no sides"),
  ])
  func `a fault is told by file, line and column`(text: String, beginning: String) {
    let problems = PatternFile(reading: text, name: "mine.tsv").problems
    let first = problems.first?.description ?? "none"
    #expect(first.hasPrefix(beginning), "\(first)")
  }

  @Test func `what is right holds beside what is wrong`() throws {
    let file = PatternFile(
      reading: "\u{FEFF}SANCTION\t-\t-\tsubj\tobj\t-\tgreylist\r\nNOD\t-\t-\tsubj\tobj\t-\tnod\r\n",
      name: "mine.tsv")
    #expect(file.problems.map(\.line) == [2])
    let found = try SentenceCase(sentence: "Canada greylisted Panama.", expected: "")
      .found(Codebook.shared.adding(file))
    #expect(found == "SANCTION CAN > PAN")
  }

  /// The worked example of docs/CODING.md: its file, its sentence and what it prints.
  @Test func `the example of the documentation holds`() throws {
    let page = try String(contentsOfFile: packageDirectory + "/docs/CODING.md", encoding: .utf8)
    let blocks = page.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
      .map(\.element)
    let patterns = try #require(blocks.first { $0.hasPrefix("tsv\n") })
    let article = try #require(blocks.first { $0.hasPrefix("text\n") })
    let result = try #require(blocks.first { $0.hasPrefix("events\n") })
    let sentence = article.dropFirst(5).trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(
      try Self.events(of: sentence, with: String(patterns.dropFirst(4)))
        == result.dropFirst(7).trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
