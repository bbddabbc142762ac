import Linguistics
import Testing
import TestSupport

private let vocabulary = """
  the a minister president army said met attacked agreed in on of with and that , . " who refused
  to Ukraine Peru Tuesday talks trade soldiers quickly new it they would zyxwv 1999 U.N. İzmir
  """.split(whereSeparator: \.isWhitespace).map(String.init)

private func randomSentences(_ count: Int, seed: UInt64) -> [[String]] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    (0..<Int.random(in: 1...40, using: &generator)).map { _ in
      vocabulary[Int.random(in: 0..<vocabulary.count, using: &generator)]
    }
  }
}

private func description(_ sentence: ParsedSentence) -> [String] {
  sentence.tokens.map { "\($0)" }
}

@Test func `every sentence is one tree with one root, whatever its words`() throws {
  let network = try embeddedNetwork()
  for sentence in network.parse(sentences: randomSentences(200, seed: 1)) {
    let heads = sentence.tokens.map(\.head)
    #expect(heads.count { $0 < 0 } == 1)
    for start in heads.indices {
      var place = start
      var steps = 0
      while place >= 0, steps <= heads.count { (place, steps) = (heads[place], steps + 1) }
      #expect(place < 0, "a cycle at \(start)")
    }
    for token in sentence.tokens { #expect((token.head < 0) == (token.relation == "root")) }
  }
}

@Test func `a sentence is read the same alone and among others`() throws {
  let network = try embeddedNetwork()
  let sentences = randomSentences(60, seed: 2)
  let together = network.parse(sentences: sentences)
  for (sentence, parsed) in zip(sentences, together) {
    #expect(network.parse(sentences: [sentence]).map(description) == [description(parsed)])
  }
}

@Test func `all kernels give the same bits`() throws {
  let sentences = randomSentences(20, seed: 3)
  let readings = try KernelLevel.available.map { level in
    try #require(try ParserNetwork.embedded(level: level)).parse(sentences: sentences)
      .map(description)
  }
  for reading in readings { #expect(reading == readings[0]) }
}

@Test func `threads do not disturb each other`() async throws {
  let network = try embeddedNetwork()
  let sentences = randomSentences(30, seed: 4)
  let expected = network.parse(sentences: sentences).map(description)
  await withTaskGroup(of: [[String]].self) { group in
    for _ in 0..<4 {
      group.addTask { network.parse(sentences: sentences).map(description) }
    }
    for await reading in group { #expect(reading == expected) }
  }
}

@Test func `no sentence, an empty one and an endless one are read`() throws {
  let network = try embeddedNetwork()
  #expect(network.parse(sentences: []).isEmpty)
  let parsed = network.parse(sentences: [[], ["Yes"], Array(repeating: "and", count: 1000), [""]])
  #expect(parsed.map(\.tokens.count) == [0, 1, 1000, 1])
  #expect(parsed[2].tokens.count { $0.head < 0 } == 1)
}

@Test(arguments: [
  (
    "Canada 's foreign minister met Angela Stone in New York .",
    ["Canada", "Angela Stone", "New York"]
  ),
  ("He talked to nobody .", []),
]) func `names are whole`(text: String, expected: [String]) throws {
  let forms = text.split(separator: " ").map(String.init)
  let parsed = try embeddedNetwork().parse(sentences: [forms])
  #expect(parsed[0].names.map { forms[$0.tokens].joined(separator: " ") } == expected)
}

@Test(arguments: [
  ("The troops were attacked by rebels .", "troops", "nsubj:pass"),
  ("Peru will not sign the treaty .", "treaty", "obj"),
  ("She said that Oslo had agreed .", "agreed", "ccomp"),
]) func `a word depends as grammar says`(text: String, word: String, relation: String) throws {
  let forms = text.split(separator: " ").map(String.init)
  let place = try #require(forms.firstIndex(of: word))
  #expect(try embeddedNetwork().parse(sentences: [forms])[0].tokens[place].relation == relation)
}

@Test func `the grammar of a token is told in the project's own words`() throws {
  let forms = ["Rebel", "leaders", "were", "freed", "on", "Monday", "."]
  let tokens = try embeddedNetwork().parse(sentences: [forms])[0].tokens
  let freed = tokens[3].wordAnalysis(lemma: "free", firstToken: 10)
  #expect(freed.partOfSpeech == .verb && freed.verbForm == .pastParticiple && freed.head == -1)
  let leaders = tokens[1].wordAnalysis(lemma: "leader", firstToken: 10)
  #expect(leaders.isPlural && leaders.head == 13 && leaders.relation == .nsubjPassive)
}

@Test func `every relation that the network knows has its counterpart`() throws {
  let sentences = randomSentences(200, seed: 5)
  for sentence in try embeddedNetwork().parse(sentences: sentences) {
    for token in sentence.tokens where token.dependencyRelation == .dep {
      #expect(token.relation == "dep")
    }
  }
}
