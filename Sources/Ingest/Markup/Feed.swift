import Text

/// The items of an RSS (0.9 to 2.0, RDF) or Atom feed, each an article.
struct Feed {
  /// One item.
  struct Item {
    /// Its link or identifier, nil where it has neither.
    var name: String?
    /// Its text, as lines.
    var lines: [MarkupLines.Line]
    /// Its title, the feed's name, its link and its day.
    var metadata: ArticleMetadata
  }

  /// The items in order.
  let items: [Item]

  /// The feed of a tree, nil where its root is none of a feed.
  init?(_ tree: MarkupTree) {
    guard ContentKind.feedRoots.contains(tree.nodes[0].name) else { return nil }
    let channel = tree.elements("channel").first ?? 0
    let name = Self.child("title", of: channel, in: tree).map { Self.plain($0, in: tree) }
    items = tree.nodes.indices
      .filter { ["entry", "item"].contains(tree.nodes[$0].name) }
      .map { Self.item($0, in: tree, source: name) }
  }

  private static func item(_ element: Int, in tree: MarkupTree, source: String?) -> Item {
    var metadata = ArticleMetadata()
    let title = child("title", of: element, in: tree).map { plain($0, in: tree) }
    metadata.title = title.flatMap { $0.isEmpty ? nil : $0 }
    let own = child("source", of: element, in: tree).map { source in
      // Atom's holds a title of its own.
      plain(child("title", of: source, in: tree) ?? source, in: tree)
    }
    metadata.source = [own, source].compactMap { $0 }.first { !$0.isEmpty }
    metadata.url = link(of: element, in: tree)
    for key in ["pubdate", "published", "dc:date", "updated", "issued"] {
      guard let text = child(key, of: element, in: tree).map({ tree.text(of: $0) }),
        let day = StatedDate.day(in: text)
      else { continue }
      metadata.published = day
      metadata.publishedWhy = "stated by the feed: \(key == "pubdate" ? "pubDate" : key)"
      break
    }
    let identifier = ["guid", "id"].lazy
      .compactMap { child($0, of: element, in: tree) }.map { tree.text(of: $0) }.first
    let bodies = ["content:encoded", "content", "description", "summary"].lazy
      .compactMap { child($0, of: element, in: tree) }.map { lines($0, in: tree) }
    return Item(
      name: metadata.url ?? identifier, lines: bodies.first { !$0.isEmpty } ?? [],
      metadata: metadata)
  }

  private static func child(_ name: String, of element: Int, in tree: MarkupTree) -> Int? {
    tree.children(of: element).first { tree.nodes[$0].name == name }
  }

  /// RSS has the address as text, Atom in `href`, where other relations stand beside it.
  private static func link(of element: Int, in tree: MarkupTree) -> String? {
    let links = tree.children(of: element).filter { tree.nodes[$0].name == "link" }
    for link in links {
      let attributes = tree.nodes[link].attributes
      if let href = attributes["href"], ["alternate", nil].contains(attributes["rel"]) {
        return href
      }
      let text = tree.text(of: link)
      if !text.isEmpty { return text }
    }
    return nil
  }

  /// The lines of an element that holds HTML, escaped or as elements, or plain text.
  private static func lines(_ element: Int, in tree: MarkupTree) -> [MarkupLines.Line] {
    if tree.children(of: element).isEmpty {
      let text = tree.rawText(of: element)
      guard text.contains("<") || text.contains("&"),
        let inner = MarkupTree(ContiguousArray(text.utf8), isHTML: true)
      else {
        return text.split { $0.isNewline }.map { $0.collapsed }.filter { !$0.isEmpty }
          .map { MarkupLines.Line(text: $0, element: 0, linkShare: 0) }
      }
      return kept(MarkupLines(inner, inside: 0, isWhole: true).lines)
    }
    return kept(MarkupLines(tree, inside: element, isWhole: true).lines)
  }

  /// What is not a list of links.
  private static func kept(_ lines: [MarkupLines.Line]) -> [MarkupLines.Line] {
    lines.filter { $0.linkShare < 0.8 || $0.text.utf8.count > 200 }
  }

  /// A title's text, without the elements that some feeds escape into it.
  private static func plain(_ element: Int, in tree: MarkupTree) -> String {
    let text = tree.text(of: element)
    guard text.contains("<") || text.contains("&"),
      let inner = MarkupTree(ContiguousArray(text.utf8), isHTML: true)
    else { return text }
    return inner.text(of: 0)
  }
}

extension Substring {
  fileprivate var collapsed: String { String(self).collapsed }
}
