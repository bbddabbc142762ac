extension TimeReader {
  /// Which words an expression of time begins with, so that the others need not be read at all.
  enum Openings {
    /// Words that begin an expression only where a word of time follows soon.
    static let words: Set<String> = [
      "a", "an", "at", "beginning", "between", "coming", "couple", "during", "earlier", "end",
      "few", "for", "from", "half", "in", "last", "later", "middle", "next", "of", "on", "over",
      "past", "previous", "several", "start", "that", "the", "these", "this", "upcoming", "within",
    ]

    /// How many words further on that word stands at most: "for more than at least nearly a year".
    static let reach = 12

    /// Whether a word is of time by itself, or a number.
    static func isCore(_ word: String) -> Bool {
      guard let first = word.utf8.first else { return false }
      if (0x30...0x39).contains(first) || cores.contains(word) { return true }
      // "mid-1990", "twenty-five", "decades-long"
      guard word.utf8.contains(0x2D) else { return false }
      return word.hasPrefix("mid-") || word.hasPrefix("decades-")
        || cores.contains(String(word.prefix { $0 != "-" }))
    }

    private static let cores: Set<String> = {
      var all: Set<String> = [
        "afternoon", "all", "anniversary", "ascension", "bastille", "boxing", "century",
        "christmas", "columbus", "day", "dozen", "easter", "evening", "first", "fourth", "good",
        "halloween", "international", "labor", "late", "lately", "morning", "new", "night",
        "nineteenth", "orthodox", "overnight", "palm", "pentecost", "q1", "q2", "q3", "q4",
        "quarter", "recently", "second", "thanksgiving", "third", "time", "today",
        "tomorrow", "tonight", "twentieth", "valentine", "weekend", "yesterday",
        "eighties", "fifties", "forties", "nineties", "seventies", "sixties", "thirties",
        "twenties",
      ]
      all.formUnion(TimeReader.units.keys)
      all.formUnion(TimeReader.months.keys)
      all.formUnion(TimeReader.weekdays.keys)
      all.formUnion(TimeReader.seasons.keys)
      all.formUnion(TimeReader.numberWords)
      return all
    }()
  }
}
