/// Agencies of news as they sign reports and pictures.
enum Agency {
  /// The signature, and the name to show.
  static let names: [String: String] = [
    "AAP": "AAP",
    "AFP": "AFP",
    "ANI": "ANI",
    "AP": "Associated Press",
    "Associated Press": "Associated Press",
    "ASSOCIATED PRESS": "Associated Press",
    "BBC": "BBC",
    "BERNAMA": "Bernama",
    "Bernama": "Bernama",
    "Bloomberg": "Bloomberg",
    "BLOOMBERG": "Bloomberg",
    "CNN": "CNN",
    "DPA": "dpa",
    "dpa": "dpa",
    "EFE": "EFE",
    "IANS": "IANS",
    "Interfax": "Interfax",
    "KCNA": "KCNA",
    "Kyodo": "Kyodo",
    "KYODO": "Kyodo",
    "Kyodo News": "Kyodo",
    "PTI": "PTI",
    "REUTERS": "Reuters",
    "Reuters": "Reuters",
    "TASS": "TASS",
    "UPI": "UPI",
    "XINHUA": "Xinhua",
    "Xinhua": "Xinhua",
    "YONHAP": "Yonhap",
    "Yonhap": "Yonhap",
  ]

  /// How pictures are credited after a bar.
  static let photoCredits = [
    "AFP", "AP Photo", "AP", "Anadolu", "Bloomberg", "EPA", "Getty Images", "Getty", "Reuters",
    "REUTERS", "Shutterstock", "Xinhua",
  ]

  /// The end of `range` without a signature that closes it, and whose it is: "... today. REUTERS",
  /// "... today.(Yonhap)", "(Photo courtesy of the White House)".
  static func trailing(_ range: ByteRange, in source: SourceText) -> (end: Int, agency: String?)? {
    let bytes = source.bytes
    var end = range.upper
    while end > range.lower, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    guard end > range.lower else { return nil }
    if bytes[end - 1] == UInt8(ascii: ")") {
      let limit = max(range.lower, end - 120)
      guard let open = bytes[limit..<end].lastIndex(of: UInt8(ascii: "(")) else { return nil }
      let inside = source[ByteRange(open + 1, end - 1)]
      if let agency = names[inside] { return (open, agency) }
      let lower = inside.utf8.map { $0.asciiLowercased }
      let isCredit = creditWords.contains { lower.firstRange(of: $0) != nil }
      return isCredit ? (open, nil) : nil
    }
    guard let space = bytes[range.lower..<end].lastIndex(of: UInt8(ascii: " ")),
      let agency = names[source[ByteRange(space + 1, end)]]
    else { return nil }
    // Only after a finished sentence: "told Reuters" is text.
    let before = ByteRange(range.lower, space).trimmed(in: bytes).upper
    guard before > range.lower, end == range.upper else { return nil }
    let isFinished =
      [UInt8(ascii: "."), UInt8(ascii: "\""), UInt8(ascii: "!"), UInt8(ascii: "?"), 0x9D]
      .contains(bytes[before - 1])
    return isFinished ? (before, agency) : nil
  }

  private static let creditWords = [
    "/afp", "/ap", "/reuters", "ap photo", "courtesy", "file photo", "photo",
  ]
}
