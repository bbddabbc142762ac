import Foundation
import Linguistics
import Testing

/// The network compiled into the tests.
func embeddedNetwork() throws -> ParserNetwork {
  try #require(ParserNetwork.embedded())
}

/// A sentence as the trainer read it with the same weights.
private struct TrainerSentence {
  var forms: [String] = []
  var rows: [String] = []
  var margins: [Float] = []
}

private func trainerSentences() throws -> [TrainerSentence] {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases/network-parity.conllu")
  let text = try String(contentsOf: path, encoding: .utf8)
  return text.split(separator: "\n\n").map { block in
    var sentence = TrainerSentence()
    for line in block.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      let rest = fields[9].split(separator: "|").map { $0.drop { $0 != "=" }.dropFirst() }
      sentence.forms.append(String(fields[1]))
      sentence.rows.append(
        [fields[3], fields[4], fields[6], fields[7], rest[0]].joined(separator: " "))
      sentence.margins.append(Float(rest[1]) ?? .nan)
    }
    return sentence
  }
}

@Test func `the network reads sentences as the trainer does`() throws {
  let network = try embeddedNetwork()
  let expected = try trainerSentences()
  let parsed = network.parse(sentences: expected.map(\.forms))
  for (expected, parsed) in zip(expected, parsed) {
    for (place, token) in parsed.tokens.enumerated() {
      let row = "\(token.partOfSpeech.rawValue) \(token.tag) \(token.head + 1) \(token.relation) "
      #expect(row + nameTag(token) == expected.rows[place], "\(expected.forms[place])")
      // Margins tell rounding apart from a mistake that happens to decide nothing.
      #expect(
        abs(token.arcMargin - expected.margins[place]) < 0.02, "\(expected.forms[place])")
    }
  }
}

/// The tag as the trainer writes it.
func nameTag(_ token: ParsedToken) -> String {
  guard let type = token.nameType else { return "O" }
  let position =
    switch token.namePosition {
    case .first: "B"
    case .inside: "I"
    case .last: "L"
    case .only: "U"
    case .outside: "O"
    }
  return position + "-" + type.rawValue
}
