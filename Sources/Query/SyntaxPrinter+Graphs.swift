/// The canonical form of operators of graphs.
extension SyntaxPrinter {
  static func makeGraph(_ graph: MakeGraphSyntax) -> String {
    "make-graph \(name(graph.source)) --> \(name(graph.target))"
      + (graph.nodes.map { " with \(expr($0.table)) on \(name($0.key))" } ?? "")
      + option("with_node_id=", graph.nodeId.map(name))
  }

  static func graphMatch(_ match: GraphMatchSyntax) -> String {
    let paths = joined(match.paths) { path in
      let edges = path.edges.map { edge -> String in
        let length = edge.length.map { "*\(expr($0.least))..\(expr($0.most))" } ?? ""
        let inner = (edge.name.map(name) ?? "") + length
        return (edge.direction == .backward ? "<-" : "-") + (inner.isEmpty ? "" : "[\(inner)]")
          + (edge.direction == .forward ? "->" : "-") + "(\(edge.end.map(name) ?? ""))"
      }
      return "(\(path.start.map(name) ?? ""))" + edges.joined()
    }
    return (match.isShortest ? "graph-shortest-paths" : "graph-match")
      + option("cycles=", match.cycles.map(name)) + option("output=", match.output.map(name))
      + " \(paths)"
      + option("where ", match.condition.map(expr)) + " project \(named(match.columns))"
  }
}
