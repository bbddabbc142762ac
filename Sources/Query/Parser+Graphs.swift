/// Operators of graphs: `make-graph`, `graph-match`, `graph-to-table`.
extension Parser {
  mutating func parseMakeGraph() -> MakeGraphSyntax {
    let source = parseName("the column of the source")
    for _ in 0..<2 { expect(.minus, "-->") }
    expect(.greater, "-->")
    let target = parseName("the column of the target")
    var nodes: (table: ExprSyntax, key: NameSyntax)?
    var nodeId: NameSyntax?
    if acceptWord("with") {
      let table = parsePostfix()
      expectWord("on")
      nodes = (table, parseName("the column of the nodes' key"))
    } else {
      nodeId = parseOptions(of: "make-graph", ["with_node_id"], closed: true)["with_node_id"]
    }
    return MakeGraphSyntax(source: source, target: target, nodes: nodes, nodeId: nodeId)
  }

  mutating func parseGraphMatch(isShortest: Bool = false) -> GraphMatchSyntax {
    let options = parseOptions(
      of: isShortest ? "graph-shortest-paths" : "graph-match", [isShortest ? "output" : "cycles"],
      closed: true)
    let paths = parseList { $0.parseGraphPath() }
    let condition = acceptWord("where") ? parseExpression() : nil
    expectWord("project")
    return GraphMatchSyntax(
      cycles: options["cycles"], isShortest: isShortest, output: options["output"], paths: paths,
      condition: condition, columns: parseNamedList())
  }

  private mutating func parseGraphPath() -> GraphPathSyntax {
    let start = parseGraphNode()
    var edges: [GraphEdgeSyntax] = []
    while kind == .minus || kind == .less {
      let isBackward = accept(.less)
      expect(.minus, "-")
      var name: NameSyntax?
      var length: (least: ExprSyntax, most: ExprSyntax)?
      if kind == .leftBracket {
        open()
        if kind == .name { name = parseName("an edge's name") }
        if accept(.star) {
          let least = parsePrimary()
          expect(.dotDot, "..")
          length = (least, parsePrimary())
        }
        close(.rightBracket)
      }
      expect(.minus, "-")
      let isForward = !isBackward && accept(.greater)
      edges.append(
        GraphEdgeSyntax(
          name: name, length: length,
          direction: isBackward ? .backward : isForward ? .forward : .any, end: parseGraphNode()))
    }
    return GraphPathSyntax(start: start, edges: edges)
  }

  private mutating func parseGraphNode() -> NameSyntax? {
    guard kind == .leftParenthesis else {
      complain(expected: "a node in round brackets")
      return nil
    }
    open()
    let name = kind == .name ? parseName("a node's name") : nil
    close(.rightParenthesis)
    return name
  }
}
