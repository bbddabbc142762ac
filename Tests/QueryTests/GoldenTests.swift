import Foundation
import Query
import TestSupport
import Testing

/// Every `Cases/*.kql` file is parsed and compared with the files beside it.
@Suite struct GoldenTests {
  @Test(arguments: caseFiles(in: "Cases", withExtension: "kql"))
  func `a case parses as recorded`(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let stem = path.dropLast(".kql".count)
    let name = String(path.split(separator: "/").last ?? "")
    let source = QuerySource(text: text, name: name)
    let (syntax, diagnostics) = Parser.parse(source)
    try expectGolden(SyntaxDump.dump(syntax), at: stem + ".tree")
    if name.hasPrefix("bad-") {
      let said = DiagnosticFormatter(source: source).format(diagnostics)
      try expectGolden(said, at: stem + ".diagnostics")
    } else {
      #expect(diagnostics.isEmpty, "\(diagnostics)")
    }
  }
}
