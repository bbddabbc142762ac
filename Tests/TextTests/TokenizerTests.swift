import TestSupport
import Testing
import Text

@Suite struct `Tokens and sentences` {
  private let tokenizer = Tokenizer(placeNames: [
    "Chile", "Peru", "US", "South Korea", "Guinea-Bissau", "Lima",
  ])

  private func tokens(_ text: String) -> [Token] {
    let source = SourceText(name: "", bytes: ContiguousArray(text.utf8))
    return tokenizer.tokenize(ByteRange(0, source.bytes.count), in: source)
  }

  @Test(arguments: [
    ("Kyung-wha's by-election", "Kyung-wha|'s|by-election"),
    ("Chile-Peru ties", "Chile|-|Peru|ties"),
    ("US-South Korea drills", "US|-|South|Korea|drills"),
    ("Guinea-Bissau and anti-Peru", "Guinea-Bissau|and|anti-Peru"),
    ("don\u{2019}t, can't, cannot", "do|n't|,|ca|n't|,|can|not"),
    ("\u{201c}No,\u{201d} he said.", "\"|No|,|\"|he|said|."),
    ("the U.S. at 5 p.m. on Oct. 31", "the|U.S.|at|5|p.m.|on|Oct.|31"),
    ("$6.4 million, US$3bn, 28,500", "$|6.4|million|,|US$|3bn|,|28,500"),
    ("40% of 10-day-old wounds...", "40|%|of|10-day-old|wounds|..."),
    ("countries' ties", "countries|'|ties"),
    ("Mr. O'Brien, J. Smith", "Mr.|O'Brien|,|J.|Smith"),
    ("see https://a.org/b?c=1, or a@b.org.", "see|https://a.org/b?c=1|,|or|a@b.org|."),
    ("LIMA/PARIS \u{2013} word", "LIMA|/|PARIS|\u{2013}|word"),
    ("AT&T fell 3.5 per cent", "AT&T|fell|3.5|per|cent"),
  ])
  func `text is cut into tokens`(text: String, expected: String) {
    #expect(tokens(text).map(\.text).joined(separator: "|") == expected)
  }

  @Test(arguments: [
    ("He left. She stayed.", ["He left .", "She stayed ."]),
    ("Gen. Diaz met Mr. Roe. They spoke.", ["Gen. Diaz met Mr. Roe .", "They spoke ."]),
    (
      "The U.S. Army left the U.S. The rest stayed.",
      ["The U.S. Army left the U.S.", "The rest stayed ."]
    ),
    ("\"Go.\" He went.", ["\" Go . \"", "He went ."]),
    ("\"Why?\" Ms Roe asked. No one knew.", ["\" Why ? \" Ms Roe asked .", "No one knew ."]),
    ("It was so... as they said.", ["It was so ... as they said ."]),
    ("It fell on Dec. 3. Then it rose.", ["It fell on Dec. 3 .", "Then it rose ."]),
    ("J. R. Smith (aged 3.) left", ["J. R. Smith ( aged 3 . ) left"]),
  ])
  func `tokens are cut into sentences`(text: String, expected: [String]) {
    let tokens = tokens(text)
    let sentences = SentenceSplitter().split(tokens).map { range in
      tokens[range].map(\.text).joined(separator: " ")
    }
    #expect(sentences == expected)
  }

  @Test func `tokens and gaps tile the text`() {
    var generator = SeededGenerator(seed: 7)
    let parts = [
      "Moon", "'s", " ", " ", " ", ".", ",", "\"", "\u{201c}", "\u{2019}", "-", "\u{2014}", "U.S.",
      "3.5", "%", "n't", "\u{e9}t\u{e9}", "\u{d55c}\u{ad6d}", "(", ")", "\u{2026}", "$", "a@b",
      "\u{a0}",
      "http://x.y/z", "\n", "'", "...", "I", "10-day", "/", "&",
    ]
    for _ in 0..<500 {
      let text = (0..<20).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      let bytes = ContiguousArray(text.utf8)
      let source = SourceText(name: "", bytes: bytes)
      var end = 0
      for token in tokens(text) {
        #expect(token.range.lower >= end && token.range.count > 0)
        #expect(isSpace(source[ByteRange(end, token.range.lower)]), "in \(text.debugDescription)")
        #expect(token.spaceBefore == (token.range.lower > end))
        end = token.range.upper
      }
      #expect(isSpace(source[ByteRange(end, bytes.count)]))
    }
  }

  private func isSpace(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  @Test func `a text without ends is cut into sentences of bounded length`() {
    let tokens = tokens(String(repeating: "word ", count: 1_000))
    let lengths = SentenceSplitter().split(tokens).map(\.count)
    #expect(lengths == [300, 300, 300, 100])
  }

  @Test func `sentences hold every token of a document once`() throws {
    let text = "A headline here\nHe left. She stayed on.\n\"It is so,\" they said to us all today."
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    let document = Document(cutting: article, with: tokenizer)
    #expect(document.sentences.flatMap(\.tokens) == Array(document.tokens.indices))
    #expect(document.sentences.map(\.block) == document.sentences.map(\.block).sorted())
  }
}
