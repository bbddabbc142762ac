import Foundation
import Testing
import Text

@testable import Ingest

/// What articles may be written in, and how each is taken apart.
@Suite struct `Formats of articles` {
  /// An article laid out for comparison: what its frame says, then its blocks.
  private func dump(_ article: Article) -> [String] {
    let metadata = article.metadata
    let frame = [
      article.source.name, metadata.title, metadata.source, metadata.url, metadata.published,
    ].map { $0 ?? "-" }
    return [frame.joined(separator: " | ")]
      + article.blocks.map { "\($0.kind.rawValue): \(article.source[$0.range])" }
  }

  private func read(_ bytes: [UInt8], name: String = "in") throws -> [String] {
    let path = NSTemporaryDirectory() + "casus-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let format: InputFile.Format = name.hasSuffix("json") ? .jsonLines : .article
    let file = InputFile(path: path, documentName: name, format: format, identity: nil)
    var lines: [String] = []
    ArticleSource.articles(in: file) { result, _ in
      switch result {
      case .success(let article): lines += dump(article)
      case .failure(let problem): lines.append("! " + problem.reason)
      }
    }
    return lines
  }

  private func read(_ text: String, name: String = "in") throws -> [String] {
    try read([UInt8](text.utf8), name: name)
  }

  private static let first = "Ghana and Peru agreed on Monday to open their border to trade."
  private static let second = "The two states had closed it when their talks failed in May."

  private static func page(head: String = "", body: String) -> String {
    "<!DOCTYPE html><html><head>\(head)</head><body>\(body)</body></html>"
  }

  @Test(
    arguments: [
      (
        "<title>Ghana and Peru open border | The Daily</title>", "Ghana and Peru open border", "-",
        "-", "-"
      ),
      (
        "<meta property='og:title' content='Ghana opens border'>"
          + "<meta property=og:site_name content='The Daily'>", "Ghana opens border", "The Daily",
        "-",
        "-"
      ),
      ("<link rel=canonical href='http://x.example/1'>", "-", "-", "http://x.example/1", "-"),
      (
        "<meta property='article:published_time' content='2018-03-14T23:10:00+09:00'>", "-", "-",
        "-", "2018-03-14"
      ),
      ("<meta name=PubDate content='14 March 2018'>", "-", "-", "-", "2018-03-14"),
      ("<meta name=pubdate content='soon'>", "-", "-", "-", "-"),
      (
        "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\"}, {\"@type\": "
          + "[\"NewsArticle\"], \"headline\": \"Border opened by Ghana\", \"datePublished\": "
          + "\"2018-03-14\", \"publisher\": {\"name\": \"Daily\"}}]}</script>",
        "Border opened by Ghana", "Daily", "-", "2018-03-14"
      ),
      ("<script type='application/ld+json'>{broken</script>", "-", "-", "-", "-"),
    ])
  func `a page's head says what it is`(
    head: String, title: String, source: String, url: String, day: String
  ) throws {
    let lines = try read(Self.page(head: head, body: "<p>\(Self.first)</p>"))
    #expect(lines.first == "in | \(title) | \(source) | \(url) | \(day)")
    #expect(lines.last == "body: " + Self.first)
  }

  @Test(arguments: [
    "<nav><a href=/>Home</a> <a href=/w>Ghana rejected Peru</a></nav>",
    "<script>var a = 'Ghana rejected the offer of Peru on Monday.';</script>",
    "<style>p { color: red }</style>", "<aside><p>Chile rejected the offer of Peru.</p></aside>",
    "<form><p>Subscribe: Chile rejected the offer of Peru on Monday.</p></form>",
    "<div class='relatedLinks'><p>Chile rejected the offer of Peru on Monday.</p></div>",
    "<div id=site-footer><p>Chile rejected the offer of Peru on Monday.</p></div>",
    "<ul><li><a href=/1>Chile rejected the offer of Peru on Monday.</a></li></ul>",
    "<p style='display: none'>Chile rejected the offer of Peru on Monday.</p>",
    "<!-- <p>Chile rejected the offer of Peru on Monday.</p> -->",
    "<p>The post Ghana opens border appeared first on The Daily.</p>",
  ])
  func `what surrounds the article of a page is left out`(other: String) throws {
    let text = "<p>\(Self.first)</p>"
    let later = "<p>\(Self.second)</p>"
    let expected = ["body: " + Self.first, "body: " + Self.second]
    #expect(try read(Self.page(body: other + text + later)).dropFirst() == expected[...])
    #expect(try read(Self.page(body: text + other + later)).dropFirst() == expected[...])
    let nested = "<div class='has-sidebar'><article>\(text)\(later)</article>\(other)</div>"
    #expect(try read(Self.page(body: nested)).dropFirst() == expected[...])
  }

  @Test func `inline elements join, blocks and breaks part, pictures have captions`() throws {
    let lines = try read(
      Self.page(
        body: """
          <figure><img src=a><figcaption>The bridge at Accra.</figcaption></figure>
          <p>Ghana and <a href=/p>Pe<b>ru</b></a> agreed on
          Monday&nbsp;to open their border to trade.<br>\(Self.second)</p>
          """))
    #expect(
      lines.dropFirst()
        == ["caption: The bridge at Accra.", "body: " + Self.first, "body: " + Self.second])
  }

  @Test func `the items of an RSS feed are articles`() throws {
    let lines = try read(
      """
      <?xml version="1.0"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
      <title>World</title><link>http://x.example</link>
      <item><title>Ghana &amp; Peru open border</title><link>http://x.example/1</link>
      <pubDate>Wed, 14 Mar 2018 08:00:00 GMT</pubDate><description>Short.</description>
      <content:encoded><![CDATA[<p>\(Self.first)</p><p>\(Self.second)</p>]]></content:encoded></item>
      <item><guid>urn:2</guid><source url="http://y">Agency</source>
      <description>&lt;p&gt;\(Self.second)&lt;/p&gt;</description></item>
      </channel></rss>
      """)
    #expect(
      lines == [
        "http://x.example/1 | Ghana & Peru open border | World | http://x.example/1 | 2018-03-14",
        "headline: Ghana & Peru open border", "body: " + Self.first, "body: " + Self.second,
        "urn:2 | - | Agency | - | -", "body: " + Self.second,
      ])
  }

  @Test(arguments: [
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>TEXT</p></div></content>",
    "<content type='html'>&lt;p&gt;TEXT&lt;/p&gt;</content>", "<summary>TEXT</summary>",
  ])
  func `the entries of an Atom feed are articles`(content: String) throws {
    let lines = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><title>World</title><entry>
      <link rel="self" href="http://x.example/f"/><link href="http://x.example/1"/>
      <published>2018-03-14T08:00:00Z</published><updated>2018-03-15T08:00:00Z</updated>
      \(content.replacing("TEXT", with: Self.first))</entry></feed>
      """)
    #expect(
      lines == [
        "http://x.example/1 | - | World | http://x.example/1 | 2018-03-14", "body: " + Self.first,
      ])
  }

  @Test(
    arguments: [
      ("<?xml version='1.0'?><rss><channel></channel></rss>", "! a feed without articles"),
      (
        "<?xml version='1.0'?><nitf>x</nitf>",
        "! XML that is neither a feed nor a page (its root is 'nitf')"
      ),
      ("<?xml version='1.0'?>", "! not well-formed XML"),
      ("<html><body><script>x</script></body></html>", "! it is empty"),
    ])
  func `markup without articles is told of`(text: String, problem: String) throws {
    #expect(try read(text) == [problem])
  }

  @Test func `entities that a document declares come to nothing`() throws {
    var declarations = "<!ENTITY e0 \"Ghana\"><!ENTITY x SYSTEM \"file:///etc/passwd\">"
    for level in 1...30 {
      let inner = String(repeating: "&e\(level - 1);", count: 10)
      declarations += "<!ENTITY e\(level) \"\(inner)\">"
    }
    let lines = try read(
      """
      <?xml version="1.0"?><!DOCTYPE rss [\(declarations)]>
      <rss><channel><title>&e30;</title><item><link>u</link>
      <description>\(Self.first) &e30; &x;</description></item></channel></rss>
      """)
    #expect(lines == ["u | - | - | u | -", "body: " + Self.first])
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian, .windowsCP1252])
  func `encodings are told by their mark or by what markup declares`(encoding: String.Encoding)
    throws
  {
    let mark: [UInt8] =
      encoding == .utf16LittleEndian
      ? [0xFF, 0xFE] : encoding == .utf16BigEndian ? [0xFE, 0xFF] : []
    let sentence =
      "C\u{f4}te d'Ivoire \u{2013} Ghana\u{2019}s neighbour \u{2013} rejected the offer of Peru."
    let page = Self.page(head: "<meta charset=iso-8859-1>", body: "<p>\(sentence)</p>")
    let bytes = try #require(page.data(using: encoding))
    #expect(try read(mark + bytes).last == "body: " + sentence)
    let feed =
      "<?xml version='1.0' encoding='windows-1252'?><rss><item><description>\(sentence)"
      + "</description></item></rss>"
    let feedBytes = try #require(feed.data(using: encoding))
    #expect(try read(mark + feedBytes).last == "body: " + sentence)
    if !mark.isEmpty {
      #expect(try read(mark + #require(sentence.data(using: encoding))).last == "body: " + sentence)
      let record = "{\"id\": \"a\", \"text\": \"\(sentence)\"}\n{\"text\": 5}"
      #expect(
        try read(mark + #require(record.data(using: encoding)), name: "in.json")
          == ["a | - | - | - | -", "body: " + sentence, "! \"text\" is no string"])
    }
  }

  @Test(arguments: [
    ("[LIMA] \(first)", "body"), ("  {\"text\": \"\(first)\"}", "body"), ("<p>\(first)", "body"),
    ("[{\"text\": \"\(first)\"}]", "body"),
    ("{\"text\": \"<p>\(first)</p><script>x</script>\"}", "body"),
  ])
  func `content decides, not the name`(text: String, kind: String) throws {
    for name in ["in.txt", "in.html", "in.xml"] {
      #expect(try read(text, name: name).last == "\(kind): \(Self.first)")
    }
  }

  /// Made by `gzip -9n`.
  private static let packedText =
    "H4sIAAAAAAACA3PPSMxLVChKzUpNLklNUSjJSFXIT0tLLQKSCgGpRaUK+XkKvvl5KYmVelwAkeTb5CwAAAA="
  private static let packedRecord =
    "H4sIAAAAAAACA6tWykxRslJKVNJRKkmtKAEy3TMS8xIVilKzUpNLUlMUSjJSFfLT0lKL9JRquQB0j1akLgAAAA=="

  @Test(arguments: [
    (#""published": "2018-03-14T08:00:00Z""#, "2018-03-14"),
    (#""date": "2018-03-14""#, "2018-03-14"),
    (#""pubDate": "Wed, 14 Mar 2018 10:00:00 GMT""#, "2018-03-14"),
    (#""publishedAt": 20180314"#, "2018-03-14"),
    (#""published": "soon", "datePublished": "2018-03-14""#, "2018-03-14"),
    (#""date": "2018-03-13", "published": "2018-03-14""#, "2018-03-14"),
    (#""date": "in spring""#, "-"), (#""updated": "2018-03-14""#, "-"),
  ])
  func `a record's day of publication goes by several names`(
    field: String, day: String
  ) throws {
    let lines = try read(#"{"text": "Ghana met Peru.", \#(field)}"#, name: "in.json")
    #expect(lines.first == "in.json:1 | - | - | - | \(day)")
  }

  @Test func `gzip is unpacked, member after member`() throws {
    let text = try #require(Data(base64Encoded: Self.packedText))
    let record = try #require(Data(base64Encoded: Self.packedRecord))
    let sentence = "body: Ghana rejected the offer of Peru on Monday."
    #expect(try read([UInt8](text)).last == sentence)
    #expect(try read([UInt8](text + text)).dropFirst() == [sentence][...])
    #expect(
      try read([UInt8](record), name: "in.json")
        == ["a | - | - | - | -", "body: Ghana rejected the offer."])
    // What follows the last member is no part of it, as gzip sees it.
    #expect(try read([UInt8](text) + [0, 0, 0]).last == sentence)
  }

  @Test func `damaged and endless gzip is refused`() throws {
    var bytes = [UInt8](try #require(Data(base64Encoded: Self.packedText)))
    #expect(try read(Array(bytes.dropLast(12))) == ["! its gzip data end too early"])
    bytes[bytes.count - 6] ^= 0x55
    #expect(try read(bytes) == ["! its gzip data are damaged"])
  }

  @Test func `what unpacks to hundreds of times its size is refused`() throws {
    // Empty lines are no records, so nothing but the ratio can end it.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "(echo '{\"x\": 1}'; yes '' | head -c 90000000) | gzip"]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let bomb = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    shell.waitUntilExit()
    #expect(bomb.count < 300_000)
    #expect(
      try read(bomb, name: "in.json") == [
        #"! no "text" in this JSON object"#,
        "! its gzip data unpack to more than 250 times their size: not read further",
      ])
  }

  @Test(
    arguments: [
      (
        "---\nTitle: 'A title'\nauthor: X\npublished: May 19, 2017\n---\nTEXT",
        "in | A title | - | - | 2017-05-19"
      ),
      ("published: 2017-05-19\nurl: http://x\nTEXT", "in | - | - | http://x | 2017-05-19"),
      ("\n---\nsource: The Daily\n---\n\nTEXT", "in | - | The Daily | - | -"),
    ])
  func `front matter may stand between lines or alone`(text: String, frame: String) throws {
    let lines = try read(text.replacing("TEXT", with: Self.first))
    #expect(lines == [frame, "body: " + Self.first])
  }

  @Test func `a line of hyphens without a second is text`() throws {
    #expect(try read("---\n\(Self.first)") == ["in | - | - | - | -", "body: " + Self.first])
  }

  @Test(arguments: ["<p %@>Some text.</p>", "<rss><channel %@></channel></rss>"])
  func `a tag of a million attributes is not parsed`(form: String) throws {
    let attributes = (0..<1_000_000).map { "a\($0)=''" }.joined(separator: " ")
    let begin = ContinuousClock.now
    let lines = try read("<?xml version='1.0'?>" + form.replacing("%@", with: attributes))
    #expect(lines.count == 1 && lines[0].hasPrefix("! "))
    #expect(ContinuousClock.now - begin < .seconds(10))
  }

  /// Reads a file for somebody who waits a fifth of a second.
  private func expectGivenUp(_ path: String) {
    let begin = ContinuousClock.now
    let outcome = IngestPipeline.ingest(
      paths: [path],
      monitor: IngestMonitor(isCancelled: { ContinuousClock.now - begin > .milliseconds(200) }))
    #expect(outcome.wasCancelled && outcome.articleCount == 0)
  }

  @Test func `whoever waits may give up inside of an article`() throws {
    let text = String(repeating: "Ghana and Peru agreed on Monday to open it. ", count: 20_000)
    let path = NSTemporaryDirectory() + "casus-\(UUID().uuidString).txt"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let begin = ContinuousClock.now
    expectGivenUp(path)
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  /// Without a look at the clock the test would never end.
  @Test(.timeLimit(.minutes(1)))
  func `a pipe that nobody writes to is given up without a signal`() throws {
    let path = NSTemporaryDirectory() + "casus-\(UUID().uuidString).txt"
    let status = unsafe mkfifo(path, 0o600)
    try #require(status == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    expectGivenUp(path)
  }
}
