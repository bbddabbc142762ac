@testable import Ingest
import Foundation
import Testing

@testable import Shell

@Suite struct EventCardTests {
  private static let sentence = "Mensah called the new Ruritanian president on Tuesday."

  private func card(_ marks: [(String, String)]) -> EventCard {
    EventCard(
      id: 3, date: "2017-05-11", type: "CONSULT phone", actors: ["Kofi Mensah (GHA)"],
      recipients: ["Rudolf Elphberg"], status: "happened", incident: 2, reportCount: 2,
      document: "call.txt", sentence: 2, text: Self.sentence,
      marks: marks.map { words, label in
        let range = Self.sentence.range(of: words)!
        let lower = Self.sentence.utf8.distance(
          from: Self.sentence.startIndex, to: range.lowerBound)
        return EventCard.Mark(range: lower..<(lower + words.utf8.count), label: label)
      },
      notes: [("date", "the article's own day"), ("said by", "a spokesman")])
  }

  @Test func `the words of an event are underlined and named`() {
    let marks = [
      ("Mensah", "actor: Kofi Mensah"), ("called", "CONSULT"),
      ("the new Ruritanian president", "recipient: Rudolf Elphberg"),
    ]
    #expect(
      EventCardRenderer(width: nil).text(card(marks)) == """
        2017-05-11  CONSULT phone   Kofi Mensah (GHA) -> Rudolf Elphberg   happened   incident 2, 2 reports
          call.txt, sentence 2
            Mensah called the new Ruritanian president on Tuesday.
            ~~~~~~ ~~~~~~ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ recipient: Rudolf Elphberg
            actor: Kofi Mensah
                   CONSULT
          date     the article's own day
          said by  a spokesman

        """)
  }

  @Test func `a narrow terminal breaks the sentence and keeps marks under their words`() {
    #expect(
      EventCardRenderer(width: 34).text(card([("the new Ruritanian", "recipient: Rudolf")])) == """
        2017-05-11  CONSULT phone   Kofi
        Mensah (GHA) -> Rudolf Elphberg
        happened   incident 2, 2 reports
          call.txt, sentence 2
            Mensah called the new
                          ~~~~~~~
                         recipient: Rudolf
            Ruritanian president on
            ~~~~~~~~~~
            Tuesday.
          date     the article's own day
          said by  a spokesman

        """)
  }
}
