import Query
import TestSupport
import Testing

/// What holds for every query, right or wrong.
@Suite struct PropertyTests {
  @Test(arguments: sampleQueries)
  func `a query without mistakes parses without diagnostics`(query: String) {
    #expect(Parser.parse(QuerySource(text: query)).diagnostics.isEmpty)
  }

  @Test(arguments: sampleQueries)
  func `what is printed parses to the same tree`(query: String) {
    let syntax = Parser.parse(QuerySource(text: query)).syntax
    let printed = SyntaxPrinter.print(syntax)
    let again = Parser.parse(QuerySource(text: printed))
    #expect(again.diagnostics.isEmpty, "\(printed)")
    #expect(SyntaxDump.dump(again.syntax) == SyntaxDump.dump(syntax), "\(printed)")
    #expect(SyntaxPrinter.print(again.syntax) == printed)
  }

  @Test(arguments: sampleQueries)
  func `lexemes with their trivia tile the text`(query: String) {
    checkTiling(query)
  }

  @Test(arguments: sampleQueries)
  func `every statement lies behind the one before it and within the text`(query: String) {
    var upper = 0
    let syntax = Parser.parse(QuerySource(text: query)).syntax
    for statement in syntax.statements {
      #expect(upper <= statement.range.lower && statement.range.lower < statement.range.upper)
      upper = statement.range.upper
    }
    #expect(upper <= query.utf8.count)
    #expect(syntax.range == SourceRange(0, query.utf8.count))
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `damaged queries give diagnostics within the text and never a crash`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let text = damaged(&random)
      let source = QuerySource(text: text)
      let (syntax, diagnostics) = Parser.parse(source)
      let places = diagnostics.map(\.range)
      let areInside = places.allSatisfy {
        0 <= $0.lower && $0.lower <= $0.upper && $0.upper <= text.utf8.count
      }
      #expect(areInside, "\(text)")
      #expect(places.map(\.lower) == places.map(\.lower).sorted(), "\(text)")
      let isWhole = Parser.completeness(of: text) == .complete
      #expect(!isWhole || diagnostics.isEmpty, "\(text)")
      if diagnostics.isEmpty {
        let printed = SyntaxPrinter.print(syntax)
        let again = Parser.parse(QuerySource(text: printed))
        #expect(SyntaxDump.dump(again.syntax) == SyntaxDump.dump(syntax), "\(text)\n\(printed)")
      }
      checkTiling(text)
      #expect(DiagnosticFormatter(source: source).format(diagnostics).count >= diagnostics.count)
    }
  }

  /// A sample with pieces removed, doubled or replaced by others' pieces.
  private func damaged(_ random: inout SeededGenerator) -> String {
    let pieces = sampleQueries.map(pieces)
    var result = pieces[Int.random(in: 2..<pieces.count, using: &random)]
    for _ in 0..<Int.random(in: 1...3, using: &random) where !result.isEmpty {
      let index = result.indices.randomElement(using: &random) ?? 0
      let donor = pieces[Int.random(in: 2..<pieces.count, using: &random)]
      switch Int.random(in: 0..<4, using: &random) {
      case 0: result.remove(at: index)
      case 1: result.insert(result[index], at: index)
      case 2: result[index] = donor.randomElement(using: &random) ?? ""
      default: result.removeSubrange(index...)
      }
    }
    return result.joined()
  }

  private func pieces(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Lexer.lexemes(of: QuerySource(text: text)).lexemes.map {
      String(decoding: bytes[$0.triviaLower..<$0.range.upper], as: UTF8.self)
    }
  }

  private func checkTiling(_ text: String) {
    var upper = 0
    let lexemes = Lexer.lexemes(of: QuerySource(text: text)).lexemes
    for lexeme in lexemes {
      #expect(lexeme.triviaLower == upper && lexeme.range.lower >= upper, "\(text)")
      #expect(lexeme.range.upper > lexeme.range.lower || lexeme.kind == .endOfText, "\(text)")
      upper = lexeme.range.upper
    }
    #expect(upper == text.utf8.count && lexemes.last?.kind == .endOfText, "\(text)")
  }
}
