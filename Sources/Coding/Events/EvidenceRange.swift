import Linguistics
import Text

/// Chooses the words that show an event: from the trigger on to what it governs, 3 to 12 words.
struct EvidenceRange {
  let tree: DocumentTree
  private static let most = 12
  private static let least = 4

  /// The bytes of the evidence.
  func range(of candidate: Candidate) -> ByteRange {
    let sentence = tree.sentence(of: candidate.trigger)
    let near = candidate.tokens.filter { sentence.contains($0) && abs($0 - candidate.trigger) < 8 }
    var low = min(near.min() ?? candidate.trigger, candidate.trigger)
    if candidate.isNominal {
      // A noun is shown with what stands before it: "China's apparent economic retaliation".
      let own = tree.subtree(of: candidate.trigger).filter { $0 < candidate.trigger }
      if let first = own.first(where: { candidate.trigger - $0 <= 5 }) { low = min(low, first) }
    } else {
      let auxiliaries = tree.children(of: candidate.trigger, [.aux, .auxPassive, .cop])
      if let first = auxiliaries.first, first < low, low - first < 4 { low = first }
    }
    let below = tree.subtree(
      of: candidate.trigger, excluding: [.conj, .parataxis, .relativeClause])
    let reach = below.last { $0 >= candidate.trigger && $0 - low < Self.most } ?? candidate.trigger
    var high = max(near.max() ?? candidate.trigger, reach)
    high = min(high, low + Self.most - 1, sentence.upperBound - 1)
    while high - low + 1 < Self.least, high + 1 < sentence.upperBound { high += 1 }
    while high - low + 1 < Self.least, low > sentence.lowerBound { low -= 1 }
    while high > low, tree.partOfSpeech(high) == .punctuation { high -= 1 }
    while low < high, tree.partOfSpeech(low) == .punctuation { low += 1 }
    let tokens = tree.analysis.document.tokens
    return tokens[low].range.union(tokens[high].range)
  }
}
