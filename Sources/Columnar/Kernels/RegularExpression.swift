internal import CRegex
internal import Synchronization

/// A compiled regular expression in the syntax of RE2, which Kusto uses too: linear in the text,
/// whatever the pattern.
@safe
public final class RegularExpression: Sendable {
  /// Why a pattern is none, in RE2's words.
  public struct PatternError: Error {
    /// The reason.
    public let reason: String
  }

  // RE2 objects are immutable once compiled and safe to share between threads.
  private nonisolated(unsafe) let compiled: OpaquePointer
  /// The number of capturing groups, the whole match not counted.
  public let groupCount: Int

  /// Compiles `pattern`.
  public init(_ pattern: String) throws(PatternError) {
    var pattern = RegularExpressionSyntax.translated(pattern)
    var reason = [CChar](repeating: 0, count: 200)
    let pointer = pattern.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { text in
        unsafe cregex_compile(text.baseAddress, text.count, &reason, reason.count)
      }
    }
    guard let pointer = unsafe pointer else {
      let bytes = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw PatternError(reason: String(decoding: bytes, as: UTF8.self))
    }
    groupCount = unsafe Int(cregex_group_count(pointer))
    guard groupCount <= Self.maximumGroupCount else {
      unsafe cregex_free(pointer)
      throw PatternError(reason: "more than \(Self.maximumGroupCount) groups in brackets")
    }
    unsafe compiled = pointer
  }

  /// With groups RE2 keeps the places of all of them for each state that it is in.
  private static let maximumGroupCount = 200

  deinit {
    unsafe cregex_free(compiled)
  }

  /// Why `pattern` is no regular expression, or nil if it is one.
  public static func problem(in pattern: String) -> String? {
    do {
      _ = try RegularExpression(pattern)
      return nil
    } catch {
      return error.reason
    }
  }

  /// The expression for a pattern, compiled once for as long as it is in use; nil if it is none.
  public static func shared(_ pattern: String) -> RegularExpression? {
    if let known = cache.withLock({ $0[pattern] }) { return known }
    let made = try? RegularExpression(pattern)
    cache.withLock { patterns in
      // A pattern that comes from a column may be a new one in every row.
      if patterns.count >= 256 { patterns.removeAll() }
      patterns[pattern] = made
    }
    return made
  }

  private static let cache = Mutex<[String: RegularExpression]>([:])

  /// The place of the group called `name`, from 1, or nil.
  public func groupIndex(named name: String) -> Int? {
    var name = name
    let index = name.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { text in
        unsafe cregex_group_index(compiled, text.baseAddress, text.count)
      }
    }
    return index > 0 ? Int(index) : nil
  }

  /// Whether the expression matches somewhere in a text.
  public func matches(_ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { text in
        unsafe cregex_search(compiled, text.baseAddress, text.count, 0, nil, 0)
      }
    }
  }

  /// The byte ranges of the first match from `start` on and of its groups; nil for a group that took
  /// no part.
  public func firstMatch(in text: [UInt8], from start: Int) -> [Range<Int>?]? {
    var ranges = [cregex_range](
      repeating: cregex_range(start: -1, end: -1), count: groupCount + 1)
    let found = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { text in
        unsafe cregex_search(
          compiled, text.baseAddress, text.count, start, &ranges, Int32(ranges.count))
      }
    }
    return found ? ranges.map { $0.start < 0 ? nil : Int($0.start)..<Int($0.end) } : nil
  }

  /// All matches from left to right, none overlapping; an empty one moves on by a character.
  ///
  /// Of a long text there may be many, each of them far behind the last: `isStopped` is asked between
  /// them, and ends the search.
  public func matches(
    in text: [UInt8], isStopped: () -> Bool = { false }
  ) -> [[Range<Int>?]] {
    var found: [[Range<Int>?]] = []
    var start = 0
    while start <= text.count, !isStopped(), let match = firstMatch(in: text, from: start),
      let whole = match[0]
    {
      found.append(match)
      start = whole.isEmpty ? next(after: whole.upperBound, in: text) : whole.upperBound
    }
    return found
  }

  /// The text with every match replaced; `\1` in the replacement is the first group, `\0` the match.
  ///
  /// What would be longer than `limit` is cut off there; `isStopped` is asked between matches.
  public func replacingMatches(
    in text: [UInt8], with replacement: [UInt8], limit: Int = .max,
    isStopped: () -> Bool = { false }
  ) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    var lastEnd = -1
    while start <= text.count, result.count <= limit, !isStopped(),
      let match = firstMatch(in: text, from: start),
      let whole = match[0]
    {
      result += text[start..<whole.lowerBound]
      // An empty match right behind another is not replaced again.
      if !(whole.isEmpty && whole.lowerBound == lastEnd) {
        expand(replacement, match, text, into: &result)
      }
      lastEnd = whole.upperBound
      start = whole.upperBound
      if whole.isEmpty {
        let next = next(after: start, in: text)
        if start < text.count { result += text[start..<next] }
        start = next
      }
    }
    if start < text.count { result += text[start...] }
    if result.count > limit { result.removeLast(result.count - limit) }
    return result
  }

  private func expand(
    _ replacement: [UInt8], _ match: [Range<Int>?], _ text: [UInt8], into result: inout [UInt8]
  ) {
    var place = 0
    while place < replacement.count {
      let byte = replacement[place]
      place += 1
      guard byte == UInt8(ascii: "\\"), place < replacement.count else {
        result.append(byte)
        continue
      }
      let escaped = replacement[place]
      place += 1
      if escaped.isASCIIDigit {
        let group = Int(escaped - 48)
        if group < match.count, let range = match[group] { result += text[range] }
      } else {
        result.append(escaped)
      }
    }
  }

  /// The start of the character behind the one at `place`.
  private func next(after place: Int, in text: [UInt8]) -> Int {
    var next = place + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
