import Query
import Testing

/// Whether the places in a tree are those of what was read.
@Suite struct RangeTests {
  @Test(arguments: sampleQueries)
  func `every node lies within the node around it`(query: String) {
    let syntax = Parser.parse(QuerySource(text: query)).syntax
    check(syntax.statements, within: syntax.range, of: Array(query.utf8))
  }

  /// Walks over the stored properties, whatever the kind of node.
  private func check(_ value: Any, within outer: SourceRange, of text: [UInt8]) {
    var inner = outer
    switch value {
    case let node as StatementSyntax: inner = node.range
    case let node as OperatorSyntax: inner = node.range
    case let node as ExprSyntax: inner = node.range
    case let name as NameSyntax:
      let written = String(decoding: text[name.range.lower..<name.range.upper], as: UTF8.self)
      #expect(written == name.text || written.hasPrefix("["))
      inner = name.range
    default: break
    }
    #expect(outer.lower <= inner.lower && inner.upper <= outer.upper, "\(value)")
    for child in Mirror(reflecting: value).children {
      check(child.value, within: inner, of: text)
    }
  }

  @Test(arguments: [
    ("T | where 1️⃣a + b * c2️⃣ > d", "+"),
    ("T | where d > 1️⃣a + b * c2️⃣ and e", "+"),
    ("T | where 1️⃣a has 'x'2️⃣ // comment\n and b", "has"),
    ("T | where 1️⃣a and b and c2️⃣", "and"),
    ("T | where (1️⃣a == 12️⃣ ) or b", "=="),
  ])
  func `an operator's place reaches from its left side to its right`(
    marked: String, spelling: String
  ) throws {
    let parts = marked.split(separator: "1️⃣", maxSplits: 1)
    let halves = parts[1].split(separator: "2️⃣", maxSplits: 1, omittingEmptySubsequences: false)
    let text = parts[0] + halves.joined()
    let lower = parts[0].utf8.count
    let syntax = Parser.parse(QuerySource(text: String(text))).syntax
    let found = ranges(of: spelling, in: syntax.statements)
    #expect(found.contains(SourceRange(lower, lower + halves[0].utf8.count)))
  }

  private func ranges(of spelling: String, in value: Any) -> [SourceRange] {
    var found: [SourceRange] = []
    if let expr = value as? ExprSyntax, case .binary(let binary, _, _) = expr.kind,
      binary.rawValue == spelling
    {
      found.append(expr.range)
    }
    return Mirror(reflecting: value).children.reduce(into: found) {
      $0 += ranges(of: spelling, in: $1.value)
    }
  }
}
