public import Columnar

/// Edges and nodes: what `make-graph` makes, and only operators of graphs read.
public struct Graph: Sendable {
  /// The edges, a row each.
  public var edges: LogicalPlan
  /// The column of the edges that names where one begins.
  public let source: Int
  /// The column of the edges that names where one ends.
  public let target: Int
  /// The nodes that have a row of their own, if there are any; others have their key alone.
  public var nodes: LogicalPlan?
  /// The column of the nodes that edges refer to.
  public let key: Int
  /// The columns of the nodes.
  public let nodeColumns: [ColumnSchema]
}

/// `graph-match`: paths in a graph, a row each match.
///
/// The expressions are over one group of columns a named node (the node's own, then the numbers of its
/// incoming and outgoing edges), a named edge (the edge's own) or a path (all its edges in an array),
/// and then over the results of the `folds`.
public struct GraphMatch: Sendable {
  /// One or several edges between two nodes of the pattern.
  public struct Step: Sendable {
    /// How an edge is walked.
    public enum Direction: Sendable {
      case forward, backward, any
    }

    /// The node that the step begins at.
    public let from: Int
    /// The node that it ends at.
    public let to: Int
    /// How its edges are walked.
    public let direction: Direction
    /// The least and the greatest number of edges.
    public let length: ClosedRange<Int>
    /// Whether it stands for a path of edges rather than for one.
    public let isPath: Bool
  }

  /// Which matches may come back to where they have been.
  public enum Cycles: String, Sendable, CaseIterable {
    /// No node twice.
    case none
    /// No edge twice.
    case uniqueEdges = "unique_edges"
    case all
  }

  /// Which matches `graph-shortest-paths` keeps of those between two nodes.
  public enum Shortest: String, Sendable, CaseIterable {
    /// One of the fewest edges.
    case any
    /// All of the fewest edges.
    case all
  }

  /// A function over the edges or the inner nodes of a path.
  public struct Fold: Sendable {
    /// What is made of the values.
    public enum Kind: String, Sendable {
      case map, all, any
    }

    /// What is made of the values.
    public let kind: Kind
    /// The step whose path it is.
    public let step: Int
    /// Whether it goes over the nodes between the ends rather than over the edges.
    public let isOverNodes: Bool
    /// The value for an edge or a node.
    public let value: BoundExpr
  }

  /// The number of different nodes.
  public let nodeCount: Int
  /// The steps in order.
  public let steps: [Step]
  /// Which matches may come back.
  public let cycles: Cycles
  /// Whether only the shortest matches between their first and their last node are kept.
  public let shortest: Shortest?
  /// The functions over paths.
  public let folds: [Fold]
  /// What a match must meet.
  public let condition: BoundExpr?
  /// The columns of a match.
  public let columns: [BoundExpr]
}
