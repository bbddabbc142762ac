/// What a text is tested against: the right side of `has`, `contains`, `=~` and their like, made
/// ready once and then held against many texts in UTF-8.
public struct TextPattern: Sendable {
  /// How the pattern must lie in the text.
  public enum Relation: Sendable {
    case equal
    case contains
    case prefix
    case suffix
    /// As a whole term: letters and digits neither before nor behind it.
    case term
    /// At the start of a term.
    case termPrefix
    /// At the end of a term.
    case termSuffix
  }

  private let pattern: ContiguousArray<UInt8>
  private let relation: Relation
  private let ignoresCase: Bool
  /// A pattern that begins or ends with a sign needs no border there.
  private let needsStart: Bool
  private let needsEnd: Bool
  /// The pattern where it is not compared at every place.
  private let long: LongPattern?

  /// A pattern for the given relation.
  public init(_ text: String, _ relation: Relation, ignoresCase: Bool) {
    pattern = ContiguousArray(ignoresCase ? TextFolding.folded(text).utf8 : text.utf8)
    self.relation = relation
    self.ignoresCase = ignoresCase
    long = LongPattern(pattern)
    let scalars = text.unicodeScalars
    needsStart =
      (relation == .term || relation == .termPrefix)
      && scalars.first.map(TextFolding.isAlphanumeric) ?? false
    needsEnd =
      (relation == .term || relation == .termSuffix)
      && scalars.last.map(TextFolding.isAlphanumeric) ?? false
  }

  /// Whether the text stands in the relation to the pattern.
  ///
  /// - Complexity: O(*n*) in the lengths of both.
  public func matches(_ text: Span<UInt8>) -> Bool {
    if pattern.isEmpty { return relation != .equal || text.isEmpty }
    guard ignoresCase else { return search(text) }
    switch relation {
    case .equal, .prefix, .suffix:
      return TextFolding.isASCII(text)
        ? standsAtEnds(text, foldsASCII: true) : search(TextFolding.folded(text).span)
    case .contains, .term, .termPrefix, .termSuffix: return searchFolding(text)
    }
  }

  /// Searches a text in which case no longer matters.
  private func search(_ text: Span<UInt8>) -> Bool {
    switch relation {
    case .equal, .prefix, .suffix: return standsAtEnds(text, foldsASCII: false)
    case .contains, .term, .termPrefix, .termSuffix:
      let last = text.count - pattern.count
      guard last >= 0 else { return false }
      if let long { return search(text, for: long, foldsASCII: false) }
      let first = pattern[0]
      for place in 0...last {
        if text[place] == first, stands(at: place, in: text, false), hasBorders(at: place, in: text)
        {
          return true
        }
      }
      return false
    }
  }

  /// Searches in one pass as long as the text is ASCII; from the first other byte on, folded whole.
  private func searchFolding(_ text: Span<UInt8>) -> Bool {
    if let long {
      return TextFolding.isASCII(text)
        ? search(text, for: long, foldsASCII: true)
        : search(TextFolding.folded(text).span, for: long, foldsASCII: false)
    }
    let first = pattern[0]
    let last = text.count - pattern.count
    for place in 0..<text.count {
      let byte = text[place]
      if byte >= 0x80 { return search(TextFolding.folded(text).span) }
      if byte.lowercasedASCII == first, place <= last, stands(at: place, in: text, true),
        hasBorders(at: place, in: text)
      {
        return true
      }
    }
    return false
  }

  private func search(_ text: Span<UInt8>, for long: LongPattern, foldsASCII: Bool) -> Bool {
    long.stands(in: text, foldsASCII: foldsASCII) { hasBorders(at: $0, in: text) }
  }

  private func standsAtEnds(_ text: Span<UInt8>, foldsASCII: Bool) -> Bool {
    let last = text.count - pattern.count
    guard last >= 0 else { return false }
    switch relation {
    case .equal: return last == 0 && stands(at: 0, in: text, foldsASCII)
    case .prefix: return stands(at: 0, in: text, foldsASCII)
    case .suffix, .contains, .term, .termPrefix, .termSuffix:
      return stands(at: last, in: text, foldsASCII)
    }
  }

  private func stands(at place: Int, in text: Span<UInt8>, _ foldsASCII: Bool) -> Bool {
    for offset in 0..<pattern.count {
      let byte = text[place + offset]
      if (foldsASCII ? byte.lowercasedASCII : byte) != pattern[offset] { return false }
    }
    return true
  }

  private func hasBorders(at place: Int, in text: Span<UInt8>) -> Bool {
    if needsStart, place > 0, TextFolding.isAlphanumeric(text, endingAt: place) { return false }
    let end = place + pattern.count
    return !(needsEnd && end < text.count && TextFolding.isAlphanumeric(text, startingAt: end))
  }
}

/// Letters without regard to case, and what is a letter at all.
public enum TextFolding {
  /// The text in small letters, by Unicode and without regard to any language.
  public static func folded(_ text: String) -> String {
    var text = text
    return text.withUTF8 { unsafe isASCII($0.span) } ? text.lowercased() : foldedByScalar(text)
  }

  /// The text in small letters, as UTF-8.
  static func folded(_ text: Span<UInt8>) -> ContiguousArray<UInt8> {
    let string = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    return ContiguousArray(foldedByScalar(string).utf8)
  }

  /// Scalar by scalar, so that no letter's form depends on its neighbours, as final sigma's does.
  private static func foldedByScalar(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "ς" {
        result.append("σ")
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(result)
  }

  static func isASCII(_ text: Span<UInt8>) -> Bool {
    for place in 0..<text.count where text[place] >= 0x80 { return false }
    return true
  }

  /// Whether the character is a letter or a digit, which make up a term.
  public static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      return byte.isASCIILetter || byte.isASCIIDigit
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      return true
    default: return false
    }
  }

  static func isAlphanumeric(_ text: Span<UInt8>, startingAt place: Int) -> Bool {
    let byte = text[place]
    if byte < 0x80 { return byte.isASCIILetter || byte.isASCIIDigit }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard byte >= 0xC0, place + length <= text.count else { return false }
    var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(text[place + offset] & 0x3F) }
    return Unicode.Scalar(value).map(isAlphanumeric) ?? false
  }

  static func isAlphanumeric(_ text: Span<UInt8>, endingAt end: Int) -> Bool {
    var place = end - 1
    while place > 0, text[place] & 0xC0 == 0x80 { place -= 1 }
    return isAlphanumeric(text, startingAt: place)
  }
}
