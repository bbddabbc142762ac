import CMarkup

/// The elements and texts of an HTML or XML document in its order.
///
/// libxml2 parses behind `CMarkup`, which mends what is not well formed, reads nothing but the bytes
/// it is given and declares no entities.
struct MarkupTree {
  /// An element, or a text.
  struct Node {
    /// The element's name in lower case, its prefix before a colon; empty for a text.
    var name: String
    /// A text's characters, white space as it stands.
    var text = ""
    /// An element's attributes; names in lower case.
    var attributes: [String: String] = [:]
    /// The place of the element that it stands in, nil for the root.
    var parent: Int?
    /// One past the last node inside it.
    var end: Int

    /// Whether it is a text.
    var isText: Bool { name.isEmpty }
  }

  /// The nodes; the root is the first.
  private(set) var nodes: [Node] = []

  /// The bytes as HTML or XML; nil where nothing can be made of them. `encoding` is theirs, nil for
  /// what they declare.
  init?(_ bytes: ContiguousArray<UInt8>, isHTML: Bool, encoding: String? = "UTF-8") {
    guard let flat = Self.flatten(bytes, isHTML: isHTML, encoding: encoding) else { return nil }
    build(flat)
    if nodes.isEmpty { return nil }
  }

  /// The nodes inside `node`, at any depth.
  func inside(_ node: Int) -> Range<Int> { (node + 1)..<nodes[node].end }

  /// The elements directly inside `node`.
  func children(of node: Int) -> [Int] {
    inside(node).filter { nodes[$0].parent == node && !nodes[$0].isText }
  }

  /// The elements of a name, in order.
  func elements(_ name: String) -> [Int] {
    nodes.indices.filter { nodes[$0].name == name }
  }

  /// The text inside `node`, with single spaces in place of white space.
  func text(of node: Int) -> String {
    let texts = inside(node).filter { nodes[$0].isText }.map { nodes[$0].text }
    return (nodes[node].text + texts.joined()).collapsed
  }

  /// The text inside `node` as it stands.
  func rawText(of node: Int) -> String {
    nodes[node].text + inside(node).map { nodes[$0].text }.joined()
  }

  private static func flatten(
    _ bytes: ContiguousArray<UInt8>, isHTML: Bool, encoding: String?
  ) -> [UInt8]? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var count = 0
      let flat =
        if let encoding {
          unsafe encoding.withCString { name in
            unsafe cmarkup_flatten(buffer.baseAddress, buffer.count, isHTML, name, &count)
          }
        } else {
          unsafe cmarkup_flatten(buffer.baseAddress, buffer.count, isHTML, nil, &count)
        }
      guard let flat = unsafe flat else { return nil }
      defer { unsafe cmarkup_free(flat) }
      return unsafe Array(UnsafeBufferPointer(start: flat, count: count))
    }
  }

  /// Takes the flat form apart: a mark and the bytes up to the next one, again and again.
  private mutating func build(_ flat: [UInt8]) {
    var open: [Int] = []
    var attribute = ""
    var index = 0
    while index < flat.count {
      let mark = Int(flat[index])
      var end = index + 1
      while end < flat.count, flat[end] > UInt8(CMARKUP_TEXT) { end += 1 }
      let text = String(decoding: flat[(index + 1)..<end], as: UTF8.self)
      index = end
      switch mark {
      case CMARKUP_OPEN:
        open.append(nodes.count)
        nodes.append(Node(name: text, parent: open.dropLast().last, end: nodes.count + 1))
      case CMARKUP_ATTRIBUTE: attribute = text
      case CMARKUP_VALUE:
        if let element = open.last { nodes[element].attributes[attribute] = text.trimmed }
      case CMARKUP_CLOSE:
        if let element = open.popLast() { nodes[element].end = nodes.count }
      default:
        nodes.append(Node(name: "", text: text, parent: open.last, end: nodes.count + 1))
      }
    }
    for element in open { nodes[element].end = nodes.count }
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let tail = drop { $0.isWhitespace }
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(tail[...last])
  }

  /// With single spaces in place of white space, and none at its ends.
  var collapsed: String {
    split { $0.isWhitespace }.joined(separator: " ")
  }
}
