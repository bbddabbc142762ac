/// Finds the best tree of a sentence's arc scores: one root, no cycle.
///
/// Nearly always the best heads of all tokens are a tree already. Where they are not, Chu and Liu's
/// algorithm contracts cycles one by one. Every tree needs an arc from the root, so a price on those
/// arcs that no gain can pay leaves one.
struct ArcDecoder: Sendable {
  private static let rootPrice = 1e6

  private var visited: [Int] = []

  /// Fills `heads` with nodes: the root is node 0, token `d` is node `d + 1`, and so is its place.
  /// Place 0 holds -1.
  ///
  /// `scores[d * stride + h]` is the score of node `h` as head of token `d`.
  mutating func decode(scores: [Float], count: Int, stride: Int, heads: inout [Int]) {
    heads.removeAll(keepingCapacity: true)
    heads.append(-1)
    for token in 0..<count {
      let row = token * stride
      var best = 0
      for head in 1...count where scores[row + head] > scores[row + best] { best = head }
      heads.append(best)
    }
    guard !isTree(heads) else { return }
    var arcs = ArcWeights(size: count + 1)
    for token in 0..<count {
      for head in 0...count where head != token + 1 {
        arcs[token + 1, head] = Double(scores[token * stride + head])
      }
      arcs[token + 1, 0] -= Self.rootPrice
    }
    heads = arcs.bestArborescence()
  }

  /// Whether all tokens lead to the root, through one of them.
  private mutating func isTree(_ heads: [Int]) -> Bool {
    guard heads.count(where: { $0 == 0 }) == 1 else { return false }
    visited.removeAll(keepingCapacity: true)
    visited.append(contentsOf: repeatElement(0, count: heads.count))
    for start in 1..<heads.count {
      var node = start
      while node != 0, visited[node] == 0 {
        visited[node] = start
        node = heads[node]
      }
      if node != 0, visited[node] == start { return false }
    }
    return true
  }
}

/// The weights of all arcs between nodes, of which 0 is the root.
private struct ArcWeights {
  let size: Int
  private var weights: [Double]

  init(size: Int) {
    self.size = size
    weights = Array(repeating: -.infinity, count: size * size)
  }

  subscript(dependent: Int, head: Int) -> Double {
    get { weights[dependent * size + head] }
    set { weights[dependent * size + head] = newValue }
  }

  /// The heads of the heaviest tree; the root's is -1.
  ///
  /// - Complexity: O(n³) where every contraction takes in two nodes, O(n²) as a rule.
  func bestArborescence() -> [Int] {
    var heads = [-1]
    for node in 1..<size {
      heads.append((0..<size).max { self[node, $0] < self[node, $1] } ?? 0)
    }
    guard let cycle = firstCycle(heads) else { return heads }

    // The cycle becomes the last node of a smaller graph. An arc into it is worth what it gains
    // over the arc of the cycle that it replaces.
    let outside = (0..<size).filter { !cycle.contains($0) }
    let whole = outside.count
    var contracted = ArcWeights(size: whole + 1)
    var entries: [Int] = []
    var exits: [Int] = []
    for (place, node) in outside.enumerated() {
      let entry = bestEntry(into: cycle, from: node, heads)
      contracted[whole, place] = self[entry, node] - self[entry, heads[entry]]
      entries.append(entry)
      let exit = cycle.max { self[node, $0] < self[node, $1] } ?? cycle[0]
      if place > 0 { contracted[place, whole] = self[node, exit] }
      exits.append(exit)
      for (otherPlace, other) in outside.enumerated() where place > 0 {
        contracted[place, otherPlace] = self[node, other]
      }
    }
    let inner = contracted.bestArborescence()
    for place in 1..<whole {
      heads[outside[place]] = inner[place] == whole ? exits[place] : outside[inner[place]]
    }
    let source = inner[whole]
    heads[entries[source]] = outside[source]
    return heads
  }

  private func bestEntry(into cycle: [Int], from node: Int, _ heads: [Int]) -> Int {
    func gain(_ member: Int) -> Double { self[member, node] - self[member, heads[member]] }
    return cycle.max { gain($0) < gain($1) } ?? cycle[0]
  }

  private func firstCycle(_ heads: [Int]) -> [Int]? {
    var visited = Array(repeating: 0, count: size)
    for start in 1..<size {
      var node = start
      while node != 0, visited[node] == 0 {
        visited[node] = start
        node = heads[node]
      }
      guard node != 0, visited[node] == start else { continue }
      var cycle = [node]
      while heads[cycle[cycle.count - 1]] != node { cycle.append(heads[cycle[cycle.count - 1]]) }
      return cycle
    }
    return nil
  }
}
