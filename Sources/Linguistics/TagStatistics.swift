/// How likely a part of speech is after two others, and for a word or an ending.
struct TagStatistics: Sendable {
  /// A tag and how likely it is for a word, divided by how likely it is at all.
  struct Candidate {
    let tag: Tag
    let weight: Float
  }

  private let lexicon = EmbeddedTable.lexicon
  private let suffixes = EmbeddedTable("linguistics-suffixes.tsv")
  private let tagCount = Tag.allCases.count
  /// P(c | a, b) at `(a * tagCount + b) * tagCount + c`.
  private var transitions: [Float]
  private var prior: [Float]

  init() {
    let size = Tag.allCases.count
    var trigrams = [Float](repeating: 0, count: size * size * size)
    let table = EmbeddedTable("linguistics-tags.tsv")
    table.forEachLine { start, end in
      let line = table.slice(start, end)
      guard let tab = line.firstIndex(of: 0x09) else { return }
      let count = line[(tab + 1)...].reduce(0) { $0 * 10 + Int($1) - 0x30 }
      var index = 0
      for name in line[..<tab].split(separator: 0x20) {
        guard let tag = Tag.named(name) else { return }
        index = index * size + Int(tag.rawValue)
      }
      trigrams[index] = Float(count)
    }
    (transitions, prior) = Self.interpolated(trigrams, size: size)
  }

  /// P(c | a, b).
  func transition(_ a: Tag, _ b: Tag, _ c: Tag) -> Float {
    transitions[(Int(a.rawValue) * tagCount + Int(b.rawValue)) * tagCount + Int(c.rawValue)]
  }

  /// Mixes counts of three, two and one tag (Brants 2000, "TnT", with its usual weights).
  private static func interpolated(
    _ trigrams: [Float], size: Int
  ) -> (transitions: [Float], prior: [Float]) {
    var pairs = [Float](repeating: 0, count: size * size)
    var pairStarts = [Float](repeating: 0, count: size * size)
    var singles = [Float](repeating: 0, count: size)
    var singleStarts = [Float](repeating: 0, count: size)
    var total: Float = 0
    for a in 0..<size {
      for b in 0..<size {
        let row = (a * size + b) * size
        for c in 0..<size where trigrams[row + c] > 0 {
          let count = trigrams[row + c]
          pairStarts[a * size + b] += count
          pairs[b * size + c] += count
          singleStarts[b] += count
          singles[c] += count
          total += count
        }
      }
    }
    var transitions = trigrams
    for a in 0..<size {
      for b in 0..<size {
        let row = (a * size + b) * size
        let ofPair = 0.45 / max(pairStarts[a * size + b], 1)
        let ofSingle = 0.44 / max(singleStarts[b], 1)
        for c in 0..<size {
          transitions[row + c] =
            ofPair * trigrams[row + c] + ofSingle * pairs[b * size + c]
            + 0.11 * singles[c] / max(total, 1)
        }
      }
    }
    return (transitions, singles.map { max($0, 1) / max(total, 1) })
  }

  // MARK: - Words

  /// The tags a word may have, the likeliest few.
  ///
  /// `isInitial` says that the capital may be the sentence's.
  func candidates(for word: String, isInitial: Bool) -> [Candidate] {
    var counts = [Float](repeating: 0, count: tagCount)
    var total: Float = 0
    let exact = [UInt8](word.utf8)
    let isCapitalized = exact.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    add(lexicon.value(of: exact), to: &counts, &total, weight: 1)
    var known = total > 0
    if isCapitalized, isInitial || !known {
      // Between other words a capital of a common word is mostly a name's or a title's.
      let lower = exact.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
      let before = total
      add(lexicon.value(of: lower), to: &counts, &total, weight: isInitial ? 1 : 0.02)
      known = known || isInitial && total > before
    }
    if !isCapitalized, total < 50 { addVerbForms(exact, to: &counts, &total) }
    if known, total >= 4 { return weighed(counts) }
    blendEnding(exact, isInitial: isInitial && known, into: &counts, total)
    return weighed(counts)
  }

  /// A word whose past is known is a verb too, and so is its form in -s.
  private func addVerbForms(_ word: [UInt8], to counts: inout [Float], _ total: inout Float) {
    guard word.count > 3, let last = word.last, word.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A })
    else { return }
    let baseIndex = Int(Tag.base.rawValue)
    let singularIndex = Int(Tag.singular.rawValue)
    if counts[baseIndex] == 0 {
      let past = pastCount(word, last: last)
      counts[baseIndex] += past * 0.4
      counts[Int(Tag.plural.rawValue)] += past * 0.1
      total += past * 0.5
    }
    if last == UInt8(ascii: "s"), counts[singularIndex] == 0 {
      let base = Array(word.dropLast())
      guard let letter = base.last, letter != last else { return }
      var known = [Float](repeating: 0, count: tagCount)
      var knownTotal: Float = 0
      add(lexicon.value(of: base), to: &known, &knownTotal, weight: 1)
      let count = 0.1 * known[baseIndex] + 0.2 * pastCount(base, last: letter)
      counts[singularIndex] += count
      total += count
    }
  }

  /// How often the regular past of a base was counted.
  private func pastCount(_ base: [UInt8], last: UInt8) -> Float {
    let past = base + (last == UInt8(ascii: "e") ? [UInt8]("d".utf8) : [UInt8]("ed".utf8))
    var counts = [Float](repeating: 0, count: tagCount)
    var total: Float = 0
    add(lexicon.value(of: past), to: &counts, &total, weight: 1)
    return counts[Int(Tag.past.rawValue)] + counts[Int(Tag.participle.rawValue)]
  }

  /// Adds what rare words with the same ending are, weighted as a few sightings.
  private func blendEnding(
    _ word: [UInt8], isInitial: Bool, into counts: inout [Float], _ total: Float
  ) {
    let ending = endingCounts(word, isInitial: isInitial)
    let share: Float = total > 0 ? 1 : 4
    for index in counts.indices { counts[index] += share * ending[index] }
  }

  /// P(tag | ending), longer endings weighing more than shorter ones.
  private func endingCounts(_ word: [UInt8], isInitial: Bool) -> [Float] {
    var shape: [UInt8] = []
    let isCapitalized = word.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    if isCapitalized, !isInitial {
      shape = [UInt8(ascii: "^")]
    } else if word.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) {
      shape = [UInt8(ascii: "#")]
    } else if word.contains(UInt8(ascii: "-")) {
      shape = [UInt8(ascii: "-")]
    }
    let lower = word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    var result = [Float](repeating: 0, count: tagCount)
    for length in 0...min(5, max(lower.count - 1, 0)) {
      let key = length == 0 && shape.isEmpty ? [0x2A] : shape + lower.suffix(length)
      guard let line = suffixes.value(of: key) else { break }
      var counts = [Float](repeating: 0, count: tagCount)
      var total: Float = 0
      add(line, to: &counts, &total, weight: 1)
      let keep: Float = length == 0 ? 0 : 0.25
      for index in result.indices {
        result[index] = keep * result[index] + (1 - keep) * counts[index] / max(total, 1)
      }
    }
    return result
  }

  private func add(
    _ line: ArraySlice<UInt8>?, to counts: inout [Float], _ total: inout Float, weight: Float
  ) {
    guard let line else { return }
    line.forEachCount { name, count in
      guard let tag = Tag.named(name) else { return }
      counts[Int(tag.rawValue)] += Float(count) * weight
      total += Float(count) * weight
    }
  }

  private func weighed(_ counts: [Float]) -> [Candidate] {
    let total = counts.reduce(0, +)
    guard total > 0 else { return [Candidate(tag: .noun, weight: 1)] }
    var candidates: [Candidate] = []
    for index in counts.indices where counts[index] / total > 0.002 {
      guard let tag = Tag(rawValue: UInt8(index)) else { continue }
      candidates.append(
        Candidate(tag: tag, weight: counts[index] / total / prior[index]))
    }
    if candidates.count > 8 {
      candidates.sort { counts[Int($0.tag.rawValue)] > counts[Int($1.tag.rawValue)] }
      candidates.removeLast(candidates.count - 8)
    }
    return candidates
  }
}
