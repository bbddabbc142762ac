import TestSupport
import Testing

@testable import Linguistics

/// Calls `body` with all rows of `count` numbers below `limit`.
private func forAllRows(_ count: Int, below limit: Int, _ body: ([Int]) -> Void) {
  var row = Array(repeating: 0, count: count)
  while true {
    body(row)
    guard let place = row.lastIndex(where: { $0 < limit - 1 }) else { return }
    row[place] += 1
    for later in row.indices where later > place { row[later] = 0 }
  }
}

private func isTree(_ heads: [Int]) -> Bool {
  guard heads.count(where: { $0 == 0 }) == 1 else { return false }
  return heads.indices.allSatisfy { start in
    var node = start + 1
    for _ in heads.indices where node != 0 { node = heads[node - 1] }
    return node == 0
  }
}

@Test(arguments: 1...5) func `the tree found is the best of all trees`(count: Int) {
  var decoder = ArcDecoder()
  withEverySeed(40) { generator in
    let stride = 16
    var scores = [Float](repeating: 0, count: count * stride)
    for place in scores.indices { scores[place] = Float.random(in: -4...4, using: &generator) }
    for token in 0..<count { scores[token * stride + token + 1] = -1e9 }
    func total(_ heads: [Int]) -> Float {
      heads.enumerated().reduce(0) { $0 + scores[$1.offset * stride + $1.element] }
    }
    var best = -Float.infinity
    forAllRows(count, below: count + 1) { heads in
      if isTree(heads) { best = max(best, total(heads)) }
    }
    var heads: [Int] = []
    decoder.decode(scores: scores, count: count, stride: stride, heads: &heads)
    #expect(heads[0] == -1 && isTree(Array(heads.dropFirst())))
    #expect(abs(total(Array(heads.dropFirst())) - best) < 1e-3)
  }
}

@Test func `the names found are the best that are well formed`() throws {
  let labels = ["O", "B-ORG", "B-GPE", "I-GPE", "I-ORG", "L-GPE", "L-ORG", "U-GPE", "U-ORG"]
  var decoder = try #require(NameDecoder(labels: labels))
  withEverySeed(30) { generator in
    let count = 4
    let scores = (0..<count * labels.count).map { _ in Float.random(in: -3...3, using: &generator) }
    var best = -Float.infinity
    var expected: [String] = []
    forAllRows(count, below: labels.count) { row in
      let tags = row.map { labels[$0] }
      let total = row.enumerated().reduce(Float(0)) {
        $0 + scores[$1.offset * labels.count + $1.element]
      }
      if isWellFormed(tags), total > best { (best, expected) = (total, tags) }
    }
    var tokens = Array(
      repeating: ParsedToken(
        partOfSpeech: .noun, tag: "NN", head: -1, relation: "root", namePosition: .outside,
        nameType: nil, arcMargin: 0, labelMargin: 0), count: count)
    decoder.decode(scores: scores, width: labels.count, tokens: &tokens)
    #expect(tokens.map(nameTag) == expected)
  }
}

private func isWellFormed(_ tags: [String]) -> Bool {
  var open: Substring?
  for tag in tags {
    let type = tag.dropFirst(2)
    switch tag.first {
    case "I":
      guard open == type else { return false }
    case "L":
      guard open == type else { return false }
      open = nil
    default:
      guard open == nil else { return false }
      open = tag.first == "B" ? type : nil
    }
  }
  return open == nil
}

/// Calls `body` with a generator for each of `count` seeds.
private func withEverySeed(_ count: UInt64, _ body: (inout SeededGenerator) -> Void) {
  for seed in 1...count {
    var generator = SeededGenerator(seed: seed)
    body(&generator)
  }
}

@Test func `a name tag scheme that is not BILOU is refused`() {
  #expect(NameDecoder(labels: ["O", "B-ORG", "I-ORG"]) == nil)
  #expect(NameDecoder(labels: ["B-ORG", "I-ORG", "L-ORG", "U-ORG"]) == nil)
}
