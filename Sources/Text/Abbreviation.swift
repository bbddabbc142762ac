/// Words that a period belongs to.
enum Abbreviation {
  /// Whether the period after a word is part of it.
  static func takesPeriod(
    _ bytes: ContiguousArray<UInt8>, _ word: ByteRange, limit: Int
  ) -> Bool {
    if word.count == 1 { return bytes[word.lower].isASCIIUppercase && bytes[word.lower] != 0x49 }
    guard word.count <= 7 else { return false }
    let lower = String(
      decoding: bytes[word.lower..<word.upper].map { $0.asciiLowercased }, as: UTF8.self)
    if beforeNumber.contains(lower) {
      var index = word.upper + 1
      while index < limit, bytes[index] == 0x20 { index += 1 }
      return index < limit && bytes[index].isASCIIDigit
    }
    if whenCapitalized.contains(lower) { return bytes[word.lower].isASCIIUppercase }
    return always.contains(lower)
  }

  /// Whether a token with its period is a title, after which the sentence goes on.
  static func isTitle(_ lower: String) -> Bool { titles.contains(lower) }

  private static let titles: Set<String> = [
    "adm", "amb", "approx", "art", "brig", "ca", "capt", "cmdr", "col", "cpl", "dr", "fig", "fr",
    "gen", "gov", "hon", "insp", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "pp",
    "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "supt", "v", "vol",
    "vs",
  ]

  private static let months: Set<String> = [
    "apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "nov", "oct", "sep", "sept",
  ]

  /// Abbreviations only before a number; else words that end a sentence.
  private static let beforeNumber: Set<String> = ["art", "fig", "no", "nos", "pp", "sec", "vol"]

  /// Abbreviations only with a capital.
  private static let whenCapitalized: Set<String> = [
    "ala", "co", "col", "conn", "dec", "del", "gen", "ill", "mar", "mass", "miss", "mo", "sat",
    "sen", "st", "sun", "wash", "wed",
  ]

  private static let always: Set<String> = {
    var all: Set<String> = [
      "al", "ariz", "ark", "assn", "asst", "attn", "atty", "ave", "bldg", "blvd", "bros", "calif",
      "cf", "ch", "colo", "corp", "dept", "dist", "ed", "eds", "esq", "est", "etc", "ext", "fla",
      "fri", "ft", "hwy", "inc", "intl", "jr", "ltd", "mich", "minn", "mon", "natl", "neb", "nev",
      "okla", "ore", "penn", "plc", "rd", "sr", "tenn", "tex", "thu", "thur", "thurs", "tue",
      "tues", "univ", "viz", "wis", "wyo",
    ]
    all.formUnion(titles.subtracting(beforeNumber))
    all.formUnion(months)
    all.subtract(whenCapitalized)
    return all
  }()
}

/// The small words that lean on the one before: "'s", "n't", "'re".
enum Clitic {
  /// The number of bytes of the clitic that ends a word, 0 where there is none.
  static func length(in bytes: ContiguousArray<UInt8>, _ word: ByteRange) -> Int {
    let lower = TextLine(range: word, in: bytes).folded
    // "cannot" and "gonna" are two words each.
    for (whole, tail) in closed where lower.elementsEqual(whole.utf8) { return tail }
    for clitic in forms where lower.hasSuffix(clitic) && lower.count > clitic.utf8.count {
      let isTypographic = bytes[word.lower..<word.upper].contains(0x99)
      return clitic.utf8.count + (isTypographic ? 2 : 0)
    }
    return 0
  }

  /// Whether a range is a clitic that stands alone, as after a closing quote.
  static func isWhole(_ bytes: ContiguousArray<UInt8>, _ range: ByteRange) -> Bool {
    let lower = TextLine(range: range, in: bytes).folded
    return forms.contains { lower.elementsEqual($0.utf8) } && lower.first == UInt8(ascii: "'")
      || lower.count == 4 && lower[1].isASCIIDigit && lower[2].isASCIIDigit && lower[3] == 0x73
  }

  private static let forms = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"]

  private static let closed = [("cannot", 3), ("gonna", 2), ("wanna", 2), ("gotta", 2)]
}
