/// Finds a written day ("May 11, 2017", "11 May 2017", "2017-05-11") in a short line.
public enum StatedDate {
  /// The first whole day in a stated time (`Thu, 11 May 2017 08:00:00 GMT`, `20170511`), `YYYY-MM-DD`;
  /// nil where there is none. The day is that of the place where it was written.
  public static func day(in text: String) -> String? {
    let bytes = text.utf8.map { $0.asciiLowercased }
    if bytes.count == 8 && bytes.allSatisfy({ $0.isASCIIDigit }) {
      return day(in: "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    }
    return find(in: bytes)?.day
  }

  /// A day as found, and how many words of the line are neither it nor usual beside it.
  struct Finding {
    /// `YYYY-MM-DD`.
    var day: String
    /// Words that a line of publication does not have ("the ouster").
    var otherWordCount: Int
  }

  /// The first whole day in `text` (lower case).
  static func find(in text: [UInt8]) -> Finding? {
    let words = text.split { !($0.isASCIIAlphanumeric || $0 >= 0x80) }.map {
      String(decoding: $0, as: UTF8.self)
    }
    for index in words.indices {
      guard let (year, month, day, length) = date(words, at: index) else { continue }
      let others = words.indices.filter {
        !(index..<index + length).contains($0) && !isUsual(words[$0])
      }
      return Finding(day: iso(year, month, day), otherWordCount: others.count)
    }
    return nil
  }

  /// The month and day of "may 3" or "3 may" as `MM-DD`.
  static func monthAndDay(in text: [UInt8]) -> String? {
    let words = text.split { !$0.isASCIIAlphanumeric }.map { String(decoding: $0, as: UTF8.self) }
    for (first, second) in zip(words, words.dropFirst()) {
      if let month = month(first), let day = day(second) { return pad(month) + "-" + pad(day) }
      if let day = day(first), let month = month(second) { return pad(month) + "-" + pad(day) }
    }
    return nil
  }

  private static func date(
    _ words: [String], at index: Int
  ) -> (year: Int, month: Int, day: Int, length: Int)? {
    guard index + 2 < words.count else { return nil }
    let (a, b, c) = (words[index], words[index + 1], words[index + 2])
    if let year = year(a), b.count <= 2, let month = Int(b), (1...12).contains(month),
      let day = day(String(c.prefix { $0 != "t" }))
    {
      return (year, month, day, 3)
    }
    if let month = month(a), let day = day(b), let year = year(c) { return (year, month, day, 3) }
    if let day = day(a), let month = month(b), let year = year(c) { return (year, month, day, 3) }
    return nil
  }

  private static func isUsual(_ word: String) -> Bool {
    usualWords.contains(word) || word.utf8.allSatisfy { $0.isASCIIDigit }
      || word.utf8.first.map { $0.isASCIIDigit } == true && word.utf8.count <= 7
  }

  private static func year(_ word: String) -> Int? {
    guard word.utf8.count == 4, let year = Int(word), (1900...2099).contains(year) else {
      return nil
    }
    return year
  }

  private static func day(_ word: String) -> Int? {
    var digits = Substring(word)
    for suffix in ["st", "nd", "rd", "th"] where digits.hasSuffix(suffix) {
      digits = digits.dropLast(2)
    }
    guard (1...2).contains(digits.utf8.count), let day = Int(digits), (1...31).contains(day) else {
      return nil
    }
    return day
  }

  private static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    let index = monthNames.firstIndex {
      $0 == word || $0.prefix(3) == word || word == "sept" && $0 == "september"
    }
    return index.map { $0 + 1 }
  }

  private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(year)-\(pad(month))-\(pad(day))"
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// What stands beside the day of publication.
  private static let usualWords: Set<String> = [
    "a", "am", "at", "by", "bst", "cest", "cet", "cst", "date", "edited", "edt", "est", "et",
    "first", "friday", "fri", "gmt", "hkt", "hrs", "ist", "jst", "kst", "last", "local", "m",
    "modified", "mon", "monday", "msk", "on", "p", "pdt", "pm", "post", "posted", "pst",
    "published", "pubdate", "release", "released", "sat", "saturday", "sgt", "sun", "sunday",
    "thu", "thur", "thurs", "thursday", "time", "tue", "tues", "tuesday", "update", "updated",
    "utc", "wed", "wednesday",
  ]
}
