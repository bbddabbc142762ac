import Foundation
import Ingest
import TestSupport
import Testing

/// Every script on the seeds under examples/ is a test: it prints what lies beside it. The one that loads
/// a table of its own is tried with the shell.
@Suite struct ExampleTests {
  static let scripts: [String] = {
    let folder = packageDirectory + "/examples"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let scripts = names.filter { $0.hasSuffix(".kql") && !$0.hasSuffix("-gdelt.kql") }
    return scripts.sorted().map { folder + "/" + $0 }
  }()

  @Test func `there is a script for each of the eight questions`() {
    let numbers = Self.scripts.compactMap { path in
      path.split(separator: "/").last?.first.flatMap { Int(String($0)) }
    }
    #expect(Set(numbers).isSuperset(of: 1...8))
  }

  @Test(arguments: scripts)
  func `an example prints what lies beside it`(script: String) throws {
    let text = try String(contentsOfFile: script, encoding: .utf8)
    let answer = try QueryHarness.run(text, on: QueryHarness.seeds.tables).get()
    #expect(answer.contains("\n"), "no rows at all")
    try expectGolden(answer, at: script.replacing(".kql", with: ".csv"))
  }
}
