import Columnar
import Text

/// Cuts one input into articles: a file is an article, or holds one JSON object a line.
enum ArticleSource {
  /// Hands every article of `file` to `receive`, in order, and every reason why one cannot be had.
  ///
  /// Standard input and files of the JSON extensions are looked at: what begins with `{` is JSON
  /// lines, anything else is one article.
  static func articles(in file: InputFile, receive: (Result<Article, IngestProblem>) -> Void) {
    func report(_ reason: String) {
      receive(.failure(IngestProblem(input: file.path, reason: reason)))
    }
    do throws(ReadFailure) {
      var stream = try ByteStream(path: file.path)
      if file.format == .jsonLines, try stream.peek().first(where: isVisible) == UInt8(ascii: "{") {
        try records(of: &stream, in: file, receive: receive)
      } else {
        let bytes = try stream.readAll()
        receive(article(name: file.documentName, bytes: bytes, input: file.path))
      }
    } catch {
      report(error.reason)
    }
  }

  /// The records of a JSON-lines stream; a bad line is a problem and the next is read all the same.
  private static func records(
    of stream: inout ByteStream, in file: InputFile,
    receive: (Result<Article, IngestProblem>) -> Void
  ) throws(ReadFailure) {
    var number = 0
    while true {
      number += 1
      let place = "\(file.path):\(number)"
      do throws(ReadFailure) {
        guard let line = try stream.readLine() else { return }
        if line.contains(where: isVisible) {
          receive(record(line, place: place, fallbackName: "\(file.documentName):\(number)"))
        }
      } catch .tooLong {
        receive(.failure(IngestProblem(input: place, reason: ReadFailure.tooLong.reason)))
      }
    }
  }

  /// One record: `text`, and as far as given `id`, `url`, `title`, `source`, `published`.
  private static func record(
    _ line: ContiguousArray<UInt8>, place: String, fallbackName: String
  ) -> Result<Article, IngestProblem> {
    let json = String(decoding: line, as: UTF8.self)
    guard case .bag(let record)? = DynamicReader.json(json) else {
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
      return .failure(IngestProblem(input: place, reason: "no \"text\" in this JSON object"))
    }
    var metadata = ArticleMetadata()
    metadata.title = field("title")
    metadata.source = field("source")
    metadata.url = field("url")
    if let published = field("published") {
      metadata.published = String(published.prefix(10))
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

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 }
}
