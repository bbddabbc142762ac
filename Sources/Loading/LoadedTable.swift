public import Columnar

/// A table that was loaded, with what is known of it.
public struct LoadedTable: Sendable {
  /// Its format.
  public let format: TableFormat
  /// The rows.
  public let table: Table
  /// What could not be read.
  public let problems: LoadProblems
  /// What to call it, where the user does not say.
  public let defaultName: String

  init(format: TableFormat, table: Table, problems: LoadProblems, defaultName: String) {
    self.format = format
    self.table = table
    self.problems = problems
    self.defaultName = defaultName
  }

  /// The same table out of a store, where nothing of how it was read is kept but its format.
  public init(format: TableFormat, table: Table, name: String) {
    self.init(format: format, table: table, problems: LoadProblems(), defaultName: name)
  }

  /// This table with the rows of another one behind its own. Columns that only one has are missing in
  /// the rows of the other; a column of two types becomes one of texts.
  public func joined(with other: LoadedTable) -> LoadedTable {
    var schema = table.schema.columns
    for column in other.table.schema.columns where table.schema.index(of: column.name) == nil {
      schema.append(column)
    }
    var columns: [Column] = []
    for (index, column) in schema.enumerated() {
      let parts = [table, other.table].map { part in
        part.schema.index(of: column.name).flatMap { part.columns?[$0] }
          ?? Column.missing(part.rowCount, column.type)
      }
      let type = parts[0].type == parts[1].type ? column.type : .string
      schema[index] = ColumnSchema(column.name, type)
      columns.append(
        Column(joining: parts.map { $0.type == type ? $0 : $0.asTexts }, type: type))
    }
    var problems = problems
    problems.append(other.problems, after: 0)
    return LoadedTable(
      format: format,
      table: Table(
        schema: Schema(schema), columns: columns, rowCount: table.rowCount + other.table.rowCount),
      problems: problems, defaultName: defaultName)
  }

  /// The rows in the common columns of `schema`, made of this table's when a query asks for them; nil
  /// for tables that hold no events.
  ///
  /// `name` is the table's, for `source_table`; ids count on from `firstID`.
  public func events(schema: Schema, name: String, firstID: Int64) -> [DeferredColumn]? {
    guard let mapping = format.mapping else { return nil }
    let rowCount = table.rowCount
    let source = CommonSource(table.schema, table.columns ?? [], rowCount: rowCount)
    let common = mapping(source)
    return schema.columns.map { column in
      switch column.name {
      case "id":
        return DeferredColumn(.long) {
          Column(
            type: .long,
            values: .packed(
              PackedIntegers(
                base: firstID, unit: 1, hasNulls: false,
                codes: .sequence(first: 0, count: rowCount))))
        }
      case "source_table": return common.constant(name)
      default:
        return common[column.name]
          ?? DeferredColumn(column.type) { Column.missing(rowCount, column.type) }
      }
    }
  }
}

extension Column {
  /// A column of nulls, or of empty texts or lists.
  static func missing(_ count: Int, _ type: LogicalType) -> Column {
    var writer = ColumnWriter(type)
    if type == .dynamic {
      for _ in 0..<count { writer.append(list: []) }
    } else {
      writer.appendMissing(count)
    }
    return writer.finish()
  }

  /// The values as they are written.
  fileprivate var asTexts: Column {
    var writer = ColumnWriter(.string)
    for row in 0..<count { writer.append(ValueFormat.text(of: self[row], type: type)) }
    return writer.finish()
  }
}
