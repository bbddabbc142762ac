import CEmbeddedData

/// The world files one after the other in one array of bytes, and their rows and fields.
///
/// The files are copied once (some 600 KB, a tenth of a millisecond), so that nothing after that
/// handles a raw pointer.
struct WorldTable: Sendable {
  /// The files, each with its own columns.
  enum File: UInt8, CaseIterable {
    case countries, places, offices, sharealikeOffices, bodies, roles

    var name: String {
      switch self {
      case .countries: "world-countries.tsv"
      case .places: "world-places.tsv"
      case .offices: "world-offices.tsv"
      case .sharealikeOffices: "world-offices-sharealike.tsv"
      case .bodies: "world-bodies.tsv"
      case .roles: "world-roles.tsv"
      }
    }
  }

  /// All bytes.
  let bytes: ContiguousArray<UInt8>
  /// The bytes of each file, by its raw value.
  let files: [Range<Int>]

  /// All files of the world as they are embedded.
  init() {
    var bytes = ContiguousArray<UInt8>()
    var files: [Range<Int>] = []
    for file in File.allCases {
      let start = bytes.count
      bytes.append(contentsOf: embeddedBytes(named: file.name))
      files.append(start..<bytes.count)
    }
    self.bytes = bytes
    self.files = files
  }

  /// Calls `body` with the bytes of each row of a file, comments left out.
  func forEachRow(of file: File, _ body: (Range<Int>) -> Void) {
    let range = files[Int(file.rawValue)]
    var start = range.lowerBound
    while start < range.upperBound {
      let end = lineEnd(from: start, in: range)
      if end > start && bytes[start] != UInt8(ascii: "#") { body(start..<end) }
      start = end + 1
    }
  }

  /// The fields of a row between tabs.
  func fields(of row: Range<Int>) -> [Range<Int>] {
    split(row, by: UInt8(ascii: "\t"))
  }

  /// The elements of a list field between bars; none where the field is empty.
  func list(_ field: Range<Int>) -> [Range<Int>] {
    field.isEmpty ? [] : split(field, by: UInt8(ascii: "|"))
  }

  /// A stretch as text.
  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func lineEnd(from start: Int, in range: Range<Int>) -> Int {
    var end = start
    while end < range.upperBound && bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  private func split(_ range: Range<Int>, by separator: UInt8) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    parts.reserveCapacity(9)
    var start = range.lowerBound
    for index in range where bytes[index] == separator {
      parts.append(start..<index)
      start = index + 1
    }
    parts.append(start..<range.upperBound)
    return parts
  }
}

/// The bytes of an embedded file; none where there is no such file.
func embeddedBytes(named name: String) -> ContiguousArray<UInt8> {
  let file = unsafe embedded_data(name)
  guard let start = unsafe file.bytes else { return [] }
  return unsafe ContiguousArray(UnsafeBufferPointer(start: start, count: file.count))
}
