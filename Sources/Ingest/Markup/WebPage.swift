import Columnar
import Text

/// A web page as an article: its text, and what its head says about it.
struct WebPage {
  /// The article's lines.
  let lines: [MarkupLines.Line]
  /// Title, publisher, address and day, as far as the page states them.
  let metadata: ArticleMetadata

  /// The page of a tree.
  init(_ tree: MarkupTree) {
    lines = MainText.lines(of: tree)
    let head = PageHead(tree)
    var metadata = ArticleMetadata()
    metadata.title = head.title
    metadata.source = head.source
    metadata.url = head.address
    if let (day, why) = head.published {
      metadata.published = day
      metadata.publishedWhy = why
    }
    self.metadata = metadata
  }
}

/// What a page says about itself: in JSON-LD (schema.org), in `meta` elements, in its own elements.
private struct PageHead {
  private let tree: MarkupTree
  /// The article among the page's JSON-LD.
  private let linked: DynamicBag?
  /// The `meta` elements: name or property in lower case, and content, in order.
  private let meta: [(name: String, content: String)]

  init(_ tree: MarkupTree) {
    self.tree = tree
    meta = tree.elements("meta").compactMap { element in
      let attributes = tree.nodes[element].attributes
      guard let content = attributes["content"], !content.isEmpty,
        let name = attributes["property"] ?? attributes["name"] ?? attributes["itemprop"]
      else { return nil }
      return (name.lowercased(), content)
    }
    let scripts = tree.elements("script").filter {
      tree.nodes[$0].attributes["type"]?.lowercased().hasPrefix("application/ld+json") == true
    }
    linked =
      scripts.lazy.compactMap { DynamicReader.json(tree.rawText(of: $0)) }
      .compactMap { Self.article(in: $0, depth: 0) }.first
  }

  /// The first heading where the page's title begins with or holds it, else what is made for links.
  var title: String? {
    let whole = first(["og:title", "twitter:title", "dc.title"]) ?? pageTitle
    let headings = tree.elements("h1").map { tree.text(of: $0) }.filter { !$0.isEmpty }
    if let whole, let heading = headings.first(where: { Self.holds(whole, $0) }) { return heading }
    if let headline = linked.flatMap({ Self.text($0["headline"]) }) { return headline }
    if headings.count == 1, headings[0].split(separator: " ").count >= 4 { return headings[0] }
    return whole.map(Self.withoutSite)
  }

  var source: String? {
    if let name = first(["og:site_name"]) { return name }
    if case .bag(let publisher)? = linked?["publisher"] { return Self.text(publisher["name"]) }
    return first(["publisher", "dc.publisher", "application-name"])
  }

  var address: String? {
    let canonical = tree.elements("link").first {
      tree.nodes[$0].attributes["rel"]?.lowercased() == "canonical"
    }
    return canonical.flatMap { tree.nodes[$0].attributes["href"] } ?? first(["og:url"])
  }

  /// The day of publication and where the page states it.
  var published: (day: String, why: String)? {
    if let text = linked.flatMap({ Self.text($0["datePublished"]) }),
      let day = StatedDate.day(in: text)
    {
      return (day, "stated by the page: datePublished")
    }
    for name in Self.dateNames {
      if let text = first([name]), let day = StatedDate.day(in: text) {
        return (day, "stated by the page: \(name)")
      }
    }
    for node in tree.nodes.indices {
      let attributes = tree.nodes[node].attributes
      guard tree.nodes[node].name == "time" || attributes["itemprop"] == "datePublished" else {
        continue
      }
      let text = attributes["datetime"] ?? attributes["content"] ?? tree.text(of: node)
      if let day = StatedDate.day(in: text) { return (day, "stated by the page: its time element") }
    }
    return nil
  }

  private var pageTitle: String? {
    tree.elements("title").first.map { tree.text(of: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func first(_ names: [String]) -> String? {
    names.lazy.compactMap { name in meta.first { $0.name == name }?.content.collapsed }.first
  }

  /// The bag of an article in JSON-LD: itself, in a list, or in `@graph`.
  private static func article(in value: DynamicValue, depth: Int) -> DynamicBag? {
    guard depth < 4 else { return nil }
    switch value {
    case .array(let items):
      return items.lazy.compactMap { article(in: $0, depth: depth + 1) }.first
    case .bag(let bag):
      let types: [DynamicValue] =
        if case .array(let list)? = bag["@type"] { list } else { [bag["@type"] ?? .null] }
      let isArticle = types.contains { type in
        guard case .string(let name) = type else { return false }
        return name.hasSuffix("Article") || name.hasSuffix("Posting") || name == "Report"
      }
      if isArticle { return bag }
      return bag["@graph"].flatMap { article(in: $0, depth: depth + 1) }
    default: return nil
    }
  }

  private static func text(_ value: DynamicValue?) -> String? {
    guard case .string(let text)? = value, !text.trimmed.isEmpty else { return nil }
    return text.collapsed
  }

  private static func holds(_ whole: String, _ part: String) -> Bool {
    func letters(_ text: String) -> [Character] {
      text.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
    }
    let part = letters(part)
    return part.count >= 12 && letters(whole).firstRange(of: part) != nil
  }

  /// "Ministers meet in Lima | The Daily" without the site's name.
  private static func withoutSite(_ title: String) -> String {
    for separator in [" | ", " - ", " \u{2013} ", " \u{2014} "] {
      guard let cut = title.ranges(of: separator).last else { continue }
      let head = title[..<cut.lowerBound]
      let tail = title[cut.upperBound...].split(separator: " ").count
      if head.split(separator: " ").count >= 4, tail <= 5 { return String(head) }
    }
    return title
  }

  /// Names of `meta` elements that state when a page was published, the surest first.
  private static let dateNames = [
    "article:published_time", "og:published_time", "datepublished", "date.published",
    "article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "publish-date", "publish_date", "publishdate",
    "pubdate", "date_published", "date",
  ]
}
