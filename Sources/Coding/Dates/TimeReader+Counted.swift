/// Numbers with units: how long ago, how long, how far ahead.
extension TimeReader {
  /// "two years ago", "a week earlier", "for more than a year", "in two weeks", "the 25th anniversary".
  func counted(at index: Int) -> Match? {
    let first = word(index) ?? ""
    if word(index + 1) == "anniversary", let number = Self.ordinal(first), number > 0 {
      return (.anniversary(number), 2)
    }
    if ["for", "in", "over", "within", "during"].contains(first) {
      return duration(at: index)
    }
    if first == "the" || first == "a", let length = phrase("week of", at: index + 1),
      let (value, dateLength) = monthDate(at: index + 1 + length)
        ?? dayFirst(at: index + 1 + length),
      case .date = value
    {
      return (.weekOf(value), 1 + length + dateLength)
    }
    if first == "days" || first == "weeks" || first == "months" || first == "years"
      || first == "decades" || first == "centuries", let unit = Self.units[first]
    {
      return word(index + 1) == "ago" ? (.ago(unit == .day ? 3 : 2, unit), 2) : nil
    }
    guard let (number, length) = count(at: index) else { return nil }
    return after(number, at: index + length, from: index)
  }

  /// What follows a number: a unit, and "ago", "earlier", "later", "from now", "before".
  private func after(_ number: Int, at place: Int, from index: Int) -> Match? {
    guard let unit = word(place).flatMap({ Self.units[$0] }) else { return nil }
    var next = place + 1
    if let length = phrase("and a half", at: next) { next += length }
    let total = next + 1 - index
    switch word(next) {
    case "ago": return (.ago(number, unit), total)
    case "earlier", "before", "previously":
      // "Three days before the vote" is counted from the vote.
      if word(next) == "before", let following = word(next + 1), ![".", ","].contains(following) {
        return nil
      }
      return (.told(-number, unit), total)
    case "later", "afterwards": return (.told(number, unit), total)
    case "from" where word(next + 1) == "now": return (.ahead(number, unit), total + 1)
    case "hence": return (.ahead(number, unit), total)
    default: return nil
    }
  }

  /// "for more than a year" (up to now), "in two weeks", "within three days" (from now).
  private func duration(at index: Int) -> Match? {
    var next = index + 1
    for filler in ["more", "than", "at", "least", "nearly", "almost", "about", "over", "some"]
    where word(next) == filler {
      next += 1
    }
    let first = word(index) ?? ""
    if first == "for", ["decades", "months", "weeks", "years"].contains(word(next) ?? ""),
      let unit = word(next).flatMap({ Self.units[$0] }), word(next + 1) != "to"
    {
      return (.span(unit == .decade ? 2 : 3, unit), next + 1 - index)
    }
    guard let count = count(at: next),
      let unit = word(next + count.length).flatMap({ Self.units[$0] })
    else { return nil }
    let end = next + count.length + 1
    if let following = word(end), ["ago", "earlier", "later", "after", "of"].contains(following) {
      return nil
    }
    switch first {
    case "for", "over": return (.span(count.number, unit), end - index)
    case "in":
      // "The worst attack in ten years" looks back; "in two weeks" ends its clause.
      let isEnd = word(end).map { [".", ",", ";", "'", "'s", "\"", "time"].contains($0) } ?? true
      let superlative = words[max(0, index - 4)..<index].contains {
        $0.hasSuffix("est") || ["first", "only", "worst", "last"].contains($0)
      }
      guard isEnd else { return nil }
      return superlative
        ? (.span(count.number, unit), end - index) : (.ahead(count.number, unit), end - index)
    case "within": return (.ahead(count.number, unit), end - index)
    default: return nil
    }
  }

  /// A number in words or digits, with what goes with it: "a couple of", "the last few".
  func count(at index: Int) -> (number: Int, length: Int)? {
    guard let first = word(index) else { return nil }
    for (parts, number) in Self.amounts where parts[0] == first && isPhrase(parts, at: index) {
      return (number, parts.count)
    }
    if let number = Self.numbers[first] { return (number, 1) }
    let parts = first.split(separator: "-")
    if parts.count == 2, let tens = Self.numbers[String(parts[0])], tens >= 20,
      let ones = Self.numbers[String(parts[1])], ones < 10
    {
      return (tens + ones, 1)
    }
    guard let number = Int(first), (1...200).contains(number) else { return nil }
    return (number, 1)
  }

  private static let amounts = [
    (["a", "couple", "of"], 2), (["a", "few"], 3), (["a", "dozen"], 12),
    (["a", "number", "of"], 3), (["a", "handful", "of"], 3), (["couple", "of"], 2),
  ]

  /// The numbers that are written as words, but for those that are articles, too.
  static var numberWords: [String] {
    numbers.keys.filter { !["a", "an", "few", "couple", "several"].contains($0) }
  }

  private static let numbers = [
    "a": 1, "an": 1, "couple": 2, "dozen": 12, "eight": 8, "eighteen": 18, "eighty": 80,
    "eleven": 11, "few": 3, "fifteen": 15, "fifty": 50, "five": 5, "forty": 40, "four": 4,
    "fourteen": 14, "nine": 9, "nineteen": 19, "ninety": 90, "one": 1, "seven": 7,
    "seventeen": 17, "seventy": 70, "several": 3, "six": 6, "sixteen": 16, "sixty": 60, "ten": 10,
    "thirteen": 13, "thirty": 30, "three": 3, "twelve": 12, "twenty": 20, "two": 2,
  ]
}
