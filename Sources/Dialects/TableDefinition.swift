public import Columnar

/// Tables of this schema for other engines.
public enum TableDefinition {
  /// The `CREATE TABLE` of a table in a dialect; dynamic columns are lists of texts, as in all tables of
  /// events.
  public static func sql(
    _ name: String, _ schema: Schema, dialect dialectName: String
  ) throws(SQLRefusal) -> String {
    let dialect = try SQLTranslator.dialect(named: dialectName)
    let width = schema.columns.map { dialect.identifier($0.name).count }.max() ?? 0
    let lines = schema.columns.map { column in
      let name = dialect.identifier(column.name)
      let blanks = String(repeating: " ", count: width - name.count + 1)
      return "  " + name + blanks + dialect.columnType(column.type)
    }
    return "CREATE TABLE \(dialect.identifier(name)) (\n" + lines.joined(separator: ",\n") + "\n)"
      + dialect.tableEnding + ";\n"
  }
}
