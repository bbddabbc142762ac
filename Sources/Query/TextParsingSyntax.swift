/// The parts of `parse` and `parse-where`.
public struct ParseSyntax: Sendable {
  /// Whether rows that do not fit are dropped, as `parse-where` does.
  public var filters: Bool
  /// `simple` (the default), `regex` or `relaxed`.
  public var kind: NameSyntax?
  /// Letters for a regular expression: `flags=Us`.
  public var flags: NameSyntax?
  /// The text that is taken apart.
  public var source: ExprSyntax
  /// Texts, columns and `*` in order.
  public var parts: [ParsePartSyntax]

  /// A pattern of its parts.
  public init(
    filters: Bool, kind: NameSyntax?, flags: NameSyntax?, source: ExprSyntax,
    parts: [ParsePartSyntax]
  ) {
    self.filters = filters
    self.kind = kind
    self.flags = flags
    self.source = source
    self.parts = parts
  }
}

/// One part of the pattern of `parse`.
public enum ParsePartSyntax: Sendable {
  /// `*`: anything.
  case star
  /// A text, or with `kind=regex` a regular expression.
  case text(String)
  /// A column for what stands here, a string where no type is given.
  case column(NameSyntax, type: NameSyntax?)
}

/// The parts of `parse-kv`.
public struct ParseKeyValuesSyntax: Sendable {
  /// The text that is taken apart.
  public var source: ExprSyntax
  /// The keys with the types of their values.
  public var columns: [ColumnSyntax]
  /// `pair_delimiter`, `kv_delimiter`, `quote`, `escape`, `greedy`, `regex`.
  public var options: [(name: NameSyntax, value: ExprSyntax)]

  /// A reading of keys and values.
  public init(
    source: ExprSyntax, columns: [ColumnSyntax],
    options: [(name: NameSyntax, value: ExprSyntax)]
  ) {
    self.source = source
    self.columns = columns
    self.options = options
  }
}
