import Columnar
import Foundation
import RandomQueries
import Planning
import Query
import TestSupport
import Testing

@testable import Execution

struct QueryCaseTests {
  @Test(arguments: QueryCase.all)
  func `a query gives the rows or the messages of its case`(_ example: QueryCase) {
    guard ProcessInfo.processInfo.environment["RECORD"] != "1" else { return }
    #expect(example.answer() == example.expected)
  }

  /// With `RECORD=1` writes the answers of today into the files, to be reviewed.
  @Test func `there are cases, and they can be recorded`() throws {
    let files = caseFiles(in: "Cases", withExtension: "test")
    #expect(!files.isEmpty)
    #expect(QueryCase.all.count > files.count)
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else { return }
    for file in files {
      let blocks = QueryCase.all.filter { $0.file == file }
        .map { $0.query + "\n----\n" + $0.answer() }
      try (blocks.joined(separator: "\n\n") + "\n")
        .write(toFile: file, atomically: true, encoding: .utf8)
    }
  }

  @Test(arguments: QueryCase.all)
  func `a query gives the same by whole columns`(_ example: QueryCase) {
    var options = ExecutionOptions()
    options.storedScanThreshold = 0
    let (found, expected) = (example.answer(options), example.answer())
    if found == expected { return }
    // Where nothing says so, groups may come in another order.
    let isOrdered = ["sort by", "order by", "top "].contains { example.query.contains($0) }
    func lines(_ text: String) -> [Substring] { text.split(separator: "\n").sorted() }
    #expect(!isOrdered && lines(found) == lines(expected), "found \(found)")
  }

  @Test(arguments: QueryCase.all)
  func `an optimised plan gives the rows of the plan as it was bound`(_ example: QueryCase) {
    let (syntax, complaints) = Parser.parse(QuerySource(text: example.query))
    guard complaints.isEmpty else { return }
    let evaluation = EvaluationContext(now: 0)
    let constants = ConstantEvaluator.kernels(evaluation)
    let bound = Binder.bind(
      syntax, in: QueryCase.tables, parameters: [:], constants: constants)
    guard bound.isRunnable else { return }
    for statement in bound.statements {
      let optimised = Optimizer.optimize(statement.plan, constants: constants)
      #expect(text(of: optimised, evaluation) == text(of: statement.plan, evaluation))
    }
  }

  private func text(of plan: LogicalPlan, _ evaluation: EvaluationContext) -> String? {
    let context = ExecutionContext(evaluation: evaluation)
    return (try? context.run(plan)).map(CaseText.text)
  }
}
