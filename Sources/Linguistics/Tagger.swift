internal import Text

/// Gives every token its part of speech: the likeliest row of tags by counts of words, endings and
/// three tags in a row (Viterbi), then rules of context where counts of neighbours are too short.
struct Tagger: Sendable {
  private let statistics = TagStatistics()

  /// The tags of one sentence's tokens.
  func tag(_ tokens: ArraySlice<Token>) -> [Tag] {
    let words = tokens.map(\.text)
    let firstWord = words.firstIndex { $0.utf8.contains { $0.isLetterOrDigit } } ?? 0
    let candidates = words.indices.map { index in
      fixedTag(tokens[tokens.startIndex + index], after: index > 0 ? words[index - 1] : "").map {
        [TagStatistics.Candidate(tag: $0, weight: 1)]
      }
        ?? statistics.candidates(
          for: words[index], isInitial: index == firstWord || follows(words, index))
    }
    var tags = bestPath(candidates)
    closeQuotes(&tags, words)
    TagRules.apply(to: &tags, words: words)
    return tags
  }

  /// An apostrophe after "s" closes the quotation where one is open.
  private func closeQuotes(_ tags: inout [Tag], _ words: [String]) {
    var isOpen = false
    for index in words.indices where words[index] == "'" {
      if tags[index] == .mark {
        isOpen.toggle()
      } else if isOpen {
        tags[index] = .mark
        isOpen = false
      }
    }
  }

  /// A capital after an opening quotation mark or a colon may be a sentence's.
  private func follows(_ words: [String], _ index: Int) -> Bool {
    index > 0 && (words[index - 1] == "\"" || words[index - 1] == ":" || words[index - 1] == "'")
  }

  /// The tag of marks and numbers, which their form decides.
  private func fixedTag(_ token: Token, after previous: String) -> Tag? {
    let word = token.text
    switch word {
    case ",": return .comma
    case ".", "!", "?": return .stop
    // The genitive of a plural; else a quotation mark.
    case "'": return previous.hasSuffix("s") && !token.spaceBefore ? .possessiveMark : .mark
    case "$", "%", "+", "=", "#", "\u{20ac}", "\u{a3}", "\u{a5}", "\u{20b9}": return .symbol
    default: break
    }
    guard let first = word.utf8.first else { return .mark }
    let isWord = word.utf8.contains {
      $0.isLetterOrDigit || (0xC3...0xDF).contains($0) || $0 > 0xE2
    }
    if !isWord {
      return word.hasSuffix("$") ? .symbol : word == "&" ? nil : .mark
    }
    let isNumber =
      first.isDigit
      && word.utf8.allSatisfy { $0.isDigit || $0 == 0x2C || $0 == 0x2E || $0 == 0x3A || $0 == 0x2F }
    return isNumber ? .number : nil
  }

  /// The row of tags with the highest product of word and transition weights.
  private func bestPath(_ candidates: [[TagStatistics.Candidate]]) -> [Tag] {
    guard let first = candidates.first else { return [] }
    // State (i, j): the previous token's candidate i and this one's candidate j.
    var previous = [TagStatistics.Candidate(tag: .begin, weight: 1)]
    var current = first
    var scores = current.map { $0.weight * statistics.transition(.begin, .begin, $0.tag) }
    var backward: [[UInt8]] = []
    for next in candidates.dropFirst() {
      var nextScores = [Float](repeating: 0, count: current.count * next.count)
      var origins = [UInt8](repeating: 0, count: current.count * next.count)
      var highest: Float = 0
      for (j, b) in current.enumerated() {
        for (k, c) in next.enumerated() {
          var best: Float = -1
          var origin = 0
          for (i, a) in previous.enumerated() {
            let score =
              scores[i * current.count + j] * statistics.transition(a.tag, b.tag, c.tag)
            if score > best { (best, origin) = (score, i) }
          }
          let score = best * c.weight
          nextScores[j * next.count + k] = score
          origins[j * next.count + k] = UInt8(origin)
          highest = max(highest, score)
        }
      }
      // Kept near 1, so that long sentences do not run out of exponent.
      let scale = highest > 0 ? 1 / highest : 1
      for index in nextScores.indices { nextScores[index] *= scale }
      backward.append(origins)
      (previous, current, scores) = (current, next, nextScores)
    }
    return trace(candidates, backward, scores, previous: previous, current: current)
  }

  private func trace(
    _ candidates: [[TagStatistics.Candidate]], _ backward: [[UInt8]], _ scores: [Float],
    previous: [TagStatistics.Candidate], current: [TagStatistics.Candidate]
  ) -> [Tag] {
    var best: Float = -1
    var state = (0, 0)
    for i in previous.indices {
      for j in current.indices {
        let score =
          scores[i * current.count + j]
          * statistics.transition(previous[i].tag, current[j].tag, .end)
        if score > best { (best, state) = (score, (i, j)) }
      }
    }
    var tags = [Tag](repeating: .noun, count: candidates.count)
    var index = candidates.count - 1
    while index >= 0 {
      tags[index] = candidates[index][state.1].tag
      if index > 0 {
        let origin = Int(backward[index - 1][state.0 * candidates[index].count + state.1])
        state = (origin, state.0)
      }
      index -= 1
    }
    return tags
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isUppercase: Bool { self >= 0x41 && self <= 0x5A }
  var isLetterOrDigit: Bool { isDigit || isUppercase || self >= 0x61 && self <= 0x7A }
}
