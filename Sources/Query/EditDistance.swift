/// Finds the name that was probably meant.
public enum EditDistance {
  /// The candidate nearest to `name`, or nil where none is near enough.
  ///
  /// Case does not count. Inserting, deleting or replacing a letter and swapping two neighbours
  /// cost one each, and one in three letters may be wrong; a name whose beginning was typed (three
  /// letters or more) is near as well. Of equals the first wins.
  /// - Complexity: the number of candidates, times the product of the lengths.
  public static func nearest(
    _ name: String, among candidates: some Sequence<String>
  ) -> String? {
    let folded = Array(name.lowercased().unicodeScalars)
    // A name this long is no typing error, and would only cost time.
    guard (1...64).contains(folded.count) else { return nil }
    let limit = (folded.count + 1) / 3
    var best: (candidate: String, cost: Int)?
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard let cost = cost(folded, other, limit: limit), cost < best?.cost ?? .max else {
        continue
      }
      best = (candidate, cost)
    }
    return best?.candidate
  }

  /// The distance in halves, so that a beginning ranks behind every true misspelling by one letter.
  private static func cost(
    _ name: [Unicode.Scalar], _ other: [Unicode.Scalar], limit: Int
  ) -> Int? {
    let isBeginning = name.count >= 3 && other.starts(with: name)
    if abs(name.count - other.count) <= limit {
      let distance = distance(name, other)
      // Of a name of one or two letters something must be right.
      if distance <= limit, distance < max(name.count, other.count) {
        return isBeginning ? min(2 * distance, 3) : 2 * distance
      }
    }
    return isBeginning ? 3 : nil
  }

  /// The number of edits between two texts, a swap of neighbours counting as one (optimal string
  /// alignment).
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
