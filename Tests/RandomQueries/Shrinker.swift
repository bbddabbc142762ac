public import Columnar

/// Cuts a failing query and its tables down to a small case that still fails.
public struct Shrinker {
  /// How often a smaller case may be tried.
  private var attempts: Int
  /// Whether a case still fails.
  private let fails: (FuzzQuery, World) -> Bool

  /// A shrinker that keeps what `fails`.
  public init(attempts: Int = 2000, fails: @escaping (FuzzQuery, World) -> Bool) {
    self.attempts = attempts
    self.fails = fails
  }

  /// The smallest case found.
  public mutating func shrunk(_ query: FuzzQuery, _ world: World) -> (FuzzQuery, World) {
    var (query, world) = (query, world)
    var isSmaller = true
    if query.isOrdered {
      // What is cut may leave the order to chance; so it is looked at only where it is what is wrong.
      query.isOrdered = false
      if !test(query, world) {
        query.isOrdered = true
        return (query, fewerRows(query, world) ?? world)
      }
    }
    while isSmaller, attempts > 0 {
      isSmaller = false
      if let smaller = smallerQuery(query, world) {
        query = smaller
        isSmaller = true
      }
      if let smaller = fewerRows(query, world) {
        world = smaller
        isSmaller = true
      }
      if let smaller = fewerColumns(query, world) {
        world = smaller
        isSmaller = true
      }
    }
    return (query, world)
  }

  private mutating func test(_ query: FuzzQuery, _ world: World) -> Bool {
    guard attempts > 0 else { return false }
    attempts -= 1
    return fails(query, world)
  }

  /// The query after as many cuts as can be made one behind the other; nil where there is none.
  private mutating func smallerQuery(_ query: FuzzQuery, _ world: World) -> FuzzQuery? {
    var query = query
    var isSmaller = false
    var hasCut = true
    while hasCut {
      hasCut = false
      let length = query.text.utf8.count
      for fragment in query.fragment.reductions where fragment.text.utf8.count < length {
        var candidate = query
        candidate.fragment = fragment
        if test(candidate, world) {
          query = candidate
          isSmaller = true
          hasCut = true
          break
        }
      }
    }
    return isSmaller ? query : nil
  }

  private mutating func fewerRows(_ query: FuzzQuery, _ world: World) -> World? {
    var world = world
    var isSmaller = false
    for index in world.sources.indices {
      var size = (world.sources[index].rows.count + 1) / 2
      while size > 0 {
        var start = 0
        while start < world.sources[index].rows.count {
          var candidate = world
          let end = min(start + size, candidate.sources[index].rows.count)
          candidate.sources[index].rows.removeSubrange(start..<end)
          candidate.seal()
          if test(query, candidate) {
            world = candidate
            isSmaller = true
          } else {
            start += size
          }
        }
        size = size == 1 ? 0 : (size + 1) / 2
      }
    }
    return isSmaller ? world : nil
  }

  private mutating func fewerColumns(_ query: FuzzQuery, _ world: World) -> World? {
    var world = world
    var isSmaller = false
    for index in world.sources.indices {
      for column in world.sources[index].columns.indices.reversed()
      where world.sources[index].columns.count > 1 {
        var candidate = world
        candidate.sources[index].columns.remove(at: column)
        for row in candidate.sources[index].rows.indices {
          candidate.sources[index].rows[row].remove(at: column)
        }
        candidate.seal()
        if test(query, candidate) {
          world = candidate
          isSmaller = true
        }
      }
    }
    return isSmaller ? world : nil
  }

  /// A case in the form of the files of `ExecutionTests`: the tables that the query names are written
  /// out before it. The answer is what the plan gives as it was written; whether that is the right
  /// one is for a reader to say.
  public static func caseText(_ query: FuzzQuery, _ world: World, answer: Table?) -> String {
    let body = query.text
    let sources = world.sources.filter { source in
      body.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") })
        .contains { $0 == source.name }
    }
    let tables = sources.map { "let \($0.name) = \($0.datatable);\n" }
    return tables.joined() + body + "\n----\n" + (answer.map(CaseText.text) ?? "error") + "\n"
  }
}
