import Columnar
import Execution
import Query
import Testing

@testable import Shell

/// What is made of lines by people who know other shells and languages.
@Suite struct AdviceTests {
  @Test(arguments: [
    ("SELECT * FROM events LIMIT 5", "events | take 5"),
    ("select type, date from events", "events | project type, date"),
    ("select distinct type from events;", "events | distinct type"),
    ("select count(*) from events", "events | summarize n = count()"),
    (
      "SELECT type, COUNT(*) FROM events GROUP BY type ORDER BY 2 DESC",
      "events | summarize n = count() by type | sort by n desc"
    ),
    (
      "select type, count(*) as many from events where status = 'happened' group by type "
        + "having count(*) > 3 order by many desc limit 3",
      "events | where status == \"happened\" | summarize many = count() by type | where many > 3 "
        + "| top 3 by many desc"
    ),
    (
      "select * from events where text like '%talks%' and mode <> '' order by date",
      "events | where text contains \"talks\" and mode != \"\" | sort by date asc"
    ),
    (
      "select speaker from quotes where country in ('KOR', 'CHN') and verb is not null",
      "quotes | where country in (\"KOR\", \"CHN\") and isnotempty(verb) | project speaker"
    ),
    (
      "select avg(score), max(score) m from events where date between '2017-01-01' and '2017-12-31'",
      "events | where date between (\"2017-01-01\" .. \"2017-12-31\") "
        + "| summarize avg_score = avg(score), m = max(score)"
    ),
    (
      "select count(distinct document) from events where (type = 'AID' or type = 'CONSULT')",
      "events | where (type == \"AID\" or type == \"CONSULT\") | summarize n = dcount(document)"
    ),
    (
      "select text from quotes where speaker = 'O''Neill' limit 2",
      "quotes | where speaker == \"O'Neill\" | project text | take 2"
    ),
    ("select a.x from a join b on a.y = b.y", nil),
    ("select type, count(*) from events", nil),
    ("select 'open from events", nil),
    ("update events set x = 1", nil),
    ("events | take 5", nil),
  ])
  func `a select of SQL is said in KQL`(sql: String, kql: String?) {
    #expect(SQLPhrase.kql(sql) == kql)
  }

  @Test(arguments: [
    ("exit", ".quit"), ("EXIT;", ".quit"), ("quit()", ".quit"), (":q", ".quit"), ("\\q", ".quit"),
    ("help", ".help"), ("?", ".help"), ("show tables", ".tables"), ("SHOW TABLES;", ".tables"),
    ("\\dt", ".tables"), ("tables", ".tables"), ("describe events", ".schema events"),
    ("desc Odd", ".schema Odd"), ("\\d events", ".schema events"),
    ("show columns from events", ".schema events"), ("describe nothing", nil), ("events", nil),
    ("ls", nil), ("show me all meetings", nil), ("print help", nil),
  ])
  func `commands of other shells are obeyed where no query can be meant`(
    text: String, command: String?
  ) {
    // Somebody has a table called `ls`.
    let tables: Set = ["events", "Odd", "ls"]
    #expect(Advice.command(in: text) { tables.contains($0) } == command)
  }

  @Test(arguments: [
    ("SELECT * FROM events LIMIT 5", "in KQL: events | take 5"),
    // A translation that means nothing over the tables is not shown.
    (
      "SELECT nothing FROM events",
      "a query begins with a table: events | take 5; .tables lists them, .help explains"
    ),
    ("Xi Jinping", "who takes part is asked so: events | where involves(\"Xi Jinping\")"),
    ("What did France do?", "who takes part is asked so: events | where involves(\"France\")"),
    ("hello", "a query begins with a table: events | take 5; .tables lists them, .help explains"),
    (
      "show me all meetings",
      "a query begins with a table: events | take 5; .tables lists them, .help explains"
    ),
    ("schema", "commands begin with a full stop: .schema"),
    ("load seeds", "commands begin with a full stop: .load"),
    ("evens", nil), ("events count", nil), ("print 1 + )", nil), ("events | wear x", nil),
  ])
  func `below a mistake stands what would have been right`(text: String, advice: String?) throws {
    let tables = Session().catalog.snapshot()
    let failure = #expect(throws: QueryFailure.self) {
      try QueryRunner.run(QuerySource(text: text), in: tables)
    }
    let mistakes = try #require(failure).diagnostics
    #expect(Advice.afterMistakes(in: text, mistakes, tables) == advice)
  }
}
