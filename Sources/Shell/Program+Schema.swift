import Dialects
import Ingest
import Query

/// `casus schema`.
extension Program {
  /// The dialects of SQL that tables and queries can be told in.
  public static var dialects: [String] { SQLTranslator.dialects }

  /// `casus schema [TABLE...] --dialect NAME`: the statements that make the tables of articles in another
  /// engine.
  public static func schema(_ names: [String], dialect: String) -> Int32 {
    let known = EventSchema.all.map(\.name)
    var text = ""
    for name in names.isEmpty ? known : names {
      guard let table = EventSchema.all.first(where: { $0.name == name }) else {
        let hint = EditDistance.nearest(name, among: known).map { "; did you mean '\($0)'?" }
        complain("error: unknown table '\(name)'" + (hint ?? ""))
        return Status.wrongUsage
      }
      do throws(SQLRefusal) {
        text += try TableDefinition.sql(name, table.schema, dialect: dialect)
      } catch {
        complain("error: " + error.message)
        return Status.wrongUsage
      }
    }
    var stream = FileStream(descriptor: Console().output)
    stream.write(text)
    stream.flush()
    return stream.failure == nil ? Status.done : Status.fileFailed
  }
}
