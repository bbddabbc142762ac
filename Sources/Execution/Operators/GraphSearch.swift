internal import Columnar
internal import Planning

/// The search for matches: nodes and paths are tried in order, and taken back where they lead nowhere.
struct GraphSearch {
  /// The edges of one step and the nodes between its ends.
  struct Path {
    var edges: [Int] = []
    var innerNodes: [Int] = []
  }

  /// The matches so far.
  var found: GraphMatches
  private let rows: GraphRows
  private let match: GraphMatch
  /// The node that each node of the pattern is at the moment, -1 for none, and the path of each step.
  private var nodes: [Int]
  private var paths: [Path]
  private var usesOfEdge: [Int]
  private var usesOfNode: [Int]
  private let isStopped: () -> Bool
  private var hasStopped = false
  private var walkCount = 0

  init(_ rows: GraphRows, _ match: GraphMatch, isStopped: @escaping () -> Bool) {
    self.isStopped = isStopped
    self.rows = rows
    self.match = match
    nodes = Array(repeating: -1, count: match.nodeCount)
    paths = Array(repeating: Path(), count: match.steps.count)
    found = GraphMatches(nodeCount: match.nodeCount, stepCount: match.steps.count)
    usesOfEdge = Array(repeating: 0, count: rows.edges.count)
    usesOfNode = Array(repeating: 0, count: rows.nodes.count)
  }

  /// Finds all matches whose first node is the given one.
  mutating func run(from node: Int) {
    bind(0, to: node) { $0.step(0) }
  }

  /// Goes on with a node of the pattern being a node of the graph, if that is possible.
  private mutating func bind(_ slot: Int, to node: Int, _ body: (inout GraphSearch) -> Void) {
    if nodes[slot] >= 0 {
      if nodes[slot] == node { body(&self) }
      return
    }
    if match.cycles == .none && usesOfNode[node] > 0 { return }
    nodes[slot] = node
    usesOfNode[node] += 1
    body(&self)
    usesOfNode[node] -= 1
    nodes[slot] = -1
  }

  private mutating func step(_ index: Int) {
    guard index < match.steps.count else {
      // Nodes that no step leads to may be any.
      if let slot = nodes.firstIndex(of: -1) {
        for node in 0..<rows.nodes.count { bind(slot, to: node) { $0.step(index) } }
      } else {
        found.append(nodes, paths)
      }
      return
    }
    let start = match.steps[index].from
    if nodes[start] >= 0 {
      extend(index, at: nodes[start])
    } else {
      for node in 0..<rows.nodes.count {
        bind(start, to: node) { $0.extend(index, at: node) }
      }
    }
  }

  /// Goes on from a node that the path of a step has come to.
  private mutating func extend(_ index: Int, at node: Int) {
    let step = match.steps[index]
    let length = paths[index].edges.count
    if step.length.contains(length) {
      if length == 0 {
        // No edge: both ends are one node.
        let isOne = nodes[step.to] < 0 || nodes[step.to] == node
        if isOne {
          let before = nodes[step.to]
          nodes[step.to] = node
          self.step(index + 1)
          nodes[step.to] = before
        }
      } else {
        bind(step.to, to: node) { $0.step(index + 1) }
      }
    }
    guard length < step.length.upperBound else { return }
    if step.direction != .backward {
      for edge in rows.outgoing[node] { walk(index, edge, from: node, to: rows.targets[edge]) }
    }
    if step.direction != .forward {
      for edge in rows.incoming[node] { walk(index, edge, from: node, to: rows.sources[edge]) }
    }
  }

  private mutating func walk(_ index: Int, _ edge: Int, from node: Int, to next: Int) {
    // The paths of a dense graph are more than anybody waits for.
    walkCount += 1
    if walkCount % 4096 == 0 { hasStopped = isStopped() }
    if hasStopped || match.cycles != .all && usesOfEdge[edge] > 0 { return }
    let isInner = !paths[index].edges.isEmpty
    if isInner && match.cycles == .none && usesOfNode[node] > 0 { return }
    paths[index].edges.append(edge)
    if isInner {
      paths[index].innerNodes.append(node)
      usesOfNode[node] += 1
    }
    usesOfEdge[edge] += 1
    extend(index, at: next)
    usesOfEdge[edge] -= 1
    if isInner {
      usesOfNode[node] -= 1
      paths[index].innerNodes.removeLast()
    }
    paths[index].edges.removeLast()
  }
}

/// The matches of a pattern, one after the other in few long arrays: millions of short lists would
/// take many times the memory, and long to be given back.
struct GraphMatches {
  /// Rows of the edges or the nodes.
  typealias Places = ArraySlice<UInt32>

  private(set) var count = 0
  private let nodeCount: Int
  private let stepCount: Int
  private var nodes: [UInt32] = []
  private var edges = Lists()
  private var innerNodes = Lists()

  init(nodeCount: Int, stepCount: Int) {
    self.nodeCount = nodeCount
    self.stepCount = stepCount
  }

  mutating func append(_ nodes: [Int], _ paths: [GraphSearch.Path]) {
    count += 1
    for node in nodes { self.nodes.append(UInt32(node)) }
    for path in paths {
      edges.append(path.edges)
      innerNodes.append(path.innerNodes)
    }
  }

  mutating func removeAll() {
    self = GraphMatches(nodeCount: nodeCount, stepCount: stepCount)
  }

  /// The node that a node of the pattern is in a match.
  func node(of match: Int, _ slot: Int) -> UInt32 { nodes[match * nodeCount + slot] }

  /// The edges of a step of a match, in their order.
  func edges(of match: Int, _ step: Int) -> Places { edges[match * stepCount + step] }

  /// The nodes between the edges of a step of a match.
  func innerNodes(of match: Int, _ step: Int) -> Places { innerNodes[match * stepCount + step] }

  /// The number of edges of all steps of a match.
  func edgeCount(of match: Int) -> Int {
    (0..<stepCount).reduce(0) { $0 + edges(of: match, $1).count }
  }

  /// Lists of rows, one after the other.
  private struct Lists {
    private var places: [UInt32] = []
    private var ends: [Int] = []

    mutating func append(_ list: [Int]) {
      for place in list { places.append(UInt32(place)) }
      ends.append(places.count)
    }

    subscript(_ index: Int) -> Places {
      places[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
  }
}
