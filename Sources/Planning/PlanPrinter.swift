internal import Columnar

/// Draws a plan as text: an operator a line, its inputs indented below it.
public struct PlanPrinter {
  private var lines: [String] = []

  /// The text of a plan, for `.explain` and for tests.
  public static func print(_ plan: LogicalPlan) -> String {
    var printer = PlanPrinter()
    printer.add(plan, depth: 0)
    return printer.lines.joined(separator: "\n")
  }

  private mutating func add(_ plan: LogicalPlan, depth: Int) {
    let names = plan.schema.columns.map(\.name)
    let line: String
    switch plan.node {
    case .scan(let name, let table, _):
      line =
        "scan \(name) [\(names.joined(separator: ", "))] "
        + (table.isElsewhere ? "elsewhere" : "\(table.rowCount) rows")
    case .range(let from, let to, let step):
      line = "range from \(text(from, [])) to \(text(to, [])) step \(text(step, []))"
    case .filter(let input, let condition):
      line = "filter " + text(condition, columns(input))
    case .project(let input, let exprs):
      line = "project " + assignments(names, exprs, columns(input))
    case .aggregate(let input, let keys, let calls):
      line = "aggregate " + aggregation(keys, calls, columns(input))
    case .sort(let input, let keys): line = "sort " + order(keys, columns(input))
    case .topN(let input, let keys, let count):
      line = "top \(text(count, [])) by " + order(keys, columns(input))
    case .limit(_, let count): line = "limit " + text(count, [])
    case .sample(_, let count): line = "sample " + text(count, [])
    case .join(let join):
      let keys = zip(join.leftKeys, join.rightKeys).map {
        text($0, columns(join.left)) + " == " + text($1, columns(join.right))
      }
      line =
        "join \(join.kind.rawValue) on " + (keys + bounds(join)).joined(separator: ", ")
    case .union: line = "union"
    case .unnest(let input, let unnest):
      let parts = unnest.columns.map {
        "\(names[$0.output]) = \(text($0.expr, columns(input)))"
      }
      line = "unnest " + parts.joined(separator: ", ")
    case .window(_, let calls):
      let all = calls.map { call in
        let arguments = call.arguments.map { text($0, names) } + call.parameters.map(Self.text)
        return "\(call.function.name)(\(arguments.joined(separator: ", ")))"
      }
      line = all.isEmpty ? "serialize" : "window " + all.joined(separator: ", ")
    case .apply(let input, let apply):
      line = "apply by " + apply.keys.map { text($0, columns(input)) }.joined(separator: ", ")
    case .argument: line = "rows of a group"
    case .series(_, let series):
      line =
        "series from \(series.from.map(Self.text) ?? "least")"
        + " to \(series.to.map(Self.text) ?? "greatest") step \(Self.text(series.step))"
    case .graph(let graph):
      line = "graph \(columns(graph.edges)[graph.source]) --> \(columns(graph.edges)[graph.target])"
    case .graphMatch(_, let match):
      line = "graph match \(match.nodeCount) nodes, \(match.steps.count) steps"
    case .steps(_, let scan): line = "scan \(scan.steps.count) steps"
    case .plugin(_, let plugin): line = "segments of \(plugin.columns.count) columns"
    case .sequence(let input, let pattern):
      let steps = pattern.steps.map { step in
        (step.isNegated ? "![" : "[") + (step.local.map { text($0, columns(input)) } ?? "true")
          + (step.linked == nil ? "" : " and ...") + "]"
      }
      line = "sequence \(pattern.match.rawValue) \(steps.joined(separator: " "))"
    case .topNested(let levels):
      line =
        "top nested "
        + levels.map { $0.count.map { String($0) } ?? "all" }
        .joined(separator: ", ")
    case .materialized: line = "materialized"
    }
    lines.append(String(repeating: "  ", count: depth) + line)
    for input in plan.inputs { add(input, depth: depth + 1) }
  }

  private func bounds(_ join: LogicalJoin) -> [String] {
    guard let band = join.band else { return [] }
    let column = columns(join.right)[band.column]
    let low = band.low.map {
      "\(column) >\($0.isInclusive ? "=" : "") " + text($0.expr, columns(join.left))
    }
    let high = band.high.map {
      "\(column) <\($0.isInclusive ? "=" : "") " + text($0.expr, columns(join.left))
    }
    return [low, high].compactMap { $0 }
  }

  private func columns(_ plan: LogicalPlan) -> [String] { plan.schema.columns.map(\.name) }

  private func assignments(
    _ names: [String], _ exprs: [BoundExpr], _ columns: [String]
  ) -> String {
    zip(names, exprs).map { name, expr in
      let value = text(expr, columns)
      return value == name ? name : "\(name) = \(value)"
    }.joined(separator: ", ")
  }

  private func aggregation(
    _ keys: [BoundExpr], _ calls: [AggregateCall], _ columns: [String]
  ) -> String {
    let values = calls.map { call in
      let arguments = (call.arguments + (call.predicate.map { [$0] } ?? []))
        .map { text($0, columns) }
      return "\(call.function.name)(\(arguments.joined(separator: ", ")))"
    }
    let by = keys.map { text($0, columns) }
    return
      (values.joined(separator: ", ") + (by.isEmpty ? "" : " by " + by.joined(separator: ", ")))
  }

  private func order(_ keys: [SortKey], _ columns: [String]) -> String {
    keys.map { key in
      text(key.expr, columns) + (key.ascending ? " asc" : " desc")
        + (key.nullsFirst == key.ascending ? "" : key.nullsFirst ? " nulls first" : " nulls last")
    }.joined(separator: ", ")
  }

  private func text(_ expr: BoundExpr, _ columns: [String], depth: Int = 0) -> String {
    // A graph of shared parts may be exponentially long as text.
    guard depth < 8 else { return "..." }
    switch expr.kind {
    case .constant(let value): return Self.text(value)
    case .column(let index): return index < columns.count ? columns[index] : "#\(index)"
    case .scalarSubquery: return "toscalar(...)"
    case .listSubquery: return "(...)"
    case .call(let function, let arguments):
      let parts = arguments.map { text($0, columns, depth: depth + 1) }
      let isWord = function.name.first.map { $0.isLetter } ?? false
      if parts.count == 2 && (!isWord || ["and", "or", "has", "contains"].contains(function.name)) {
        return "(\(parts[0]) \(function.name) \(parts[1]))"
      }
      return "\(function.name)(\(parts.joined(separator: ", ")))"
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .string(let value): "'\(value)'"
    case .datetime(let ticks): "datetime(\(ticks) ticks)"
    case .timespan(let ticks): "\(ticks)tick"
    case .guid(let value): "guid(\(value))"
    case .dynamic: "dynamic(...)"
    }
  }
}

extension LogicalPlan {
  /// The plans that the operator at the top reads.
  public var inputs: [LogicalPlan] { node.inputs }
}

extension LogicalNode {
  /// The plans that the operator reads.
  var inputs: [LogicalPlan] {
    switch self {
    case .scan, .range, .argument: []
    case .filter(let input, _), .project(let input, _), .aggregate(let input, _, _),
      .sort(let input, _), .topN(let input, _, _), .limit(let input, _), .sample(let input, _),
      .unnest(let input, _), .window(let input, _):
      [input]
    case .graph(let graph): [graph.edges] + (graph.nodes.map { [$0] } ?? [])
    case .graphMatch(let input, _): [input]
    case .series(let input, _), .steps(let input, _), .sequence(let input, _),
      .plugin(let input, _):
      [input]
    case .apply(let input, let apply): [input, apply.body]
    case .topNested(let levels): levels.map(\.plan)
    case .join(let join): [join.left, join.right]
    case .union(let inputs): inputs
    case .materialized(let shared): [shared.plan]
    }
  }
}
