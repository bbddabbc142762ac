/// Finds the article among the lines of a page.
///
/// Each paragraph counts for the element that holds it, half for the next and a quarter for the one
/// above; the element with most is the article's (the idea of Readability). What is inside it and
/// mostly links is left out; the rules for lines of text see to the rest.
enum MainText {
  /// The lines of the article in a page.
  static func lines(of tree: MarkupTree) -> [MarkupLines.Line] {
    let body = tree.elements("body").first ?? 0
    let all = MarkupLines(tree, inside: body).lines
    guard let container = container(of: all, in: tree) else { return all }
    let inside = tree.nodes[container].end
    let kept = all.filter { line in
      (container..<inside).contains(line.element)
        && (line.linkShare < 0.6 || line.text.utf8.count > 200)
    }
    return kept.filter { !isOtherTeaser($0, in: tree) }
  }

  /// The element that holds the article's paragraphs, nil where there are none.
  private static func container(of lines: [MarkupLines.Line], in tree: MarkupTree) -> Int? {
    var score: [Int: Double] = [:]
    var total = 0.0
    for line in lines where line.isParagraph {
      let weight = (1 - line.linkShare) * min(Double(line.text.utf8.count) / 100, 4)
      total += weight
      var element = Optional(line.element)
      if let place = element, tree.nodes[place].name == "p" { element = tree.nodes[place].parent }
      var share = 1.0
      while let place = element, share >= 0.25 {
        score[place, default: 0] += weight * share
        element = tree.nodes[place].parent
        share /= 2
      }
    }
    // An element that is marked as the article is taken where it holds the better part.
    for element in marked(in: tree) {
      let inside = element..<tree.nodes[element].end
      let held = lines.filter { $0.isParagraph && inside.contains($0.element) }
        .reduce(0) { $0 + (1 - $1.linkShare) * min(Double($1.text.utf8.count) / 100, 4) }
      if held > 0.5 * total { return element }
    }
    return score.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Elements that a page marks as its article, the surest first.
  private static func marked(in tree: MarkupTree) -> [Int] {
    let bodies = tree.nodes.indices.filter {
      tree.nodes[$0].attributes["itemprop"]?.lowercased() == "articlebody"
    }
    return bodies + tree.elements("article") + tree.elements("main")
  }

  /// Whether a line is a list's item that links elsewhere, or a heading over such a list.
  private static func isOtherTeaser(_ line: MarkupLines.Line, in tree: MarkupTree) -> Bool {
    tree.nodes[line.element].name == "li" && line.linkShare > 0.3
  }
}
