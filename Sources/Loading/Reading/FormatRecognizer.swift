/// Tells by its first bytes of which format a table is.
public struct FormatRecognizer {
  /// The bytes looked at.
  static let prefixLength = 1 << 16

  private let bytes: ContiguousArray<UInt8>
  private let isWhole: Bool

  /// A recogniser of a file that begins with `bytes`; `isWhole` where these are all.
  init(_ bytes: ContiguousArray<UInt8>, isWhole: Bool) {
    self.bytes = bytes
    self.isWhole = isWhole
  }

  /// The format of a table, by its content; of tables with columns of their own by the name's
  /// extension too. Nil where it is none: then it may be an article.
  func format(name: String) throws(LoadFailure) -> TableFormat? {
    try refuseForeign()
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let first = bytes[start...].first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    {
      return json(from: start)
    }
    if let known = tabbed(from: start) ?? commas(from: start) { return known }
    switch FileName.extension(of: name) {
    case "csv":
      return mostly(UInt8(ascii: "\t"), over: UInt8(ascii: ","), from: start) ? .tsv : .csv
    case "tsv", "tab": return .tsv
    default: return nil
    }
  }

  /// The first record of the text, cut at `separator`.
  private func header(_ separator: UInt8, isQuoted: Bool, from start: Int) -> [String] {
    DelimitedText(
      bytes, from: start, separator: separator, isQuoted: isQuoted, isWhole: isWhole, limit: 1
    ).records.first ?? []
  }

  private func tabbed(from start: Int) -> TableFormat? {
    let fields = header(UInt8(ascii: "\t"), isQuoted: false, from: start)
    guard let first = fields.first, fields.count > 1 else { return nil }
    let isNumber = !first.isEmpty && first.utf8.allSatisfy { (48...57).contains($0) }
    switch fields.count {
    case 57 where isNumber || first == "GLOBALEVENTID": return .gdelt1Backfile
    case 58 where isNumber || first == "GLOBALEVENTID": return .gdelt1
    case 61 where isNumber || first == "GLOBALEVENTID": return .gdelt2
    case 14...16 where isNumber && isMention(fields): return .gdeltMentions
    case 26 where first.contains("_v"): return .phoenix
    default: break
    }
    if Array(fields.prefix(3)) == ["Event ID", "Event Date", "Source Name"] { return .icews }
    if fields.count >= 40 && Array(fields.prefix(3)) == ["Event ID", "Event Date", "Event Type"] {
      return .polecat
    }
    return nil
  }

  /// Two moments of 14 digits follow the event's number.
  private func isMention(_ fields: [String]) -> Bool {
    fields[1...2].allSatisfy {
      $0.utf8.count == 14 && $0.utf8.allSatisfy { (48...57).contains($0) }
    }
  }

  private func commas(from start: Int) -> TableFormat? {
    let fields = header(UInt8(ascii: ","), isQuoted: true, from: start)
    let names = Set(fields.map { $0.lowercased() })
    guard names.count > 3 else { return nil }
    if names.isSuperset(of: ["eid", "story_date"]) { return .phoenixCline }
    if names.contains("event_id_cnty") { return .acled }
    if names.contains("conflict_new_id") || names.isSuperset(of: ["relid", "type_of_violence"]) {
      return .ucdp
    }
    if names.isSuperset(of: ["eventid", "ccode"]) { return .scad }
    // A file of candidates without a header: number, then name of the event: `SYR-2013-1-11973-99`.
    if fields.count == TableFormat.ucdpOrder.count, Int(fields[0]) != nil,
      fields[1].split(separator: "-").count == 5
    {
      return .ucdp
    }
    return nil
  }

  /// Which separator the first line has more of.
  private func mostly(_ separator: UInt8, over other: UInt8, from start: Int) -> Bool {
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
    return line.count { $0 == separator } > line.count { $0 == other }
  }

  /// Events of PLOVER have an `event`, articles a `text` and none.
  private func json(from start: Int) -> TableFormat? {
    var values = JSONValues(bytes, from: start)
    var hasText = false
    // The first record of the older gold file tells of the document.
    for _ in 0..<3 {
      guard let item = values.next() else { break }
      let text = String(decoding: bytes[item.range], as: UTF8.self)
      func has(_ key: String) -> Bool { text.contains("\"\(key)\"") }
      if has("event") && has("date") && (has("actor") || has("source") || has("ccode")) {
        return .plover
      }
      hasText = hasText || has("text") && !has("event")
    }
    return hasText ? nil : .json
  }

  private func refuseForeign() throws(LoadFailure) {
    let kinds: [([UInt8], String)] = [
      ([0x50, 0x41, 0x52, 0x31], "a Parquet file, which Casus does not read; convert it to CSV"),
      (Array("ARROW1".utf8), "an Arrow file, which Casus does not read; convert it to CSV"),
      (Array("SQLite format 3".utf8), "an SQLite database, which Casus writes but does not read"),
      ([0xFF, 0xFE], "text in UTF-16; save it as UTF-8"),
      ([0xFE, 0xFF], "text in UTF-16; save it as UTF-8"),
    ]
    for (magic, reason) in kinds where bytes.starts(with: magic) { throw .because(reason) }
  }
}

/// Parts of paths.
enum FileName {
  /// The name without folders.
  static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The part behind the last full stop, in lower case, `.gz` left out.
  static func `extension`(of path: String) -> String {
    var name = last(of: path).lowercased()
    for packed in [".gz", ".zip"] where name.hasSuffix(packed) { name.removeLast(packed.count) }
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return String(name[name.index(after: dot)...])
  }

  /// The part before the first full stop, as a name that needs no brackets in a query.
  static func tableName(of path: String) -> String {
    let stem = last(of: path).prefix { $0 != "." }
    let name = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    guard let first = name.first else { return "table" }
    return first.isNumber ? "t" + name : name
  }
}
