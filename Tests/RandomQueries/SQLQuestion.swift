internal import Columnar
internal import Dialects
internal import Execution
internal import Query

/// A query as it is put to DuckDB, and what is not put there.
public enum SQLQuestion {
  /// Why a query with a word in it is not compared with DuckDB's answer: the two languages mean
  /// different things by it, or the engine has no such values. docs/decisions/0023-dialects.md tells
  /// what SQL gives up.
  public static let excluded: [String: String] = [
    "array_sort_asc(real)": "NaN comes first here and last there",
    "max_of": "which of numbers and NaN comes first is left to their order here",
    "min_of": "which of numbers and NaN comes first is left to their order here",
    "tobool(string)": "numbers in texts are read here, hexadecimal ones too, and letters there",
    "tolower(string)": "a dotted capital I becomes i with a dot above here and i there",
    "toupper(string)": "a sharp s becomes SS here and a capital sharp s there",
    "tolong(string)": "hexadecimal numbers in texts are read here only",
    "toint(string)": "hexadecimal numbers in texts are read here only",
  ]

  /// The SQL of a query, or why there is none.
  public enum Words: Sendable {
    case sql(String)
    case none(String)
  }

  /// How a query is put to DuckDB.
  public static func words(_ query: FuzzQuery, in world: World) -> Words {
    guard world.isShared else { return .none("values that the engine has not") }
    if let word = query.words.sorted().first(where: { excluded[$0] != nil }) {
      return .none("'\(word)': \(excluded[word] ?? "")")
    }
    // A dynamic column that is no list of texts has no like there.
    var native: [String: [String: String]] = [:]
    for source in world.sources {
      for column in source.columns where column.type == .dynamic && column.items != .texts {
        native[source.name, default: [:]][column.name] = "JSON"
      }
    }
    guard
      let plan = try? QueryRunner.plans(QuerySource(text: query.text), in: world.snapshot).last
    else { return .none("it does not bind") }
    do throws(SQLRefusal) {
      return .sql(try SQLTranslator.query(plan, dialect: "duckdb", nativeTypes: native).text)
    } catch {
      return .none(error.message)
    }
  }
}
