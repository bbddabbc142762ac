import Columnar
import Text

/// Cuts one input into articles: a file is an article, a web page, a feed, or holds JSON objects.
///
/// Which of them it is its first bytes show (`ContentKind`); its name only helps where they may be
/// several things.
enum ArticleSource {
  /// Takes an article, or the reason why one cannot be had, and the place where it stands: a file,
  /// or a file and a line or an item.
  typealias Receiver = (Result<Article, IngestProblem>, String) -> Void

  /// Hands every article of `file` to `receive`, in order, and every reason why one cannot be had.
  static func articles(
    in file: InputFile, isCancelled: @escaping @Sendable () -> Bool = { false }, receive: Receiver
  ) {
    do throws(ReadFailure) {
      var stream = try ByteStream(path: file.path, isCancelled: isCancelled)
      let head = try stream.peek()
      let kind = ContentKind(head, isNamedJSON: file.format == .jsonLines)
      if kind == .json && !TextEncoding.isUTF16(head) {
        return try records(of: &stream, in: file, isCancelled: isCancelled, receive: receive)
      }
      let (bytes, isChanged) = TextEncoding.withoutUTF16(try stream.readAll())
      switch kind {
      case .json: lines(of: bytes, in: file, receive: receive)
      case .html: receive(page(bytes, in: file), file.path)
      case .xml: document(bytes, in: file, receive: receive)
      case .text:
        let article = article(
          name: file.documentName, bytes: bytes, input: file.path, isExtracted: isChanged)
        receive(article, file.path)
      }
    } catch {
      receive(.failure(IngestProblem(input: file.path, reason: error.reason)), file.path)
    }
  }

  // MARK: - JSON

  /// The records of a JSON-lines stream; a bad line is a problem and the next is read all the same.
  private static func records(
    of stream: inout ByteStream, in file: InputFile, isCancelled: () -> Bool, receive: Receiver
  ) throws(ReadFailure) {
    var number = 0
    while true {
      number += 1
      do throws(ReadFailure) {
        guard !isCancelled(), var line = try stream.readLine() else { return }
        if number == 1 && line.starts(with: TextEncoding.byteOrderMark) { line.removeFirst(3) }
        if number == 1 && isDocument(line) {
          return wholeRecords(line + (try stream.readAll()), in: file, receive: receive)
        }
        record(inLine: line, number: number, of: file, receive: receive)
      } catch {
        // A line that is too long is passed by; nothing follows another failure.
        guard case .tooLong = error else { throw error }
        let place = "\(file.path):\(number)"
        receive(.failure(IngestProblem(input: place, reason: error.reason)), place)
      }
    }
  }

  /// The records of JSON that is at hand as a whole.
  private static func lines(
    of bytes: ContiguousArray<UInt8>, in file: InputFile, receive: Receiver
  ) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if isDocument(ContiguousArray(lines[0])) {
      return wholeRecords(bytes, in: file, receive: receive)
    }
    for (index, line) in lines.enumerated() {
      record(inLine: ContiguousArray(line), number: index + 1, of: file, receive: receive)
    }
  }

  private static func record(
    inLine line: ContiguousArray<UInt8>, number: Int, of file: InputFile, receive: Receiver
  ) {
    guard line.contains(where: isVisible) else { return }
    let place = "\(file.path):\(number)"
    let json = DynamicReader.json(String(decoding: line, as: UTF8.self))
    receive(record(json, place: place, fallbackName: "\(file.documentName):\(number)"), place)
  }

  /// Whether a first line begins a JSON text of several lines, or an array.
  private static func isDocument(_ line: ContiguousArray<UInt8>) -> Bool {
    let visible = line.filter(isVisible)
    return visible.first == UInt8(ascii: "[") || visible == [UInt8(ascii: "{")]
  }

  /// The records of one JSON text: an object, or an array of objects.
  private static func wholeRecords(
    _ bytes: ContiguousArray<UInt8>, in file: InputFile, receive: Receiver
  ) {
    switch DynamicReader.json(String(decoding: bytes, as: UTF8.self)) {
    case .array(let items)?:
      for (index, item) in items.enumerated() {
        let place = "\(file.path):\(index + 1)"
        let name = "\(file.documentName):\(index + 1)"
        receive(record(item, place: place, fallbackName: name), place)
      }
    case let value?:
      receive(record(value, place: file.path, fallbackName: file.documentName), file.path)
    case nil:
      receive(
        .failure(IngestProblem(input: file.path, reason: "not well-formed JSON")), file.path)
    }
  }

  /// One record: `text`, and as far as given `id`, `url`, `title`, `source`, `published` or
  /// another of `publicationFields`.
  private static func record(
    _ json: DynamicValue?, place: String, fallbackName: String
  ) -> Result<Article, IngestProblem> {
    guard case .bag(let record)? = json else {
      return .failure(IngestProblem(input: place, reason: "not a JSON object"))
    }
    func field(_ key: String) -> String? {
      switch record[key] {
      case .string(let text): text.isEmpty ? nil : text
      case .integer(let number): String(number)
      default: nil
      }
    }
    guard case .string(let text)? = record["text"] else {
      let reason =
        record["text"] == nil ? "no \"text\" in this JSON object" : "\"text\" is no string"
      return .failure(IngestProblem(input: place, reason: reason))
    }
    var metadata = ArticleMetadata()
    metadata.title = field("title")
    metadata.source = field("source")
    metadata.url = field("url")
    if let published = publicationFields.lazy.compactMap({ field($0).flatMap(day) }).first {
      metadata.published = published
      metadata.publishedWhy = "stated by the record"
    }
    let name = field("id") ?? field("url") ?? fallbackName
    let bytes = ContiguousArray(text.utf8)
    if ContentKind(bytes.prefix(4096), isNamedJSON: false) == .html,
      let tree = MarkupTree(bytes, isHTML: true)
    {
      let page = WebPage(tree)
      return article(
        name: name, lines: page.lines, metadata: metadata.completed(by: page.metadata),
        input: place)
    }
    return article(name: name, bytes: bytes, metadata: metadata, input: place)
  }

  /// What the day of publication is called: by Casus, then by others (schema.org, feeds, services).
  private static let publicationFields = [
    "published", "date", "datePublished", "published_at", "publishedAt", "publication_date",
    "pubDate",
  ]

  /// The day at the beginning of a stated time, `2017-05-11T08:00:00Z` or `20170511`; nil where none
  /// is, and the article's own words decide.
  private static func day(_ stated: String) -> String? {
    guard let day = StatedDate.day(in: stated), DayRange(edtf: day).days < .max else { return nil }
    return day
  }

  // MARK: - Markup

  /// XML: a feed's items, or a page that is written as XML.
  private static func document(
    _ bytes: ContiguousArray<UInt8>, in file: InputFile, receive: Receiver
  ) {
    let (text, encoding) = TextEncoding.ofMarkup(bytes)
    func fail(_ reason: String) {
      receive(.failure(IngestProblem(input: file.path, reason: reason)), file.path)
    }
    guard let tree = MarkupTree(text, isHTML: false, encoding: encoding) else {
      return fail("not well-formed XML")
    }
    if tree.nodes[0].name == "html" { return receive(page(bytes, in: file), file.path) }
    guard let feed = Feed(tree) else {
      return fail("XML that is neither a feed nor a page (its root is '\(tree.nodes[0].name)')")
    }
    if feed.items.isEmpty { return fail("a feed without articles") }
    for (index, item) in feed.items.enumerated() {
      let place = "\(file.path):\(index + 1)"
      let article = article(
        name: item.name ?? "\(file.documentName):\(index + 1)", lines: item.lines,
        metadata: item.metadata, input: place)
      receive(article, place)
    }
  }

  private static func page(
    _ bytes: ContiguousArray<UInt8>, in file: InputFile
  ) -> Result<Article, IngestProblem> {
    let (text, encoding) = TextEncoding.ofMarkup(bytes)
    guard let tree = MarkupTree(text, isHTML: true, encoding: encoding) else {
      return .failure(IngestProblem(input: file.path, reason: "nothing can be read of this HTML"))
    }
    let page = WebPage(tree)
    return article(
      name: file.documentName, lines: page.lines, metadata: page.metadata, input: file.path)
  }

  // MARK: - Articles

  private static func article(
    name: String, bytes: ContiguousArray<UInt8>, metadata: ArticleMetadata = ArticleMetadata(),
    input: String, isExtracted: Bool = false
  ) -> Result<Article, IngestProblem> {
    do throws(ArticleError) {
      return .success(
        try ArticleReader().read(
          name: name, bytes: bytes, metadata: metadata, isExtracted: isExtracted))
    } catch {
      return .failure(IngestProblem(input: input, reason: error.description))
    }
  }

  /// An article of lines that were found in markup, below its title.
  private static func article(
    name: String, lines: [MarkupLines.Line], metadata: ArticleMetadata, input: String
  ) -> Result<Article, IngestProblem> {
    var lines = lines
    if let title = metadata.title, !lines.contains(where: { $0.text == title }) {
      lines.insert(MarkupLines.Line(text: title, element: 0, linkShare: 0), at: 0)
    }
    do throws(ArticleError) {
      return .success(
        try ArticleReader().read(
          name: name, lines: lines.map(\.text),
          captions: Set(lines.indices.filter { lines[$0].isCaption }), metadata: metadata))
    } catch {
      return .failure(IngestProblem(input: input, reason: error.description))
    }
  }

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 }
}

extension ArticleMetadata {
  /// What is stated here, and of the rest what `other` states.
  fileprivate func completed(by other: ArticleMetadata) -> ArticleMetadata {
    var whole = self
    whole.title = title ?? other.title
    whole.source = source ?? other.source
    whole.url = url ?? other.url
    if published == nil {
      whole.published = other.published
      whole.publishedWhy = other.publishedWhy
    }
    return whole
  }
}
