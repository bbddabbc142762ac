/// The parts of `make-graph`.
public struct MakeGraphSyntax: Sendable {
  /// The column that an edge goes out from.
  public var source: NameSyntax
  /// The column that it goes to.
  public var target: NameSyntax
  /// The table of the nodes with its key, where one is given.
  public var nodes: (table: ExprSyntax, key: NameSyntax)?
  /// The name of the nodes' column where no table is given.
  public var nodeId: NameSyntax?

  /// A graph of its parts.
  public init(
    source: NameSyntax, target: NameSyntax, nodes: (table: ExprSyntax, key: NameSyntax)?,
    nodeId: NameSyntax?
  ) {
    self.source = source
    self.target = target
    self.nodes = nodes
    self.nodeId = nodeId
  }
}

/// The parts of `graph-match`.
public struct GraphMatchSyntax: Sendable {
  /// `none`, `unique_edges` (the default) or `all`.
  public var cycles: NameSyntax?
  /// Whether it is `graph-shortest-paths`, which keeps the shortest matches between two nodes.
  public var isShortest: Bool
  /// Of `graph-shortest-paths`: `any` (the default) or `all` of several that are equally short.
  public var output: NameSyntax?
  /// The paths that are looked for, all in one graph.
  public var paths: [GraphPathSyntax]
  /// What a match must meet.
  public var condition: ExprSyntax?
  /// The columns of a match.
  public var columns: [NamedExprSyntax]

  /// A match of its parts.
  public init(
    cycles: NameSyntax?, isShortest: Bool = false, output: NameSyntax? = nil,
    paths: [GraphPathSyntax], condition: ExprSyntax?, columns: [NamedExprSyntax]
  ) {
    self.cycles = cycles
    self.isShortest = isShortest
    self.output = output
    self.paths = paths
    self.condition = condition
    self.columns = columns
  }
}

/// `(a)-[e]->(b)`: a node, and edges each with the node behind it.
public struct GraphPathSyntax: Sendable {
  /// The first node; nil where it has no name.
  public var start: NameSyntax?
  /// The edges with the nodes that they lead to.
  public var edges: [GraphEdgeSyntax]

  /// A path of its parts.
  public init(start: NameSyntax?, edges: [GraphEdgeSyntax]) {
    self.start = start
    self.edges = edges
  }
}

/// One edge of a path.
public struct GraphEdgeSyntax: Sendable {
  /// How the edge is walked.
  public enum Direction: String, Sendable {
    case forward = "->", backward = "<-", any = "-"
  }

  /// Its name, if it has one.
  public var name: NameSyntax?
  /// How many edges in a row it stands for, if not one.
  public var length: (least: ExprSyntax, most: ExprSyntax)?
  /// How it is walked.
  public var direction: Direction
  /// The node that it leads to; nil where it has no name.
  public var end: NameSyntax?

  /// An edge of its parts.
  public init(
    name: NameSyntax?, length: (least: ExprSyntax, most: ExprSyntax)?, direction: Direction,
    end: NameSyntax?
  ) {
    self.name = name
    self.length = length
    self.direction = direction
    self.end = end
  }
}
