/// The canonical form of operators that take texts apart.
extension SyntaxPrinter {
  static func parse(_ parse: ParseSyntax) -> String {
    let parts = parse.parts.map { part -> String in
      switch part {
      case .star: "*"
      case .text(let text): quoted(text, by: "\"")
      case .column(let name, let type):
        self.name(name) + (type.map { ": \(self.name($0))" } ?? "")
      }
    }
    return (parse.filters ? "parse-where" : "parse") + option("kind=", parse.kind.map(name))
      + option("flags=", parse.flags.map(name)) + " \(expr(parse.source)) with "
      + parts.joined(separator: " ")
  }

  static func keyValues(_ parse: ParseKeyValuesSyntax) -> String {
    "parse-kv \(expr(parse.source)) as \(schema(parse.columns, empty: ""))"
      + (parse.options.isEmpty ? "" : " with (\(properties(parse.options)))")
  }
}
