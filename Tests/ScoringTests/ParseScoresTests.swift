import Linguistics
import Scoring
import Testing

private let treebank = """
  # a sentence with a range, which is passed over
  1	Ann	Ann	PROPN	NNP	_	3	nsubj	_	B-PERSON
  2	Lee	Lee	PROPN	NNP	_	1	flat	_	I-PERSON
  3	left	leave	VERB	VBD	_	0	root	_	O
  4-5	didn't	_	_	_	_	_	_	_	_
  4	Rome	Rome	PROPN	NNP	_	3	obj	_	B-GPE

  """

private func token(
  _ partOfSpeech: PartOfSpeech, _ tag: String, _ head: Int, _ relation: String,
  _ namePosition: NamePosition = .outside, _ nameType: NameType? = nil
) -> ParsedToken {
  ParsedToken(
    partOfSpeech: partOfSpeech, tag: tag, head: head, relation: relation,
    namePosition: namePosition, nameType: nameType)
}

@Test func `a treebank's tokens and names are read`() throws {
  let sentences = try readTreebank(treebank)
  #expect(sentences.map(\.forms) == [["Ann", "Lee", "left", "Rome"]])
  #expect(
    sentences[0].names == [
      Name(start: 0, end: 2, type: .person), Name(start: 3, end: 4, type: .place),
    ])
}

@Test func `every score counts its own mistakes`() throws {
  let gold = try readTreebank(treebank)[0]
  // The subject hangs from the other half of the name; the object is read as an oblique, and its
  // tag and name are wrong.
  let parsed = ParsedSentence(tokens: [
    token(.properNoun, "NNP", 1, "compound", .first, .person),
    token(.properNoun, "NNP", 2, "nsubj", .last, .person),
    token(.verb, "VBD", -1, "root"),
    token(.noun, "NN", 2, "obl:tmod", .only, .organization),
  ])
  var scores = ParseScores()
  scores.add(gold, parsed)
  #expect(scores.tokenCount == 4 && scores.upos == 75 && scores.xpos == 75)
  #expect(scores.uas == 50 && scores.las == 25)
  // One of two core arguments found, and nothing else.
  #expect(abs(scores.coreF1 - 200.0 / 3) < 1e-9)
  #expect(scores.namesF1 == 50)
}

@Test(arguments: [
  "1\ta\tb\n", "1\ta\ta\tX\tX\t_\t2\tdep\t_\t_\n", "1\ta\ta\tX\tX\t_\tx\tdep\t_\t_\n",
])
func `a malformed treebank is refused`(text: String) {
  #expect(throws: TreebankError.self) { try readTreebank(text) }
}
