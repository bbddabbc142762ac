/// The lines of text that a page shows, in order, each with what tells articles from menus.
///
/// A block element (`p`, `li`, `td`, ...) or `br` ends a line; inline elements do not. What is never
/// text (scripts, forms, menus, asides, and what its class or role calls so) is passed over.
struct MarkupLines {
  /// One line.
  struct Line {
    /// Its text with single spaces.
    var text: String
    /// The block element that holds it.
    var element: Int
    /// The share of its characters that are links.
    var linkShare: Double
    /// Whether it stands under a picture.
    var isCaption = false

    /// Whether it reads as a paragraph: some words, few of them links, an end of a sentence.
    var isParagraph: Bool {
      !isCaption && linkShare < 0.5 && text.utf8.count >= 40
        && text.reversed().prefix(3).contains { ".!?".contains($0) }
    }
  }

  private let tree: MarkupTree
  private(set) var lines: [Line] = []
  /// For each node, the bytes of text before it that are shown and no links.
  private let textBefore: [Int]

  /// The lines inside an element; with `isWhole`, asides and menus are kept: the element is known to
  /// be an article and nothing else.
  init(_ tree: MarkupTree, inside element: Int, isWhole: Bool = false) {
    self.tree = tree
    textBefore = isWhole ? [] : Self.textBefore(in: tree)
    collect(element, isWhole)
  }

  private mutating func collect(_ root: Int, _ isWhole: Bool) {
    var text = ""
    var linkCount = 0
    var holder = root
    var caption: Range<Int> = 0..<0
    var links: Range<Int> = 0..<0
    var closings: [Int] = []
    func finished() -> Line? {
      let text = text.collapsed
      if text.isEmpty { return nil }
      let share = Double(linkCount) / Double(max(1, text.count))
      return Line(
        text: text, element: holder, linkShare: min(1, share), isCaption: caption.contains(holder))
    }
    func end(_ lines: inout [Line]) {
      if let line = finished() { lines.append(line) }
      text = ""
      linkCount = 0
    }
    var index = root
    while index < tree.nodes[root].end {
      while let closing = closings.last, closing <= index {
        end(&lines)
        closings.removeLast()
      }
      let node = tree.nodes[index]
      if node.isText {
        if text.isEmpty { holder = block(of: index, within: root) }
        text += node.text
        if links.contains(index) { linkCount += node.text.collapsed.count }
      } else if index != root && isPassedOver(index, isWhole) {
        if Self.blocks.contains(node.name) { end(&lines) }
        index = node.end
        continue
      } else if node.name == "br" {
        end(&lines)
      } else if Self.blocks.contains(node.name) {
        end(&lines)
        closings.append(node.end)
        if node.name == "figcaption" || node.isCalled(["caption"]) { caption = index..<node.end }
      } else if node.name == "a" {
        links = index..<node.end
      }
      index += 1
    }
    end(&lines)
  }

  /// The block element around a node.
  private func block(of node: Int, within root: Int) -> Int {
    var element = node
    while let parent = tree.nodes[element].parent, element != root {
      element = parent
      if Self.blocks.contains(tree.nodes[element].name) { break }
    }
    return element
  }

  private func isPassedOver(_ element: Int, _ isWhole: Bool) -> Bool {
    let node = tree.nodes[element]
    if Self.never.contains(node.name) || node.isHidden { return true }
    if isWhole { return false }
    if node.name == "header" { return !stands(element, in: "article") }
    guard Self.aside.contains(node.name) || node.isCalled(Self.asideNames) else { return false }
    // A wrapper of the whole page may be called by what stands beside the article in it, and old
    // pages are one form.
    let held = textBefore[node.end] - textBefore[element]
    return 2 * held < textBefore[tree.nodes.count]
  }

  private static func textBefore(in tree: MarkupTree) -> [Int] {
    var sums = [0]
    sums.reserveCapacity(tree.nodes.count + 1)
    var skipEnd = 0
    for (index, node) in tree.nodes.enumerated() {
      if index >= skipEnd, never.contains(node.name) || node.name == "a" { skipEnd = node.end }
      let isCounted = node.isText && index >= skipEnd
      sums.append(sums[index] + (isCounted ? node.text.utf8.count : 0))
    }
    return sums
  }

  private func stands(_ element: Int, in name: String) -> Bool {
    var place = tree.nodes[element].parent
    while let parent = place {
      if tree.nodes[parent].name == name { return true }
      place = tree.nodes[parent].parent
    }
    return false
  }

  static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
  ]

  /// Elements whose text is never shown as text.
  private static let never: Set<String> = [
    "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "map",
    "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "video",
  ]

  /// Elements for what stands beside the article.
  private static let aside: Set<String> = ["aside", "footer", "form", "menu", "nav"]

  /// Words of a class, an id or a role that say so.
  private static let asideNames: Set<String> = [
    "ad", "ads", "advert", "advertisement", "advertising", "banner", "breadcrumb", "breadcrumbs",
    "byline", "comment", "comments", "complementary", "contentinfo", "cookie", "cookies",
    "copyright", "credit", "disclaimer", "disqus", "footer", "masthead", "menu", "modal", "more",
    "nav", "navbar", "navigation", "newsletter", "pagination", "paywall", "popular", "promo",
    "recirc", "recommended", "related", "search", "share", "sharing", "sidebar", "skip", "social",
    "sponsored", "subscribe", "subscription", "tags", "toolbar", "trending", "widget",
  ]
}

extension MarkupTree.Node {
  /// Whether a word of its class, id or role is one of `names`; words are cut at marks and at
  /// capitals inside ("relatedLinks").
  func isCalled(_ names: Set<String>) -> Bool {
    ["class", "id", "role"].contains { key in
      guard let value = attributes[key] else { return false }
      var word = ""
      var isAfterSmall = false
      for character in value + " " {
        if !character.isLetter || character.isUppercase && isAfterSmall {
          if names.contains(word) { return true }
          word = ""
        }
        if character.isLetter { word += character.lowercased() }
        isAfterSmall = character.isLowercase
      }
      return false
    }
  }

  /// Whether it is not to be seen.
  var isHidden: Bool {
    if attributes["hidden"] != nil || attributes["aria-hidden"] == "true" { return true }
    guard let style = attributes["style"]?.lowercased().filter({ !$0.isWhitespace }) else {
      return false
    }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }
}
