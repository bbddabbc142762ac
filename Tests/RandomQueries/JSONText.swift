public import Columnar

/// Rows and tables as JSON, for the process that asks DuckDB.
public enum JSONText {
  /// A world's tables: names, types and rows.
  public static func world(_ world: World) -> String {
    let tables = world.sources.map { source in
      let columns = source.columns.filter { $0.type != .dynamic || $0.items == .texts }
      let places = columns.compactMap { column in
        source.columns.firstIndex { $0.name == column.name }
      }
      let heads = columns.map { "[\(quoted($0.name)),\(quoted($0.type.rawValue))]" }
      let rows = source.rows.map { row in
        "[" + places.map { cell(row[$0]) }.joined(separator: ",") + "]"
      }
      return "{\"name\":\(quoted(source.name)),\"columns\":[\(heads.joined(separator: ","))],"
        + "\"rows\":[\(rows.joined(separator: ","))]}"
    }
    return "{\"tables\":[\(tables.joined(separator: ","))]}"
  }

  /// A question with the answer that is expected.
  public static func question(sql: String, isOrdered: Bool, _ answer: Table)
    -> String
  {
    let types = answer.schema.columns.map { quoted($0.type.rawValue) }
    let rows = ResultComparison.rows(of: answer).map { row in
      "[" + row.map(cell).joined(separator: ",") + "]"
    }
    return "{\"sql\":\(quoted(sql)),\"ordered\":\(isOrdered),"
      + "\"types\":[\(types.joined(separator: ","))],\"rows\":[\(rows.joined(separator: ","))]}"
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    DynamicWriter.appendQuoted(text, to: &result)
    return result
  }

  /// Times are numbers of ticks; a real that JSON cannot say is a bag of its name.
  private static func cell(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value), .datetime(let value), .timespan(let value): String(value)
    case .real(let value): real(value)
    case .string(let text), .guid(let text): quoted(text)
    case .dynamic(let value): cell(value)
    }
  }

  private static func real(_ value: Double) -> String {
    value.isFinite ? value.description : "{\"real\":\"\(value)\"}"
  }

  private static func cell(_ value: DynamicValue) -> String {
    switch value {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .datetime(let ticks): return "{\"moment\":\(ticks)}"
    case .timespan(let ticks): return String(ticks)
    case .real(let value): return real(value)
    case .string(let text), .guid(let text): return quoted(text)
    case .array(let items): return "[" + items.map(cell).joined(separator: ",") + "]"
    case .bag(let bag):
      return "{"
        + zip(bag.keys, bag.values).map { quoted($0) + ":" + cell($1) }
        .joined(separator: ",") + "}"
    }
  }
}
