/// The words that begin an operator of a pipeline, synonyms included.
public enum OperatorKeyword: String, Sendable, CaseIterable {
  case `as`
  case count
  case distinct
  case evaluate
  case extend
  case filter
  case getschema
  case graphMatch = "graph-match"
  case graphShortestPaths = "graph-shortest-paths"
  case graphToTable = "graph-to-table"
  case invoke
  case join
  case limit
  case lookup
  case makeGraph = "make-graph"
  case makeSeries = "make-series"
  case mvApply = "mv-apply"
  case mvapply
  case mvExpand = "mv-expand"
  case mvexpand
  case order
  case parse
  case parseKv = "parse-kv"
  case parseWhere = "parse-where"
  case partition
  case `print`
  case project
  case projectAway = "project-away"
  case projectKeep = "project-keep"
  case projectRename = "project-rename"
  case projectReorder = "project-reorder"
  case range
  case render
  case sample
  case sampleDistinct = "sample-distinct"
  case scan
  case search
  case sequence
  case serialize
  case sort
  case summarize
  case take
  case top
  case topHitters = "top-hitters"
  case topNested = "top-nested"
  case union
  case `where`

  /// Operators that exist, in Kusto or in Casus's plans, and that this version cannot run.
  static let unsupported: Set<String> = [
    "assert-schema",
    "consume",
    "externaldata",
    "facet",
    "find",
    "fork",
    "graph-mark-components",
    "graph-merge",
    "graph-where-edges",
    "graph-where-nodes",
    "macro-expand",
    "partition-by",
    "project-by-names",
    "reduce",
  ]
}
