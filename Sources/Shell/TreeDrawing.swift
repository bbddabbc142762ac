/// The branches of a tree whose nodes stand one a line, drawn to the left of them.
///
/// Every head has a column with a line from its first to its last dependent; a branch goes from there
/// to the right, to the dependent's own column or to its word. A column is shared by heads whose lines
/// do not meet, so that depth costs room and length does not. Where a branch must cross the line of
/// another head (a tree whose branches cross in the text), the crossing looks like a joint.
struct TreeDrawing {
  /// For each node the branches before it.
  let lines: [String]

  /// The drawing of a tree by the head of each node, nil for a root.
  init(heads: [Int?]) {
    var dependents = [[Int]](repeating: [], count: heads.count)
    for (node, head) in heads.enumerated() {
      if let head { dependents[head].append(node) }
    }
    let columns = Self.columns(heads, dependents)
    var grid = [[Sides]](
      repeating: [Sides](repeating: [], count: (columns.compactMap { $0 }.max() ?? -1) + 1),
      count: heads.count)
    for (node, column) in columns.enumerated() {
      guard let column, let first = dependents[node].first, let last = dependents[node].last
      else { continue }
      let top = min(first, node)
      let bottom = max(last, node)
      for row in top...bottom {
        if row > top { grid[row][column].insert(.up) }
        if row < bottom { grid[row][column].insert(.down) }
      }
    }
    for (node, head) in heads.enumerated() {
      // A line that covers a word's row lies between its branch and the word.
      let end = (grid[node].lastIndex { !$0.isEmpty } ?? -1) + 1
      let start = head.flatMap { columns[$0] } ?? columns[node]
      guard let start, start < end else { continue }
      grid[node][start].insert(.right)
      if head == nil { grid[node][start].insert(.left) }
      for column in (start + 1)..<max(end, start + 1) {
        grid[node][column].formUnion([.left, .right])
      }
    }
    lines = zip(grid, heads).map { sides, head in
      let end = (sides.lastIndex { !$0.isEmpty } ?? -1) + 1
      let cells = sides[..<end].map { $0.character + ($0.contains(.right) ? "─" : " ") }
      return (head == nil ? "─" : " ") + cells.joined()
    }
  }

  /// The column of each node that has dependents: right of its head's, and the first in which no
  /// other line stands between the same rows.
  private static func columns(_ heads: [Int?], _ dependents: [[Int]]) -> [Int?] {
    var columns = [Int?](repeating: nil, count: heads.count)
    var taken: [[ClosedRange<Int>]] = []
    var queue = heads.indices.filter { heads[$0] == nil }
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      queue += dependents[node]
      guard let first = dependents[node].first, let last = dependents[node].last else { continue }
      let rows = min(first, node)...max(last, node)
      var column = heads[node].flatMap { columns[$0] }.map { $0 + 1 } ?? 0
      while column < taken.count, taken[column].contains(where: { $0.overlaps(rows) }) {
        column += 1
      }
      while taken.count <= column { taken.append([]) }
      taken[column].append(rows)
      columns[node] = column
    }
    return columns
  }

  /// The directions in which lines leave the middle of a cell.
  private struct Sides: OptionSet {
    let rawValue: Int
    static let up = Sides(rawValue: 1)
    static let down = Sides(rawValue: 2)
    static let left = Sides(rawValue: 4)
    static let right = Sides(rawValue: 8)

    var character: String { Sides.characters[rawValue] }

    private static let characters = [
      " ", "╵", "╷", "│", "╴", "╯", "╮", "┤", "╶", "╰", "╭", "├", "─", "┴", "┬", "┼",
    ]
  }
}
