@testable import Ingest
import Rendering
import Testing

@testable import Shell

@Suite struct TreeDrawingTests {
  @Test(
    arguments: [
      ([nil], ["─"]),
      ([1, nil], [" ╭─", "─┴─"]),
      ([nil, 0], ["─┬─", " ╰─"]),
      // The branch from the first word to its head crosses the line from root to head.
      ([2, nil, 1], ["   ╭─", "─┬─┼─", " ╰─┴─"]),
    ] as [([Int?], [String])])
  func `branches lead from heads to dependents`(heads: [Int?], lines: [String]) {
    #expect(TreeDrawing(heads: heads).lines == lines)
  }

  /// Every word's line must lead back to its head: the drawing is read as a person reads it.
  @Test(
    arguments: [
      [nil], [1, nil], [nil, 0], [1, 2, nil, 2, 3], [nil, 0, 1, 2, 3], [4, 4, 4, 4, nil],
      [2, 3, nil, 2], [3, 4, nil, 2, 2, 0],
    ] as [[Int?]])
  func `every word has one branch and lines have no loose ends`(heads: [Int?]) {
    let rows = TreeDrawing(heads: heads).lines.map { Array($0) }
    #expect(rows.count == heads.count)
    func at(_ row: Int, _ column: Int) -> Character {
      rows.indices.contains(row) && rows[row].indices.contains(column) ? rows[row][column] : " "
    }
    for row in rows.indices {
      for column in rows[row].indices {
        let goesDown = "│╷╮┤╭├┬┼".contains(at(row, column))
        let comesUp = "│╵╯┤╰├┴┼".contains(at(row + 1, column))
        #expect(goesDown == comesUp, "row \(row), column \(column)")
      }
      #expect(rows[row].last == "─")
    }
  }
}

@Suite struct ParseCardTests {
  private static let card = ParseCard(
    document: "call.txt", sentence: 2,
    words: [
      .init(text: "The", lemma: "the", partOfSpeech: "DET", relation: "det", head: 1, mention: 0),
      .init(
        text: "president", lemma: "president", partOfSpeech: "NOUN", relation: "nsubj", head: 2,
        mention: 0, mark: "actor"),
      .init(
        text: "called", lemma: "call", partOfSpeech: "VERB", relation: "root", head: nil,
        mark: "CONSULT"),
      .init(
        text: "문재인", lemma: "문재인", partOfSpeech: "PROPN", relation: "obj", head: 2, mention: 1),
    ],
    mentions: [
      .init(
        text: "The president", kind: "nominal", meaning: ["Kofi Mensah (GHA, GOV)"],
        reason: "who held the office of president of Ghana in 2017"),
      .init(text: "문재인", kind: "name PERSON", meaning: [], reason: ""),
    ])

  @Test func `a sentence is drawn as a tree with its mentions`() {
    #expect(
      ParseCardRenderer(width: 60).text(Self.card) == """
        call.txt, sentence 2

           ╭─ The        the        DET    det    1
         ╭─┴─ president  president  NOUN   nsubj  1  actor
        ─┼─ called       call       VERB   root      CONSULT
         ╰─ 문재인       문재인     PROPN  obj    2

          1  The president  nominal      Kofi Mensah (GHA, GOV): who
                                         held the office of
                                         president of Ghana in 2017
          2  문재인         name PERSON

        """)
  }

  @Test(arguments: [44, 60, 80])
  func `nothing is wider than the terminal`(width: Int) {
    for line in ParseCardRenderer(width: width).text(Self.card).split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
    }
  }

  @Test func `a text is parsed sentence by sentence and its names are known`() {
    let cards = ParseCard.cards(
      ofText: "French President Emmanuel Macron visited Ghana. He met farmers.")
    #expect(cards.map(\.sentence) == [1, 2])
    #expect(cards.map { $0.words.first?.text } == ["French", "He"])
    #expect(cards.allSatisfy { card in card.words.count { $0.head == nil } == 1 })
    let first = cards[0].mentions.first { $0.text.hasSuffix("Macron") }
    #expect(first?.kind == "name PERSON")
    #expect(first?.meaning == ["Emmanuel Macron (FRA, GOV)"])
    #expect(cards[1].mentions.first?.kind == "pronoun")
    #expect(cards[1].mentions.first?.meaning == ["Emmanuel Macron (FRA, GOV)"])
  }
}
