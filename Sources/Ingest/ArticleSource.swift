import Columnar
import Text

/// Cuts one input into articles: a file is an article, or holds JSON objects.
enum ArticleSource {
  /// Takes an article, or the reason why one cannot be had, and the place where it stands: a file,
  /// or a file and a line.
  typealias Receiver = (Result<Article, IngestProblem>, String) -> Void

  /// Hands every article of `file` to `receive`, in order, and every reason why one cannot be had.
  ///
  /// Standard input and files of the JSON extensions are looked at: what begins with `{` or `[` is
  /// JSON, anything else is one article.
  static func articles(
    in file: InputFile, isCancelled: @escaping @Sendable () -> Bool = { false }, receive: Receiver
  ) {
    do throws(ReadFailure) {
      var stream = try ByteStream(path: file.path, isCancelled: isCancelled)
      if file.format == .jsonLines, try beginsAsJSON(&stream) {
        try records(of: &stream, in: file, isCancelled: isCancelled, receive: receive)
      } else {
        let bytes = try stream.readAll()
        receive(article(name: file.documentName, bytes: bytes, input: file.path), file.path)
      }
    } catch {
      receive(.failure(IngestProblem(input: file.path, reason: error.reason)), file.path)
    }
  }

  private static func beginsAsJSON(_ stream: inout ByteStream) throws(ReadFailure) -> Bool {
    let beginning = try stream.peek()
    let text = beginning.starts(with: byteOrderMark) ? beginning.dropFirst(3) : beginning
    guard let first = text.first(where: isVisible) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// The records of a JSON-lines stream; a bad line is a problem and the next is read all the same.
  private static func records(
    of stream: inout ByteStream, in file: InputFile, isCancelled: () -> Bool, receive: Receiver
  ) throws(ReadFailure) {
    var number = 0
    while true {
      number += 1
      let place = "\(file.path):\(number)"
      do throws(ReadFailure) {
        guard !isCancelled(), var line = try stream.readLine() else { return }
        if number == 1 && line.starts(with: byteOrderMark) { line.removeFirst(3) }
        if number == 1 && isDocument(line) {
          return wholeRecords(line + (try stream.readAll()), in: file, receive: receive)
        }
        if line.contains(where: isVisible) {
          let json = DynamicReader.json(String(decoding: line, as: UTF8.self))
          receive(record(json, place: place, fallbackName: "\(file.documentName):\(number)"), place)
        }
      } catch .tooLong {
        receive(.failure(IngestProblem(input: place, reason: ReadFailure.tooLong.reason)), place)
      }
    }
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

  /// One record: `text`, and as far as given `id`, `url`, `title`, `source`, `published`.
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
    if let published = field("published").flatMap(day) {
      metadata.published = published
      metadata.publishedWhy = "stated by the record"
    }
    return article(
      name: field("id") ?? field("url") ?? fallbackName, bytes: ContiguousArray(text.utf8),
      metadata: metadata, input: place)
  }

  private static func article(
    name: String, bytes: ContiguousArray<UInt8>, metadata: ArticleMetadata = ArticleMetadata(),
    input: String
  ) -> Result<Article, IngestProblem> {
    do throws(ArticleError) {
      return .success(try ArticleReader().read(name: name, bytes: bytes, metadata: metadata))
    } catch {
      return .failure(IngestProblem(input: input, reason: error.description))
    }
  }

  /// The day at the beginning of a stated time, `2017-05-11T08:00:00Z` or `20170511`; nil where none
  /// is, and the article's own words decide.
  private static func day(_ stated: String) -> String? {
    var text = String(stated.prefix(10))
    if stated.utf8.count == 8 && stated.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      text = "\(stated.prefix(4))-\(stated.dropFirst(4).prefix(2))-\(stated.suffix(2))"
    }
    return DayRange(edtf: text).days < .max ? text : nil
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 }
}
