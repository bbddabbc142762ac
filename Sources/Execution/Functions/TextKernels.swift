internal import Columnar

extension ScalarKernels {
  /// Functions of texts, those with regular expressions and those of encodings aside. A character
  /// is a Unicode scalar, as strlen counts them.
  static let texts: [String: ScalarKernel] = [
    "has_any_index": rows { call in
      let terms = call.array(1) ?? [call.dynamic(1)]
      let text = ContiguousArray(call.text(0).utf8)
      let place = terms.firstIndex { term in
        TextPattern(DynamicWriter.text(of: term), .term, ignoresCase: true).matches(text.span)
      }
      return .integer(Int64(place ?? -1))
    },
    "indexof": rows(indexOf),
    "replace_string": rows { call in
      .string(replacing(call.text(0), call.text(1), with: call.text(2)))
    },
    "replace_strings": rows { call in
      guard let parts = call.array(1), let replacements = call.array(2) else {
        return .string(call.text(0))
      }
      return .string(replacing(call.text(0), Array(zip(parts, replacements)), call.context))
    },
    "reverse": rows { call in
      .string(String(String.UnicodeScalarView(call.text(0).unicodeScalars.reversed())))
    },
    "split": rows(split),
    "strcat_array": rows { call in
      let items = call.array(0) ?? (call[0].isNull ? [] : [call.dynamic(0)])
      return .string(
        limited(items.map { DynamicWriter.text(of: $0) }, delimiter: call.text(1)))
    },
    "strcmp": rows { call in
      .integer(Int64(ValueOrder.compare(call.text(0), call.text(1))))
    },
    "string_size": rows { call in .integer(Int64(call.text(0).utf8.count)) },
    "strlen": rows { call in .integer(Int64(call.text(0).unicodeScalars.count)) },
    "strrep": rows { call in
      let times = min(max(call.integer(1) ?? 0, 0), 1024)
      let text = call.text(0)
      return .string(
        limited(
          Array(repeating: text, count: Int(times)), delimiter: call.has(2) ? call.text(2) : ""))
    },
    "substring": rows { call in
      guard let start = call.integer(1) else { return .string("") }
      let length = call.has(2) ? call.integer(2) ?? 0 : Int64.max
      return .string(substring(call.text(0), start, length))
    },
    "translate": rows { call in
      let from = Dictionary(
        call.text(0).unicodeScalars.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
      let to = Array(call.text(1).unicodeScalars)
      guard let last = to.last else { return .string(call.text(2)) }
      let scalars = call.text(2).unicodeScalars.map { scalar in
        from[scalar].map { $0 < to.count ? to[$0] : last } ?? scalar
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    },
    "unicode_codepoints_from_string": rows { call in
      .dynamic(.array(call.text(0).unicodeScalars.map { .integer(Int64($0.value)) }))
    },
    "unicode_codepoints_to_string": rows { call in
      let points = (0..<call.count).flatMap { call.array($0) ?? [call.dynamic($0)] }
      let scalars = points.compactMap { point -> Unicode.Scalar? in
        guard case .integer(let value) = point else { return nil }
        return UInt32(exactly: value).flatMap { Unicode.Scalar($0) }
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    },
  ]

  /// The bytes that a text may grow to.
  static let longestText = 16 << 20

  /// The texts joined; what would be longer than 16 MB is cut off, so that a query cannot exhaust
  /// memory by doubling a text again and again.
  static func limited(_ parts: [String], delimiter: String) -> String {
    var result = ""
    for (place, part) in parts.enumerated() {
      if place > 0 { result += delimiter }
      result += part
      if result.utf8.count > longestText { return limited(result.utf8) }
    }
    return result
  }

  /// The text of some bytes, cut off where it would be longer than 16 MB.
  static func limited(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.prefix(longestText), as: UTF8.self)
  }

  /// From `start` on, counted from the end where negative.
  private static func substring(_ text: String, _ start: Int64, _ length: Int64) -> String {
    let scalars = text.unicodeScalars
    let count = Int64(scalars.count)
    let first = start < 0 ? start + count : start
    guard first >= 0, first < count, length > 0 else { return "" }
    let from = scalars.index(scalars.startIndex, offsetBy: Int(first))
    let to = scalars.index(from, offsetBy: Int(min(length, count - first)))
    return String(scalars[from..<to])
  }

  /// Every place in `bytes` where `part` begins, from left to right.
  ///
  /// - Complexity: linear, whatever the texts.
  static func places(of part: [UInt8], in bytes: [UInt8], overlapping: Bool) -> [Int] {
    guard let first = part.first, bytes.count >= part.count else { return [] }
    if let long = LongPattern(ContiguousArray(part)) {
      return long.places(in: bytes.span, overlapping: overlapping)
    }
    var places: [Int] = []
    var place = 0
    while place <= bytes.count - part.count {
      if bytes[place] == first, bytes[place..<place + part.count].elementsEqual(part) {
        places.append(place)
        place += overlapping ? 1 : part.count
      } else {
        place += 1
      }
    }
    return places
  }

  private static func replacing(_ text: String, _ part: String, with other: String) -> String {
    let bytes = Array(text.utf8)
    let part = Array(part.utf8)
    let places = places(of: part, in: bytes, overlapping: false)
    if places.isEmpty { return text }
    var result: [UInt8] = []
    var start = 0
    for place in places where result.count <= longestText {
      result += bytes[start..<place]
      result += other.utf8
      start = place + part.count
    }
    result += bytes[start...]
    return limited(result)
  }

  /// One pass over the text: where several parts begin, the first of the list counts, and what it
  /// covers is not looked at again. What is not a string replaces nothing.
  private static func replacing(
    _ text: String, _ pairs: [(part: DynamicValue, replacement: DynamicValue)],
    _ context: EvaluationContext
  ) -> String {
    let parts = pairs.map { Array(DynamicWriter.text(of: $0.part).utf8) }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count, result.count <= longestText {
      if place % 256 == 0, context.isStopped() { break }
      let rest = bytes[place...]
      guard let index = parts.firstIndex(where: { !$0.isEmpty && rest.starts(with: $0) }) else {
        result.append(bytes[place])
        place += 1
        continue
      }
      if case .string(let replacement) = pairs[index].replacement {
        result += replacement.utf8
      } else {
        result += parts[index]
      }
      place += parts[index].count
    }
    return limited(result)
  }

  /// `indexof(text, part, start, length, occurrence)`: the occurrence must begin in the window of
  /// `length` characters from `start`.
  private static func indexOf(_ call: RowCall) -> Value {
    let text = call.text(0)
    let bytes = Array(text.utf8)
    let starts = places(of: Array(call.text(1).utf8), in: bytes, overlapping: true)
    let positions = characterPositions(starts, in: bytes)
    return .integer(
      found(positions, count: Int64(text.unicodeScalars.count), call, firstOption: 2) ?? -1)
  }

  /// Byte offsets, ascending, as numbers of characters.
  static func characterPositions(_ offsets: [Int], in bytes: [UInt8]) -> [Int64] {
    var position: Int64 = 0
    var place = 0
    return offsets.map { offset in
      while place < offset {
        if bytes[place] & 0xC0 != 0x80 { position += 1 }
        place += 1
      }
      return position
    }
  }

  /// The occurrence that the optional arguments start, length and occurrence ask for, or nil.
  static func found(
    _ positions: [Int64], count: Int64, _ call: RowCall, firstOption: Int
  ) -> Int64? {
    var start = call.integer(firstOption) ?? 0
    if start < 0 { start = max(0, start + count) }
    let length = call.integer(firstOption + 1) ?? -1
    let occurrence = call.integer(firstOption + 2) ?? 1
    let (sum, isPastAll) = start.addingReportingOverflow(length)
    let end = length < 0 || isPastAll ? Int64.max : sum
    let inside = positions.filter { $0 >= start && $0 < end }
    return occurrence >= 1 && occurrence <= Int64(inside.count)
      ? inside[Int(occurrence) - 1] : nil
  }

  private static func split(_ call: RowCall) -> Value {
    let bytes = Array(call.text(0).utf8)
    let delimiter = Array(call.text(1).utf8)
    var parts: [DynamicValue] = []
    var start = 0
    for place in places(of: delimiter, in: bytes, overlapping: false) {
      parts.append(.string(String(decoding: bytes[start..<place], as: UTF8.self)))
      start = place + delimiter.count
    }
    parts.append(.string(String(decoding: bytes[start...], as: UTF8.self)))
    guard call.has(2) else { return .dynamic(.array(parts)) }
    guard let index = call.integer(2), index >= 0, index < Int64(parts.count) else { return .null }
    return .dynamic(.array([parts[Int(index)]]))
  }
}
