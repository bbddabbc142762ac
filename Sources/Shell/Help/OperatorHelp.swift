/// What is known of a tabular operator or a statement: one entry each, for `.help`, for completion,
/// and for the table of docs/LANGUAGE.md, which a test compares with this one.
struct OperatorHelp {
  /// The word that it begins with.
  let name: String
  /// How it is written.
  let usage: String
  /// One sentence without its full stop.
  let summary: String
  /// A query that shows it and needs no articles.
  let example: String
  /// Whether it stands behind a `|`; otherwise it begins a statement.
  var isBehindPipe = true

  private static let calls =
    #"datatable(who: string, n: long) ["Seoul", 3, "Accra", 5, "Seoul", 4]"#
  private static let parties =
    #"datatable(day: string, parties: dynamic) ["Mon", dynamic(["KOR", "CHN"]), "Tue", dynamic(["GHA"])]"#
  private static let points = #"datatable(month: string, n: long) ["Jan", 3, "Feb", 5, "Mar", 2]"#

  /// The entry of a word, a synonym included.
  static func named(_ name: String) -> OperatorHelp? {
    let word = synonyms[name] ?? name
    return all.first { $0.name == word }
  }

  /// Other spellings of operators.
  static let synonyms = [
    "filter": "where", "limit": "take", "mvapply": "mv-apply", "mvexpand": "mv-expand",
    "order": "sort",
  ]

  /// All of them in the order of the alphabet.
  static let all: [OperatorHelp] = [
    OperatorHelp(
      name: "as", usage: "T | as Name", summary: "gives the rows so far a name",
      example: calls + " | as Calls | count"),
    OperatorHelp(
      name: "count", usage: "T | count", summary: "the number of rows, as the column Count",
      example: calls + " | count"),
    OperatorHelp(
      name: "datatable", usage: "datatable (name: type, ...) [value, ...]",
      summary: "a table written out", example: calls, isBehindPipe: false),
    OperatorHelp(
      name: "declare", usage: "declare query_parameters(name: type = default, ...);",
      summary: "names what the caller gives with --param, .param or .run",
      example: #"declare query_parameters(who: string = "Seoul"); "# + calls
        + " | where who == who",
      isBehindPipe: false),
    OperatorHelp(
      name: "distinct", usage: "T | distinct a, b", summary: "each combination of values once",
      example: calls + " | distinct who"),
    OperatorHelp(
      name: "evaluate", usage: "T | evaluate pivot(a), narrow(), bag_unpack(b)",
      summary: "turns values into columns, or columns into rows",
      example: calls + " | evaluate pivot(who, sum(n))"),
    OperatorHelp(
      name: "extend", usage: "T | extend name = expression, ...", summary: "adds columns",
      example: calls + " | extend double = 2 * n"),
    OperatorHelp(
      name: "getschema", usage: "T | getschema", summary: "the columns of a table as rows",
      example: calls + " | getschema"),
    OperatorHelp(
      name: "graph-match", usage: "G | graph-match (a)-[e]->(b) where ... project ...",
      summary: "the paths of a graph that fit a pattern",
      example: #"datatable(a: string, b: string) ["x", "y", "y", "z"]"#
        + " | make-graph a --> b with_node_id=id"
        + " | graph-match (p)-[e1]->(q)-[e2]->(r) project p.id, q.id, r.id"),
    OperatorHelp(
      name: "graph-shortest-paths",
      usage: "G | graph-shortest-paths (a)-[e*1..5]->(b) where ... project ...",
      summary: "the shortest paths of a graph between nodes",
      example: #"datatable(a: string, b: string) ["x", "y", "y", "z"]"#
        + " | make-graph a --> b with_node_id=id"
        + #" | graph-shortest-paths (p)-[e*1..3]->(q) where p.id == "x" and q.id == "z""#
        + " project p.id, q.id"),
    OperatorHelp(
      name: "graph-to-table", usage: "G | graph-to-table nodes | edges",
      summary: "the nodes or the edges of a graph as rows",
      example: #"datatable(a: string, b: string) ["x", "y", "y", "z"]"#
        + " | make-graph a --> b with_node_id=id | graph-to-table nodes"),
    OperatorHelp(
      name: "invoke", usage: "T | invoke f(arguments)",
      summary: "hands the rows to a function that takes a table first",
      example: "let most = (T: (n: long)) { T | top 1 by n }; " + calls + " | invoke most()"),
    OperatorHelp(
      name: "join", usage: "T | join kind=inner (U) on key",
      summary: "rows of two tables with equal keys; write the kind, the default drops repeats",
      example: calls
        + #" | join kind=inner (datatable(who: string, land: string) ["Seoul", "KOR"]) on who"#),
    OperatorHelp(
      name: "let", usage: "let name = expression;",
      summary: "gives a value, table or function a name", example: "let x = 6; print x * 7",
      isBehindPipe: false),
    OperatorHelp(
      name: "lookup", usage: "T | lookup U on key",
      summary: "adds the columns of a table with equal keys, and keeps all rows",
      example: calls
        + #" | lookup (datatable(who: string, land: string) ["Seoul", "KOR"]) on who"#),
    OperatorHelp(
      name: "make-graph", usage: "T | make-graph from --> to with_node_id=id",
      summary: "makes a graph of the rows, for graph-match",
      example: #"datatable(a: string, b: string) ["x", "y", "y", "z"]"#
        + " | make-graph a --> b with_node_id=id | graph-to-table edges"),
    OperatorHelp(
      name: "make-series", usage: "T | make-series n = count() default=0 on x from a to b step s",
      summary: "aggregates along an axis without gaps, as lists",
      example: "range x from 1 to 9 step 2 | make-series n = count() default=0 on x"
        + " from 1 to 10 step 1"),
    OperatorHelp(
      name: "mv-apply", usage: "T | mv-apply item = list on (subquery)",
      summary: "runs a subquery over the items of each row's list",
      example: parties + " | mv-apply p = parties to typeof(string) on (count)"),
    OperatorHelp(
      name: "mv-expand", usage: "T | mv-expand column",
      summary: "a row for each item of a list; an empty list drops its row",
      example: parties + " | mv-expand parties"),
    OperatorHelp(
      name: "parse", usage: #"T | parse text with "words" name: type "words" ..."#,
      summary: "takes values out of a text by the words around them",
      example: #"print t = "calls: 12 in May" | parse t with "calls: " n: long " in " month"#),
    OperatorHelp(
      name: "parse-kv", usage: "T | parse-kv text as (name: type, ...)",
      summary: "takes values out of a text of names and values",
      example: #"print t = "who=Seoul n=3" | parse-kv t as (who: string, n: long)"#
        + #" with (pair_delimiter=" ", kv_delimiter="=")"#),
    OperatorHelp(
      name: "parse-where", usage: "T | parse-where text with ...",
      summary: "as parse, and drops the rows that do not fit",
      example: #"print t = "calls: 12" | parse-where t with "calls: " n: long"#),
    OperatorHelp(
      name: "partition", usage: "T | partition by column (subquery)",
      summary: "runs a subquery over the rows of each value",
      example: calls + " | partition by who (top 1 by n)"),
    OperatorHelp(
      name: "print", usage: "print name = expression, ...", summary: "one row of computed values",
      example: #"print answer = 6 * 7, name = strcat("cas", "us")"#, isBehindPipe: false),
    OperatorHelp(
      name: "project", usage: "T | project a, name = expression, ...",
      summary: "keeps, names and computes columns", example: calls + " | project city = who, n"),
    OperatorHelp(
      name: "project-away", usage: "T | project-away a, b*", summary: "drops columns",
      example: calls + " | project-away n"),
    OperatorHelp(
      name: "project-keep", usage: "T | project-keep a, b*", summary: "drops the other columns",
      example: calls + " | project-keep who"),
    OperatorHelp(
      name: "project-rename", usage: "T | project-rename new = old", summary: "renames columns",
      example: calls + " | project-rename city = who"),
    OperatorHelp(
      name: "project-reorder", usage: "T | project-reorder a, b", summary: "puts columns first",
      example: calls + " | project-reorder n"),
    OperatorHelp(
      name: "range", usage: "range x from 1 to 10 step 1", summary: "a table of numbers or dates",
      example: "range x from 1 to 10 step 3", isBehindPipe: false),
    OperatorHelp(
      name: "render", usage: "T | render kind with (title=..., xcolumn=..., series=...)",
      summary: "draws the rows; it comes last and never changes them",
      example: points + " | render barchart"),
    OperatorHelp(
      name: "sample", usage: "T | sample n", summary: "n rows by chance",
      example: "range x from 1 to 3 step 1 | sample 3 | count"),
    OperatorHelp(
      name: "sample-distinct", usage: "T | sample-distinct n of column",
      summary: "n different values of a column, by chance",
      example: calls + " | sample-distinct 2 of who | count"),
    OperatorHelp(
      name: "scan", usage: "T | scan with (step s: condition => name = value; ...)",
      summary: "follows steps from row to row",
      example: "range x from 1 to 4 step 1 | scan declare (sum: long = 0)"
        + " with (step s: true => sum = x + s.sum;)"),
    OperatorHelp(
      name: "search", usage: #"search "term", or T | search "term""#,
      summary: "the rows with a term in any column", example: calls + #" | search "accra""#),
    OperatorHelp(
      name: "sequence", usage: "T | sequence with maxspan=90d [a: condition] [b: condition]",
      summary: "the events that follow each other, a row for each time that all steps came",
      example: #"datatable(date: datetime, type: string) [datetime(2017-05-14), "MOBILIZE", "#
        + #"datetime(2017-06-02), "SANCTION"] | sequence with maxspan=90d "#
        + #"[a: type == "MOBILIZE"] [b: type == "SANCTION"] "#
        + "| project test = a.date, sanction = b.date"),
    OperatorHelp(
      name: "serialize", usage: "T | serialize name = row_number()",
      summary: "fixes the order of rows, for prev, next and row_number",
      example: calls + " | serialize i = row_number()"),
    OperatorHelp(
      name: "sort", usage: "T | sort by a asc, b desc",
      summary: "orders the rows, descending by default", example: calls + " | sort by n"),
    OperatorHelp(
      name: "summarize", usage: "T | summarize n = count(), avg(x) by a",
      summary: "a row for each group, with what is counted and computed over it",
      example: calls + " | summarize calls = count(), most = max(n) by who"),
    OperatorHelp(
      name: "take", usage: "T | take n", summary: "the first n rows that come",
      example: calls + " | take 2"),
    OperatorHelp(
      name: "top", usage: "T | top n by a", summary: "the n rows with the greatest values",
      example: calls + " | top 1 by n"),
    OperatorHelp(
      name: "top-hitters", usage: "T | top-hitters n of column",
      summary: "the n values that come most often", example: calls + " | top-hitters 1 of who"),
    OperatorHelp(
      name: "top-nested", usage: "T | top-nested n of a by sum(x), top-nested m of b by ...",
      summary: "the greatest groups, and the greatest inside of each",
      example: calls + " | top-nested 1 of who by sum(n)"),
    OperatorHelp(
      name: "union", usage: "T | union U, V, or union T, U",
      summary: "the rows of several tables",
      example: "union (print a = 1), (print a = 2) | sort by a asc"),
    OperatorHelp(
      name: "where", usage: "T | where condition", summary: "keeps the rows that fit",
      example: calls + #" | where who == "Seoul" and n > 3"#),
  ]
}
