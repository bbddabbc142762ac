/// Runs of words that make a name.
enum NameRun {
  /// The first token of a person's name that ends at `last`, nil where the run names no person.
  ///
  /// A title before the run ("President") or nothing in it that names bodies and places make it a
  /// person's.
  static func personStart(
    of last: Int, in tokens: [Int], tags: [Tag], lower: [String], words: [String]
  ) -> Int? {
    let classes = WordClasses.shared
    guard let end = tokens.firstIndex(of: last) else { return nil }
    var start = end
    while start > 0, isNameWord(tokens[start - 1], tags, words),
      !classes.person.contains(lower[tokens[start - 1]])
    {
      start -= 1
    }
    let run = tokens[start...end]
    let hasTitle = start > 0 && classes.person.contains(lower[tokens[start - 1]])
    if run.count > 1, namesPlaceOrBody(run, lower, words) { return nil }
    if hasTitle { return tokens[start] }
    // "the Terminal High Altitude Area Defense": persons have no article.
    if let first = tokens.first, tags[first] == .determiner { return nil }
    if start > 0, words[tokens[start - 1]].utf8.first?.isUppercase == true,
      tags[tokens[start - 1]] == .adjective
    {
      return nil
    }
    // Without a title, two to four words of which none is a common noun's.
    return (2...4).contains(run.count) ? tokens[start] : nil
  }

  private static func isNameWord(_ token: Int, _ tags: [Tag], _ words: [String]) -> Bool {
    tags[token] == .properNoun || tags[token] == .properNounPlural || tags[token] == .foreign
      || Self.particles.contains(words[token])
  }

  private static func namesPlaceOrBody(
    _ run: ArraySlice<Int>, _ lower: [String], _ words: [String]
  ) -> Bool {
    let classes = WordClasses.shared
    guard let last = run.last else { return false }
    let name = run.map { words[$0] }.joined(separator: " ")
    if PlaceNames.shared.countriesAndCapitals.contains(name) { return true }
    let word = lower[last]
    return classes.organization.contains(word) || classes.location.contains(word)
      || classes.facility.contains(word) || classes.event.contains(word)
      || words[last].utf8.allSatisfy { $0.isUppercase }
      || ["north", "south", "east", "west", "new", "white", "united"].contains(
        lower[run.first ?? last])
  }

  /// Small words inside names ("Adel al Mahdi", "Charles de Gaulle").
  static let particles: Set<String> = [
    "al", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter",
    "van", "von",
  ]
}
