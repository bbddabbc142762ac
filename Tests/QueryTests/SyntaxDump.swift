import Query

/// Draws a tree as indented lines, for golden files: what was read, without places.
enum SyntaxDump {
  static func dump(_ syntax: QuerySyntax) -> String {
    var lines: [String] = []
    for statement in syntax.statements { add(statement, 0, &lines) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ text: String, _ depth: Int, _ lines: inout [String]) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  // MARK: - Statements

  private static func add(_ statement: StatementSyntax, _ depth: Int, _ lines: inout [String]) {
    switch statement.kind {
    case .letValue(let name, let value):
      line("let \(name.text)", depth, &lines)
      add(value, depth + 1, &lines)
    case .letFunction(let name, let function):
      line("let function \(name.text)", depth, &lines)
      add(function.parameters, depth + 1, &lines)
      for statement in function.statements { add(statement, depth + 1, &lines) }
      line("body", depth + 1, &lines)
      add(function.body, depth + 2, &lines)
    case .queryParameters(let parameters):
      line("query parameters", depth, &lines)
      add(parameters, depth + 1, &lines)
    case .set(let name, let value):
      line("set \(name.text)", depth, &lines)
      if let value { add(value, depth + 1, &lines) }
    case .query(let query):
      line("query", depth, &lines)
      add(query, depth + 1, &lines)
    }
  }

  private static func add(
    _ parameters: [ParameterSyntax], _ depth: Int, _ lines: inout [String]
  ) {
    for parameter in parameters {
      let type =
        switch parameter.type {
        case .scalar(let type): type.text
        case .tabular(let columns): schema(columns)
        }
      line("parameter \(parameter.name.text): \(type)", depth, &lines)
      if let value = parameter.defaultValue { add(value, depth + 1, &lines) }
    }
  }

  private static func schema(_ columns: [ColumnSyntax]) -> String {
    "(" + columns.map { "\($0.name.text): \($0.type.text)" }.joined(separator: ", ") + ")"
  }

  // MARK: - Expressions

  private static func add(_ expr: ExprSyntax, _ depth: Int, _ lines: inout [String]) {
    switch expr.kind {
    case .missing: line("missing", depth, &lines)
    case .star: line("*", depth, &lines)
    case .name(let name): line("name \(name.text)", depth, &lines)
    case .literal(let literal):
      line("\(literal.kind) \(literal.text.debugDescription)", depth, &lines)
    case .unary(let sign, let operand):
      line("unary \(sign.rawValue)", depth, &lines)
      add(operand, depth + 1, &lines)
    case .binary(let binary, let left, let right):
      line(binary.rawValue, depth, &lines)
      for operand in [left, right] { add(operand, depth + 1, &lines) }
    case .between(let value, let from, let to, let negated):
      line(negated ? "!between" : "between", depth, &lines)
      for operand in [value, from, to] { add(operand, depth + 1, &lines) }
    case .list(let list, let value, let items):
      line(list.rawValue, depth, &lines)
      for operand in [value] + items { add(operand, depth + 1, &lines) }
    case .call(let call): add(call, depth, &lines)
    case .member(let base, let name):
      line("member \(name.text)", depth, &lines)
      add(base, depth + 1, &lines)
    case .index(let base, let item):
      line("index", depth, &lines)
      for operand in [base, item] { add(operand, depth + 1, &lines) }
    case .pipeline(let source, let operators):
      line("pipeline", depth, &lines)
      add(source, depth + 1, &lines)
      for operation in operators { add(operation, depth + 1, &lines) }
    case .parenthesized(let inner):
      line("parenthesized", depth, &lines)
      add(inner, depth + 1, &lines)
    case .datatable(let columns, let values):
      line("datatable \(schema(columns))", depth, &lines)
      for value in values { add(value, depth + 1, &lines) }
    case .leading(let operation): add(operation, depth, &lines)
    }
  }

  private static func add(_ call: CallSyntax, _ depth: Int, _ lines: inout [String]) {
    line("call \(call.name.text)", depth, &lines)
    add(call.arguments, depth + 1, &lines)
  }

  private static func add(
    _ exprs: [NamedExprSyntax], _ depth: Int, _ lines: inout [String]
  ) {
    for named in exprs {
      if named.names.isEmpty {
        add(named.expr, depth, &lines)
      } else {
        line(named.names.map(\.text).joined(separator: ", ") + " =", depth, &lines)
        add(named.expr, depth + 1, &lines)
      }
    }
  }

  // MARK: - Operators

  private static func add(_ parse: ParseSyntax, _ depth: Int, _ lines: inout [String]) {
    let options = [parse.kind, parse.flags].map { $0?.text ?? "-" }.joined(separator: " ")
    line("| \(parse.filters ? "parse-where" : "parse") \(options)", depth, &lines)
    add(parse.source, depth + 1, &lines)
    for part in parse.parts {
      switch part {
      case .star: line("*", depth + 1, &lines)
      case .text(let text): line("text \(text.debugDescription)", depth + 1, &lines)
      case .column(let name, let type):
        line("column \(name.text): \(type?.text ?? "-")", depth + 1, &lines)
      }
    }
  }

  private static func add(_ match: GraphMatchSyntax, _ depth: Int, _ lines: inout [String]) {
    line("| graph-match \(match.cycles?.text ?? "-")", depth, &lines)
    for path in match.paths {
      line("node \(path.start?.text ?? "-")", depth + 1, &lines)
      for edge in path.edges {
        line("\(edge.direction.rawValue) \(edge.name?.text ?? "-")", depth + 2, &lines)
        if let length = edge.length {
          for bound in [length.least, length.most] { add(bound, depth + 3, &lines) }
        }
        line("node \(edge.end?.text ?? "-")", depth + 2, &lines)
      }
    }
    if let condition = match.condition { add("where", condition, depth + 1, &lines) }
    add(match.columns, depth + 1, &lines)
  }

  private static func add(_ series: MakeSeriesSyntax, _ depth: Int, _ lines: inout [String]) {
    line("| make-series nonempty \(series.isNonEmpty)", depth, &lines)
    for (expr, value) in series.aggregates {
      add([expr], depth + 1, &lines)
      if let value { add("default", value, depth + 2, &lines) }
    }
    line("on", depth + 1, &lines)
    add([series.axis], depth + 2, &lines)
    for bound in [series.from, series.to, series.step] {
      if let bound { add(bound, depth + 2, &lines) } else { line("-", depth + 2, &lines) }
    }
    add(series.by, depth + 1, &lines)
  }

  private static func add(_ level: TopNestedSyntax, _ depth: Int, _ lines: inout [String]) {
    line("| top-nested \(level.ascending ? "asc" : "desc")", depth, &lines)
    if let count = level.count { add(count, depth + 1, &lines) }
    add([level.key], depth + 1, &lines)
    if let others = level.others { add("others", others, depth + 1, &lines) }
    add([level.aggregate], depth + 1, &lines)
  }

  private static func add(_ operation: OperatorSyntax, _ depth: Int, _ lines: inout [String]) {
    let inner = depth + 1
    switch operation.kind {
    case .as(let name): line("| as \(name.text)", depth, &lines)
    case .count: line("| count", depth, &lines)
    case .getschema: line("| getschema", depth, &lines)
    case .unknown(let name): line("| unknown \(name.text)", depth, &lines)
    case .distinct(let exprs): add("distinct", exprs, depth, &lines)
    case .extend(let exprs): add("extend", exprs, depth, &lines)
    case .print(let exprs): add("print", exprs, depth, &lines)
    case .project(let exprs): add("project", exprs, depth, &lines)
    case .serialize(let exprs): add("serialize", exprs, depth, &lines)
    case .evaluate(let call):
      line("| evaluate", depth, &lines)
      add(call, inner, &lines)
    case .invoke(let call):
      line("| invoke", depth, &lines)
      add(call, inner, &lines)
    case .join(let join): add("join", join, depth, &lines)
    case .lookup(let join): add("lookup", join, depth, &lines)
    case .graphMatch(let match): add(match, depth, &lines)
    case .graphToTable(let part): line("| graph-to-table \(part.text)", depth, &lines)
    case .makeGraph(let graph):
      line("| make-graph \(graph.source.text) --> \(graph.target.text)", depth, &lines)
      if let nodes = graph.nodes {
        add(nodes.table, inner, &lines)
        line("on \(nodes.key.text)", inner, &lines)
      }
      if let id = graph.nodeId { line("node id \(id.text)", inner, &lines) }
    case .makeSeries(let series): add(series, depth, &lines)
    case .mvApply(let apply):
      add(apply.expansion, depth, &lines)
      line("on", inner, &lines)
      for operation in apply.body { add(operation, inner + 1, &lines) }
    case .mvExpand(let expansion): add(expansion, depth, &lines)
    case .parse(let parse): add(parse, depth, &lines)
    case .parseKeyValues(let parse):
      line("| parse-kv as \(schema(parse.columns))", depth, &lines)
      add(parse.source, inner, &lines)
      for option in parse.options {
        line("\(option.name.text) =", inner, &lines)
        add(option.value, inner + 1, &lines)
      }
    case .partition(let key, let body):
      add("partition", key, depth, &lines)
      for operation in body { add(operation, inner, &lines) }
    case .projectAway(let names):
      line("| project-away " + names.map(\.text).joined(separator: ", "), depth, &lines)
    case .projectKeep(let names):
      line("| project-keep " + names.map(\.text).joined(separator: ", "), depth, &lines)
    case .projectRename(let renames):
      let text = renames.map { "\($0.new.text) = \($0.old.text)" }.joined(separator: ", ")
      line("| project-rename \(text)", depth, &lines)
    case .projectReorder(let patterns):
      let text = patterns.map { "\($0.pattern.text) \($0.order ?? "-")" }
      line("| project-reorder " + text.joined(separator: ", "), depth, &lines)
    case .range(let name, let from, let to, let step):
      line("| range \(name.text)", depth, &lines)
      for operand in [from, to, step] { add(operand, inner, &lines) }
    case .render(let render):
      line("| render \(render.chart.text)", depth, &lines)
      for property in render.properties {
        line("\(property.name.text) =", inner, &lines)
        add(property.value, inner + 1, &lines)
      }
    case .sample(let count): add("sample", count, depth, &lines)
    case .sampleDistinct(let count, let key):
      add("sample-distinct", count, depth, &lines)
      add([key], inner, &lines)
    case .scan(let scan):
      line("| scan \(scan.matchId?.text ?? "-")", depth, &lines)
      add(scan.declared, inner, &lines)
      for step in scan.steps {
        line("step \(step.name.text) \(step.output?.text ?? "-")", inner, &lines)
        add(step.condition, inner + 1, &lines)
        for value in step.assignments {
          line("\(value.name.text) =", inner + 1, &lines)
          add(value.value, inner + 2, &lines)
        }
      }
    case .search(let search):
      line("| search \(search.kind?.text ?? "-")", depth, &lines)
      for source in search.sources { add(source, inner + 1, &lines) }
      add(search.condition, inner, &lines)
    case .sequence(let sequence): add(sequence, depth, &lines)
    case .topHitters(let count, let key, let weight):
      add("top-hitters", count, depth, &lines)
      for expr in [key] + (weight.map { [$0] } ?? []) { add(expr, inner, &lines) }
    case .topNested(let levels):
      for level in levels { add(level, depth, &lines) }
    case .take(let count): add("take", count, depth, &lines)
    case .where(let condition): add("where", condition, depth, &lines)
    case .sort(let keys):
      line("| sort", depth, &lines)
      add(keys, inner, &lines)
    case .top(let count, let keys):
      add("top", count, depth, &lines)
      add(keys, inner, &lines)
    case .summarize(let aggregates, let by):
      add("summarize", aggregates, depth, &lines)
      if !by.isEmpty { line("by", inner, &lines) }
      add(by, inner + 1, &lines)
    case .union(let union):
      let kind = union.kind?.text ?? "-"
      let source = union.withSource?.text ?? "-"
      line("| union kind \(kind) source \(source) fuzzy \(union.isFuzzy)", depth, &lines)
      for source in union.sources { add(source, inner, &lines) }
    }
  }

  private static func add(
    _ keyword: String, _ exprs: [NamedExprSyntax], _ depth: Int, _ lines: inout [String]
  ) {
    line("| \(keyword)", depth, &lines)
    add(exprs, depth + 1, &lines)
  }

  private static func add(
    _ keyword: String, _ expr: ExprSyntax, _ depth: Int, _ lines: inout [String]
  ) {
    line("| \(keyword)", depth, &lines)
    add(expr, depth + 1, &lines)
  }

  private static func add(
    _ keyword: String, _ join: JoinSyntax, _ depth: Int, _ lines: inout [String]
  ) {
    line("| \(keyword) kind \(join.kind?.text ?? "-")", depth, &lines)
    add(join.right, depth + 1, &lines)
    line("on", depth + 1, &lines)
    for condition in join.conditions { add(condition, depth + 2, &lines) }
  }

  private static func add(
    _ expansion: MvExpandSyntax, _ depth: Int, _ lines: inout [String]
  ) {
    let bag = expansion.bagExpansion?.text ?? "-"
    let index = expansion.itemIndex?.text ?? "-"
    line("| mv-expand bags \(bag) index \(index)", depth, &lines)
    for column in expansion.columns {
      add([column.expr], depth + 1, &lines)
      if let type = column.type { line("to \(type.text)", depth + 2, &lines) }
    }
    if let limit = expansion.limit {
      line("limit", depth + 1, &lines)
      add(limit, depth + 2, &lines)
    }
  }

  private static func add(_ keys: [OrderSyntax], _ depth: Int, _ lines: inout [String]) {
    for key in keys {
      let nulls = key.nullsFirst.map { $0 ? " nulls first" : " nulls last" } ?? ""
      line((key.ascending ? "asc" : "desc") + nulls, depth, &lines)
      add([key.key], depth + 1, &lines)
    }
  }
}

extension SyntaxDump {
  private static func add(_ sequence: SequenceSyntax, _ depth: Int, _ lines: inout [String]) {
    let options = [sequence.match, sequence.ties, sequence.time].map { $0?.text ?? "-" }
    line("| sequence \(options.joined(separator: " "))", depth, &lines)
    for key in sequence.by {
      line("by", depth + 2, &lines)
      add(key, depth + 3, &lines)
    }
    if let span = sequence.maxSpan {
      line("maxspan", depth + 2, &lines)
      add(span, depth + 3, &lines)
    }
    for step in sequence.steps {
      add(step, step.isNegated ? "no step" : "step", depth + 2, &lines)
    }
    if let until = sequence.until { add(until, "until", depth + 2, &lines) }
  }

  private static func add(
    _ step: SequenceStepSyntax, _ word: String, _ depth: Int, _ lines: inout [String]
  ) {
    line("\(word) \(step.name?.text ?? "-")", depth, &lines)
    add(step.condition, depth + 1, &lines)
    for key in step.by {
      line("by", depth + 1, &lines)
      add(key, depth + 2, &lines)
    }
  }
}
