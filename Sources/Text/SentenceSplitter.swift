/// Finds the ends of sentences among the tokens of one block.
public struct SentenceSplitter: Sendable {
  /// The most tokens of a sentence; what is longer is a table or a list, and is cut so that later
  /// stages stay linear.
  public static let tokenLimit = 300

  /// A splitter; it holds no state.
  public init() {}

  /// The sentences as ranges of `tokens`, which they tile.
  public func split(_ tokens: [Token]) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < tokens.count {
      guard endsSentence(tokens, at: index) else {
        index += 1
        if index - start >= Self.tokenLimit {
          sentences.append(start..<index)
          start = index
        }
        continue
      }
      let end = closingEnd(tokens, after: index)
      if end >= tokens.count || isBoundary(tokens, mark: index, next: end)
        || end - start >= Self.tokenLimit
      {
        sentences.append(start..<end)
        start = end
      }
      index = end
    }
    if start < tokens.count { sentences.append(start..<tokens.count) }
    return sentences
  }

  /// Whether a token can close a sentence.
  private func endsSentence(_ tokens: [Token], at index: Int) -> Bool {
    let text = tokens[index].text
    guard let last = text.utf8.last else { return false }
    switch last {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "."):
      if text.utf8.allSatisfy({ $0 == last }) { return true }
      return abbreviationEnds(tokens, at: index)
    default: return false
    }
  }

  /// An abbreviation ends a sentence only before a word that begins one.
  private func abbreviationEnds(_ tokens: [Token], at index: Int) -> Bool {
    let next = closingEnd(tokens, after: index)
    guard next < tokens.count else { return true }
    let base = tokens[index].text.dropLast().lowercased()
    if base.utf8.count == 1 || base == "e.g" || base == "i.e" || Abbreviation.isTitle(base) {
      return false
    }
    return tokens[next].text.utf8.first?.isASCIIUppercase == true
      && Self.starters.contains(tokens[next].text.lowercased())
  }

  /// The place after the closing quotes and brackets that cling to a mark.
  private func closingEnd(_ tokens: [Token], after index: Int) -> Int {
    var end = index + 1
    while end < tokens.count, !tokens[end].spaceBefore, Self.closing.contains(tokens[end].text) {
      end += 1
    }
    return end
  }

  private func isBoundary(_ tokens: [Token], mark: Int, next: Int) -> Bool {
    let following = tokens[next].text
    guard let first = following.utf8.first else { return false }
    if first.isASCIILowercase { return false }
    let opens = Self.opening.contains(following)
    if tokens[mark].text.hasPrefix(".."), !first.isASCIIUppercase, !opens { return false }
    if !tokens[next].spaceBefore, !opens, !first.isASCIIUppercase { return false }
    // "Is it so?" Hua said: the question is part of the report.
    let isQuoted = next > mark + 1
    if isQuoted, tokens[mark].text != ".", isSaying(tokens, from: next) { return false }
    return true
  }

  /// Whether a short subject and a verb of saying follow.
  private func isSaying(_ tokens: [Token], from start: Int) -> Bool {
    for token in tokens[start..<min(start + 5, tokens.count)] {
      if Self.saying.contains(token.text) { return true }
      if token.text == "," || token.text == "." || token.text == "\"" { return false }
    }
    return false
  }

  private static let closing: Set<String> = ["\"", "'", ")", "]", "\u{bb}", "''"]
  private static let opening: Set<String> = ["\"", "'", "(", "[", "\u{ab}", "``"]
  private static let saying: Set<String> = ["asked", "asks", "said", "says", "told", "wrote"]

  /// Words that begin sentences and are no part of names.
  private static let starters: Set<String> = [
    "a", "according", "after", "all", "also", "an", "and", "another", "as", "at", "because",
    "before", "both", "but", "by", "despite", "during", "each", "earlier", "even", "for", "from",
    "he", "her", "his", "how", "however", "if", "in", "it", "its", "last", "later", "many",
    "meanwhile", "most", "my", "no", "not", "officials", "on", "one", "other", "our", "she",
    "since", "so", "some", "that", "the", "their", "then", "there", "these", "they", "this",
    "those", "to", "under", "until", "we", "what", "when", "where", "while", "who", "why", "with",
    "you", "your",
  ]
}
