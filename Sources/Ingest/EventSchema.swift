public import Columnar

/// The tables that articles become, column by column: DESIGN.md's contract, and the source of
/// `.schema`, completion and the documents.
public enum EventSchema {
  /// Columns that make others precise; where not all fit a screen, these are missed least.
  public static let details: Set<String> = ["date_end", "edtf", "published_end", "published_why"]

  /// One row an event and article.
  public static let events = Schema([
    ColumnSchema("id", .long),
    ColumnSchema("date", .datetime),
    ColumnSchema("date_end", .datetime),
    ColumnSchema("edtf", .string),
    ColumnSchema("type", .string),
    ColumnSchema("mode", .string),
    ColumnSchema("status", .string),
    ColumnSchema("actors", .dynamic),
    ColumnSchema("recipients", .dynamic),
    ColumnSchema("actor_countries", .dynamic),
    ColumnSchema("recipient_countries", .dynamic),
    ColumnSchema("actor_sectors", .dynamic),
    ColumnSchema("recipient_sectors", .dynamic),
    ColumnSchema("place", .string),
    ColumnSchema("place_country", .string),
    ColumnSchema("contexts", .dynamic),
    ColumnSchema("quad", .string),
    ColumnSchema("score", .real),
    ColumnSchema("said_by", .string),
    ColumnSchema("trigger", .string),
    ColumnSchema("text", .string),
    ColumnSchema("document", .string),
    ColumnSchema("sentence", .long),
    ColumnSchema("start", .long),
    ColumnSchema("end", .long),
    ColumnSchema("source", .string),
    ColumnSchema("published", .datetime),
    ColumnSchema("incident", .long),
    ColumnSchema("confidence", .real),
    ColumnSchema("source_table", .string),
  ])

  /// The `source_table` of events told by articles.
  public static let articles = "articles"

  /// One row a happening, however many articles report it.
  public static let incidents = Schema([
    ColumnSchema("incident", .long),
    ColumnSchema("date", .datetime),
    ColumnSchema("date_end", .datetime),
    ColumnSchema("edtf", .string),
    ColumnSchema("type", .string),
    ColumnSchema("mode", .string),
    ColumnSchema("status", .string),
    ColumnSchema("actors", .dynamic),
    ColumnSchema("recipients", .dynamic),
    ColumnSchema("actor_countries", .dynamic),
    ColumnSchema("recipient_countries", .dynamic),
    ColumnSchema("reports", .long),
    ColumnSchema("sources", .long),
    ColumnSchema("documents", .dynamic),
    ColumnSchema("event", .long),
  ])

  /// One row a quotation.
  public static let quotes = Schema([
    ColumnSchema("speaker", .string),
    ColumnSchema("country", .string),
    ColumnSchema("text", .string),
    ColumnSchema("verb", .string),
    ColumnSchema("addressee", .string),
    ColumnSchema("date", .datetime),
    ColumnSchema("document", .string),
    ColumnSchema("sentence", .long),
    ColumnSchema("start", .long),
    ColumnSchema("end", .long),
  ])

  /// One row an article.
  public static let documents = Schema([
    ColumnSchema("document", .string),
    ColumnSchema("title", .string),
    ColumnSchema("source", .string),
    ColumnSchema("url", .string),
    ColumnSchema("published", .datetime),
    ColumnSchema("published_end", .datetime),
    ColumnSchema("published_why", .string),
    ColumnSchema("words", .long),
    ColumnSchema("sentences", .long),
    ColumnSchema("events", .long),
    ColumnSchema("quotes", .long),
  ])

  /// One row a sentence.
  public static let sentences = Schema([
    ColumnSchema("document", .string),
    ColumnSchema("sentence", .long),
    ColumnSchema("kind", .string),
    ColumnSchema("text", .string),
    ColumnSchema("start", .long),
    ColumnSchema("end", .long),
  ])

  /// One row a person, office or body and article.
  public static let actors = Schema([
    ColumnSchema("name", .string),
    ColumnSchema("country", .string),
    ColumnSchema("sector", .string),
    ColumnSchema("role", .string),
    ColumnSchema("mentions", .long),
    ColumnSchema("document", .string),
  ])

  /// All tables by name, in the order in which they are shown.
  public static let all: [(name: String, schema: Schema)] = [
    ("events", events), ("incidents", incidents), ("quotes", quotes), ("documents", documents),
    ("sentences", sentences), ("actors", actors),
  ]
}
