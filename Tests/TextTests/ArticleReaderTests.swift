import Testing
import Text

@Suite struct `Reading articles` {
  private func read(_ text: String) throws -> Article {
    try ArticleReader().read(name: "a.txt", bytes: ContiguousArray(text.utf8))
  }

  private func dump(_ article: Article) -> [String] {
    article.blocks.map { "\($0.kind.rawValue): \(article.source[$0.range])" }
  }

  private static let paragraph =
    "The ministers of the two countries met in the capital and agreed to open the border again."

  private static let later = "Trade between them had stopped when the war began two years ago."

  @Test(arguments: [
    ("", ArticleError.empty),
    (" \n\t\n", .empty),
    ("abc\u{0}def", .binary(byteOffset: 3)),
  ])
  func `what is no text is refused with its reason`(text: String, error: ArticleError) {
    #expect(throws: error) { try read(text) }
  }

  @Test func `invalid UTF-8 is refused with its place`() {
    #expect(throws: ArticleError.invalidUTF8(byteOffset: 4)) {
      try ArticleReader().read(name: "a", bytes: [0x61, 0x62, 0x63, 0x20, 0xFF, 0x61])
    }
  }

  @Test func `a line longer than any paragraph is refused`() {
    let line = ContiguousArray(repeating: UInt8(ascii: "a"), count: ArticleReader.lineLimit + 1)
    let error = ArticleError.lineTooLong(
      line: 1, byteCount: line.count, limit: ArticleReader.lineLimit)
    #expect(throws: error) { try ArticleReader().read(name: "a", bytes: line) }
    #expect(error.description.contains("line 1 has 1048577 bytes"))
  }

  @Test func `front matter is metadata and no text`() throws {
    let article = try read(
      "published: 2017-05-19\nsource: The Daily\nurl: http://x.org/1\ntitle: A title\n\n"
        + Self.paragraph)
    #expect(article.metadata.published == "2017-05-19")
    #expect(article.metadata.source == "The Daily")
    #expect(article.metadata.url == "http://x.org/1")
    #expect(article.metadata.title == "A title")
    #expect(dump(article) == ["body: " + Self.paragraph])
  }

  @Test(arguments: [
    ("SEOUL \u{2014} ", "SEOUL", nil, nil),
    ("KATHMANDU, May 3 (Xinhua) -- ", "KATHMANDU", "Xinhua", "05-03"),
    ("[NAIROBI] ", "NAIROBI", nil, nil),
    ("ROME/PARIS \u{2013} ", "ROME/PARIS", nil, nil),
    ("OSLO (Reuters) - ", "OSLO", "Reuters", nil),
    ("BERLIN\u{2014}", "BERLIN", nil, nil),
    ("LIMA \u{2014} \n", "LIMA", nil, nil),
    ("", nil, nil, nil),
  ])
  func `datelines are cut off and kept`(
    opening: String, place: String?, source: String?, day: String?
  ) throws {
    let article = try read(opening + Self.paragraph)
    #expect(article.metadata.dateline == place)
    #expect(article.metadata.source == source)
    #expect(article.metadata.datelineDay == day)
    #expect(dump(article) == ["body: " + Self.paragraph])
  }

  @Test(arguments: [
    "You are here", "Sign up now: Get our newsletters", "Follow topic:", "PHOTOS: REUTERS, AFP",
    "Copyright 2019 The Daily. All rights reserved.", "Read more: Border talks resume",
    "leader.jpg", "Voices of the market:", "\u{c800}\u{c791}\u{ad8c}\u{c790} \u{a9} The Daily",
    "The Daily WhatsApp Channel", "Related:Why the border was closed", "Advertisement",
    "(Reporting by Jane Miller; Editing by John Smith)", "Contact the writer at a.b@daily.org",
    "($1 = 113.4 yen)",
  ])
  func `what surrounds an article is left out`(line: String) throws {
    let article = try read(Self.paragraph + "\n" + line + "\n" + Self.later)
    #expect(
      dump(article) == ["body: " + Self.paragraph, "body: " + Self.later])
  }

  @Test(arguments: [
    "President Ada Lopez (R) shakes hands with Minister Jan Berg (L) in Lima.",
    "This photo, taken on May 3, 2018, shows the bridge between the two states.",
    "The president speaks in this file photo. | AP",
    "Ana Paz / AFP The president speaks in Lima in June.",
    "Kofi Boro / AFP / Getty Images People watch the president in Accra.",
    "Ada Lopez, president of Peru, at the summit. (Photo courtesy of the presidency)",
  ])
  func `the text under a picture is a caption`(line: String) throws {
    let article = try read(Self.paragraph + "\n" + line)
    #expect(article.blocks.map(\.kind) == [.body, .caption])
  }

  @Test(arguments: [
    ("Ana Paz / AFP The president speaks in Lima.", "The president speaks in Lima."),
    ("Kofi Boro / AFP / Getty Images Crowds in Accra.", "Crowds in Accra."),
    // What is no credit stays.
    ("Peru / Chile talks began in Lima.", "Peru / Chile talks began in Lima."),
    ("He works for AP / Reuters in Lima.", "He works for AP / Reuters in Lima."),
    ("Talks on trade / AP reported them.", "Talks on trade / AP reported them."),
  ])
  func `a credit before a caption is no part of it`(line: String, kept: String) throws {
    let article = try read("Peru's minister met Chile's in Quito on Monday.\n\n" + line + "\n")
    let texts = article.blocks.map { article.source[$0.range] }
    #expect(texts.contains(kept), "\(texts)")
  }

  @Test func `a headline, its copy cut off, an author and a lead broken off`() throws {
    let article = try read(
      """
      Home World Ministers Of Two Countries Agree To...

      Ministers Of Two Countries Agree To Open Border

      By Jane Miller

      \(Self.paragraph)
      In their first meeting since the war ended in May
      """)
    #expect(article.metadata.title == "Ministers Of Two Countries Agree To Open Border")
    #expect(article.metadata.byline == "By Jane Miller")
    #expect(
      dump(article) == [
        "headline: Ministers Of Two Countries Agree To Open Border",
        "body: " + Self.paragraph,
        "body: In their first meeting since the war ended in May",
      ])
  }

  @Test(arguments: [
    ("Published: May 11, 2017", "2017-05-11"),
    ("May 11, 2017 10:30 am", "2017-05-11"),
    ("Thursday, 11 May 2017", "2017-05-11"),
    ("Updated 2017-05-11 09:12 GMT", "2017-05-11"),
    ("The treaty of May 11, 2017 ended a war that had cost many lives", nil),
  ])
  func `a line that states the day of publication is metadata`(line: String, day: String?) throws {
    #expect(try read(line + "\n" + Self.paragraph).metadata.published == day)
  }

  @Test(arguments: [
    (" REUTERS", "Reuters"), ("(Yonhap)", "Yonhap"), ("\n(With inputs from AFP)", nil),
  ])
  func `an agency that signs the text is its source`(signature: String, source: String?) throws {
    let article = try read(Self.paragraph + signature)
    #expect(article.metadata.source == source)
    #expect(dump(article) == ["body: " + Self.paragraph])
  }

  @Test func `one sentence alone is body`() throws {
    #expect(dump(try read("Rebels seize airport")) == ["body: Rebels seize airport"])
  }

  @Test func `a sentence above the dateline that the body repeats is a caption`() throws {
    let article = try read(Self.paragraph + "\n[LIMA] " + Self.paragraph)
    #expect(article.blocks.map(\.kind) == [.caption, .body])
  }
}
