import Columnar
import Dialects
import Execution
import Query
import Rendering

/// Queries over a few small tables with a column of every type.
enum QueryTarget {
  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let source = QuerySource(text: text)
    let (syntax, diagnostics) = Parser.parse(source)
    _ = Parser.completeness(of: text)
    _ = DiagnosticFormatter(source: source).format(diagnostics)
    if diagnostics.isEmpty {
      let printed = SyntaxPrinter.print(syntax)
      require(
        Parser.parse(QuerySource(text: printed)).diagnostics.isEmpty,
        "what is printed does not parse: \(printed)")
    }
    runQuery(source)
  }

  private static func runQuery(_ source: QuerySource) {
    let snapshot = CatalogSnapshot(tables: tables)
    var options = ExecutionOptions()
    options.memoryLimit = 256 << 20
    let end = ContinuousClock.now + .seconds(2)
    do throws(QueryFailure) {
      let outcome = try QueryRunner.run(
        source, in: snapshot, options: options, isCancelled: { ContinuousClock.now > end })
      for result in outcome.results { show(result.table) }
      _ = try QueryRunner.explain(source, in: snapshot)
      for plan in try QueryRunner.plans(source, in: snapshot) {
        for dialect in SQLTranslator.dialects { _ = try? SQLTranslator.sql(plan, dialect: dialect) }
      }
    } catch {
      _ = DiagnosticFormatter(source: source).format(error.diagnostics)
    }
  }

  /// Prints a table for a terminal, where no control character of the data may come.
  static func show(_ table: Table) {
    guard table.rowCount <= 10_000, table.schema.columns.count <= 200 else { return }
    for format in [OutputFormat.auto, .csv, .jsonl] {
      var options = RenderOptions(format: format, isTerminal: true)
      options.width = 100
      options.rowLimit = 40
      let text = ResultRenderer(options).text(table)
      let isClean = text.unicodeScalars.allSatisfy { scalar in
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
      }
      require(isClean, "a control character reaches the terminal")
    }
  }

  static let tables: [String: Table] = ["events": events, "t": small]

  private static let events: Table = {
    var builder = TableBuilder(
      Schema([
        ColumnSchema("id", .long), ColumnSchema("n", .int), ColumnSchema("x", .real),
        ColumnSchema("date", .datetime), ColumnSchema("span", .timespan),
        ColumnSchema("type", .string), ColumnSchema("open", .bool), ColumnSchema("g", .guid),
        ColumnSchema("actors", .dynamic),
      ]))
    let words = [
      "AGREE", "", "Peru und Ωmega", "a,b;c=d {\"k\": [1]}", "10.20.30.40", "2024-02-30",
    ]
    for row in 0..<60 {
      let number = Int64(row)
      let isNull = row % 7 == 6
      builder.append([
        .integer(number), isNull ? .null : .integer(Int64(Int32.max) - number * 70_000_000),
        isNull ? .null : .real([0, -0.5, .nan, .infinity, 1e300][row % 5]),
        isNull ? .null : .datetime(638_000_000_000_000_000 + number * 864_000_000_000),
        isNull ? .null : .timespan(number * 36_000_000_000 - 5),
        .string(words[row % words.count]), isNull ? .null : .bool(row % 2 == 0),
        isNull ? .null : .guid("74be27de-1e4e-49d9-b579-fe0b331d3642"),
        isNull ? .null : .dynamic(.array([.string("Peru"), .integer(number), .null])),
      ])
    }
    return builder.seal()
  }()

  private static let small: Table = {
    var builder = TableBuilder(Schema([ColumnSchema("a", .long), ColumnSchema("s", .string)]))
    for row in 0..<5 { builder.append([.integer(Int64(row)), .string("w\(row)")]) }
    return builder.seal()
  }()
}
