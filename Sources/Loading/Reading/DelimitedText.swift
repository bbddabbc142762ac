internal import CLoading

/// The first records of a delimited text as strings: for headers, and to guess types from.
struct DelimitedText {
  /// The fields of each record.
  private(set) var records: [[String]] = []
  /// Where each record ends in the bytes.
  private(set) var ends: [Int] = []
  /// The line ends before the end of each record.
  private(set) var lineCounts: [Int] = []

  /// Cuts up to `limit` records off the beginning of `bytes`; a last one without a line end counts
  /// where `isWhole`.
  init(
    _ bytes: ContiguousArray<UInt8>, from start: Int, separator: UInt8, isQuoted: Bool,
    isWhole: Bool, limit: Int
  ) {
    var place = start
    var lines = 0
    while place < bytes.count && records.count < limit {
      guard
        let record = Self.record(bytes, place, separator, isQuoted: isQuoted, isWhole: isWhole)
      else { return }
      lines += record.lines
      place = record.end
      records.append(record.fields)
      ends.append(place)
      lineCounts.append(lines)
    }
  }

  private static func record(
    _ bytes: ContiguousArray<UInt8>, _ start: Int, _ separator: UInt8, isQuoted: Bool, isWhole: Bool
  ) -> (fields: [String], end: Int, lines: Int)? {
    let quote = UInt8(ascii: "\"")
    var fields: [String] = []
    var field: [UInt8] = []
    var lines = 0
    var place = start
    var isFieldStart = true
    while place < bytes.count {
      let byte = bytes[place]
      if isQuoted && isFieldStart && byte == quote {
        place += 1
        while place < bytes.count {
          if bytes[place] == quote {
            guard place + 1 < bytes.count, bytes[place + 1] == quote else { break }
            place += 1
          }
          if bytes[place] == UInt8(ascii: "\n") { lines += 1 }
          field.append(bytes[place])
          place += 1
        }
        place += 1
        isFieldStart = false
        continue
      }
      isFieldStart = false
      if byte == separator {
        fields.append(text(field))
        field = []
        isFieldStart = true
      } else if byte == UInt8(ascii: "\n") {
        while field.last == UInt8(ascii: "\r") { field.removeLast() }
        return (fields + [text(field)], place + 1, lines + 1)
      } else {
        field.append(byte)
      }
      place += 1
    }
    guard isWhole else { return nil }
    while field.last == UInt8(ascii: "\r") { field.removeLast() }
    return (fields + [text(field)], min(place, bytes.count), lines + 1)
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
