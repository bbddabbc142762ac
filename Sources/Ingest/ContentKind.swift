/// What the first bytes of an input show it to be, whatever its name.
enum ContentKind: Equatable {
  /// One article as plain text, with front matter or without.
  case text
  /// JSON objects, each an article.
  case json
  /// A web page.
  case html
  /// XML: a feed, or a page.
  case xml

  /// The kind of a text that begins with `head`; `isNamedJSON` where its name says JSON or it has no
  /// name: then any bracket begins JSON, elsewhere "[LIMA] ..." is an article.
  init(_ head: some Collection<UInt8>, isNamedJSON: Bool) {
    let text = TextEncoding.isUTF16(head) ? Self.everySecond(head) : Array(head)
    let start = text.starts(with: TextEncoding.byteOrderMark) ? text.dropFirst(3) : text[...]
    let visible = start.drop { $0 <= 0x20 }
    switch visible.first {
    case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
      self = isNamedJSON || Self.beginsJSON(visible) ? .json : .text
    case UInt8(ascii: "<")?: self = Self.ofMarkup(visible)
    default: self = .text
    }
  }

  /// Whether an object or an array of objects begins here.
  private static func beginsJSON(_ text: ArraySlice<UInt8>) -> Bool {
    let marks = text.filter { $0 > 0x20 }.prefix(3)
    let object = marks.first == UInt8(ascii: "[") ? marks.dropFirst() : marks
    return object.starts(with: #"{""#.utf8) || object.starts(with: "{}".utf8)
  }

  private static func ofMarkup(_ text: ArraySlice<UInt8>) -> ContentKind {
    var rest = String(decoding: text.prefix(2048), as: UTF8.self).lowercased()[...]
    while rest.hasPrefix("<!--") {
      guard let end = rest.firstRange(of: "-->") else { break }
      rest = rest[end.upperBound...].drop { $0.isWhitespace }
    }
    if rest.hasPrefix("<?xml") || rest.hasPrefix("<!doctype rss") { return .xml }
    let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || "!:".contains($0) }
    if feedRoots.contains(String(name)) { return .xml }
    return pageElements.contains(String(name)) ? .html : .text
  }

  /// The low bytes of UTF-16: ASCII, or something that begins no format.
  private static func everySecond(_ bytes: some Collection<UInt8>) -> [UInt8] {
    bytes.dropFirst(2).filter { $0 != 0 }
  }

  static let feedRoots: Set<String> = ["feed", "rdf:rdf", "rss"]

  /// What a page or a piece of one begins with.
  private static let pageElements: Set<String> = [
    "!doctype", "article", "base", "blockquote", "body", "center", "div", "figure", "font", "h1",
    "h2", "h3", "head", "header", "html", "link", "main", "meta", "p", "script", "section", "span",
    "style", "table", "title", "ul",
  ]
}
