/// Finds dictionary forms: a table of exceptions, then the rules of English inflection.
struct Lemmatizer: Sendable {
  private let exceptions = EmbeddedTable("linguistics-lemmas.tsv")
  private let lexicon = EmbeddedTable.lexicon

  /// The dictionary form of a word with a tag; a proper noun's is its own form.
  func lemma(_ word: String, _ tag: Tag) -> String {
    switch tag {
    case .properNoun, .properNounPlural, .properAdjective, .foreign: return word
    default: break
    }
    let lower = word.lowercased()
    guard let kind = kind(tag) else {
      return tag == .negation && lower == "n't" ? "not" : lower
    }
    // "To lay", "to found", "to saw" are of no other verb.
    if tag == .base, baseCount(lower) > 0 { return lower }
    if let exception = exception(lower, kind) { return exception }
    switch kind {
    case .noun: return singular(lower)
    case .verb: return prefixed(lower, tag) ?? infinitive(lower, tag)
    case .comparison: return positive(lower, tag)
    case .auxiliary: return lower
    }
  }

  private enum Kind: UInt8 {
    case noun = 0x4E
    case verb = 0x56
    case comparison = 0x41
    case auxiliary = 0x58
  }

  private func kind(_ tag: Tag) -> Kind? {
    switch tag {
    case .nounPlural: .noun
    case .comparative, .superlative, .comparativeAdverb, .superlativeAdverb: .comparison
    case let tag where tag.isVerb: .verb
    case let tag where tag.isAuxiliary: .auxiliary
    default: nil
    }
  }

  private func exception(_ word: String, _ kind: Kind) -> String? {
    guard let line = exceptions.value(of: word.utf8) else { return nil }
    let fields = line.split(separator: 0x20)
    for index in stride(from: 0, to: fields.count - 1, by: 2)
    where fields[index].first == kind.rawValue {
      return String(decoding: fields[index + 1], as: UTF8.self)
    }
    return nil
  }

  /// A strong verb behind a prefix goes as the verb does: "retook", "outran".
  private func prefixed(_ word: String, _ tag: Tag) -> String? {
    guard tag == .past || tag == .participle, !word.hasSuffix("ed") else { return nil }
    for prefix in Self.verbPrefixes where word.hasPrefix(prefix) {
      let rest = String(word.dropFirst(prefix.count))
      if rest.utf8.count > 2, let base = exception(rest, .verb) { return prefix + base }
    }
    return nil
  }

  private func singular(_ word: String) -> String {
    if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
    if Self.sibilantPlurals.contains(where: { word.hasSuffix($0) }) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("men"), word.utf8.count > 4 { return word.dropLast(2) + "an" }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), word.utf8.count > 2 {
      return String(word.dropLast())
    }
    return word
  }

  private func infinitive(_ word: String, _ tag: Tag) -> String {
    switch tag {
    case .singular:
      if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
      if word.hasSuffix("oes") || Self.sibilantPlurals.contains(where: { word.hasSuffix($0) }) {
        return String(word.dropLast(2))
      }
      return word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    case .gerund:
      return word.hasSuffix("ing") && word.utf8.count > 4 ? stem(String(word.dropLast(3))) : word
    case .past, .participle:
      if word.hasSuffix("ied"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
      return word.hasSuffix("ed") && word.utf8.count > 3 ? stem(String(word.dropLast(2))) : word
    default: return word
    }
  }

  /// Undoes what "-ed" and "-ing" do to a verb: a silent e dropped, a consonant doubled.
  private func stem(_ stem: String) -> String {
    let letters = Array(stem.utf8)
    let isDoubled =
      letters.count > 2 && letters[letters.count - 1] == letters[letters.count - 2]
      && !Self.vowels.contains(letters[letters.count - 1])
    var forms = [stem, stem + "e"]
    if isDoubled { forms.append(String(stem.dropLast())) }
    var best = stem
    var bestCount = 0
    for form in forms {
      let count = baseCount(form)
      if count > bestCount { (best, bestCount) = (form, count) }
    }
    if bestCount > 0 { return best }
    if isDoubled, letters.count > 3, "bdgkmnprtv".utf8.contains(letters[letters.count - 1]) {
      return String(stem.dropLast())
    }
    return takesSilentE(stem, letters) ? stem + "e" : stem
  }

  private func takesSilentE(_ stem: String, _ letters: [UInt8]) -> Bool {
    if Self.noSilentE.contains(where: { stem.hasSuffix($0) }) { return false }
    if stem.hasSuffix("in"), letters.count > 2, Self.vowels.contains(letters[letters.count - 3]) {
      return false
    }
    if stem.hasSuffix("l"), letters.count > 1 {
      return !Self.vowels.contains(letters[letters.count - 2])
    }
    return Self.silentE.contains { stem.hasSuffix($0) }
  }

  /// How often a form was counted as a verb's base.
  private func baseCount(_ word: String) -> Int {
    guard let line = lexicon.value(of: word.utf8) else { return 0 }
    var total = 0
    line.forEachCount { name, count in
      if let tag = Tag.named(name), tag == .base || tag == .plural { total += count }
    }
    return total
  }

  private func isAdjective(_ word: String) -> Bool {
    guard let line = lexicon.value(of: word.utf8) else { return false }
    var found = false
    line.forEachCount { name, _ in
      if Tag.named(name) == .adjective { found = true }
    }
    return found
  }

  private func positive(_ word: String, _ tag: Tag) -> String {
    let isComparative = tag == .comparative || tag == .comparativeAdverb
    guard word.utf8.count > 4, word.hasSuffix(isComparative ? "er" : "est") else { return word }
    let stem = String(word.dropLast(isComparative ? 2 : 3))
    if stem.hasSuffix("i") { return stem.dropLast() + "y" }
    if isAdjective(stem) { return stem }
    if isAdjective(stem + "e") { return stem + "e" }
    let letters = Array(stem.utf8)
    let isDoubled = letters.count > 1 && letters[letters.count - 1] == letters[letters.count - 2]
    return isDoubled ? String(stem.dropLast()) : stem
  }

  private static let verbPrefixes = ["re", "out", "over", "under", "un", "mis", "fore", "with"]
  private static let vowels = Array("aeiou".utf8)
  private static let sibilantPlurals = ["sses", "shes", "ches", "xes", "zzes"]
  private static let noSilentE = [
    "ang", "eat", "eir", "ing", "ll", "oat", "oin", "ong", "our", "out", "own",
  ]
  private static let silentE = [
    "at", "c", "dg", "in", "ir", "is", "iz", "ng", "ns", "rg", "rs", "u", "ur", "ut", "v", "yz",
  ]
}
