import Scoring
import Testing

@Suite struct CuttingScoresTests {
  /// CoNLL-U of bare tokens, one sentence a string.
  private func treebank(_ sentences: [String]) throws -> [TreebankSentence] {
    try readTreebank(
      sentences.map { sentence in
        sentence.split(separator: " ").enumerated().map { place, form in
          let head = place == 0 ? 0 : 1
          return "\(place + 1)\t\(form)\t_\tX\tX\t_\t\(head)\tdep\t_\t_\n"
        }.joined()
      }.joined(separator: "\n") + "\n")
  }

  @Test func `tokens and sentences that agree score 100`() throws {
    var scores = CuttingScores()
    scores.add(
      try treebank([
        "The U.S. envoy left Lima on Oct. 3 .", "\" We did n't sign , \" said Mr. Paz .",
      ]))
    #expect(scores.tokens.f1 == 100)
    #expect(scores.sentences.f1 == 100)
  }

  @Test func `a boundary that no rule would set costs both sentences`() throws {
    var scores = CuttingScores()
    scores.add(try treebank(["The envoy left", "and the talks ended ."]))
    #expect(scores.tokens.f1 == 100)
    #expect(scores.sentences.f1 == 0)
  }
}
