import Foundation
import Rendering
import Testing

@testable import Shell

/// What a stranger may do to the shell, and what it does then.
@Suite struct LimitTests {
  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("2m", .seconds(120)),
    ("1h", .seconds(3600)), ("5", nil), ("s", nil), ("0s", nil), ("-1s", nil), ("1d", nil),
    ("99999999999999999999s", nil), ("9223372036854775807h", nil),
  ])
  func `a time is written with its unit`(text: String, time: Duration?) {
    #expect(TimeLimit.duration(text) == time)
    if let time { #expect(TimeLimit.text(time) == text) }
  }

  @Test(arguments: [
    (
      "--timeout 200ms -c 'range x from 1 to 1000000000000 step 1 | summarize sum(x)'",
      "error: the query takes longer than the 200ms it may; .set timeout changes that\n"
    ),
    (
      "--memory 48m -c 'range x from 1 to 1000000000 step 1 | summarize make_list(x)'",
      "error: the query needs more memory than the 48 MB it may have; .set memory changes that\n"
    ),
    (
      "--memory 48m -c 'range x from 1 to 1000000000 step 1'",
      "error: the query needs more memory than the 48 MB it may have; .set memory changes that\n"
    ),
    (
      "--memory 48m -c 'range x from 1 to 1000000000 step 1 | sort by x desc | count'",
      "error: the query needs more memory than the 48 MB it may have; .set memory changes that\n"
    ),
  ])
  func `a query that takes too much ends with one line`(command: String, line: String) throws {
    let folder = try TemporaryFolder()
    let (output, status) = try SystemShell.run("casus " + command, in: folder.path)
    #expect(output == line)
    #expect(status == 1)
  }

  @Test func `a link in a folder leads out of no safe session`() throws {
    let folder = try TemporaryFolder()
    let (output, _) = try SystemShell.run(
      """
      mkdir given other
      echo 'The secret was told to nobody on Monday in Paris.' > other/secret.txt
      echo 'The president of Iran met the king of Jordan on Monday.' > given/a.txt
      ln -s ../other/secret.txt given/b.txt
      casus --safe given -c 'documents | project document' --format csv
      casus given -c 'documents | count' --format csv
      """, in: folder.path)
    #expect(
      output == """
        given/b.txt: a link that leads out of the paths given: not followed
        document
        a.txt
        Count
        2

        """)
  }

  @Test func `a safe session offers no files beyond those given`() throws {
    let folder = try TemporaryFolder()
    for name in ["one.csv", "two.csv"] {
      try Data().write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    let typed = folder.path + "/"
    #expect(ArgumentCompletion.files(typed).candidates.count == 2)
    let access = Access.safe([folder.path + "/one.csv"])
    let offered = ArgumentCompletion.files(typed) { access.refusal(toRead: $0) == nil }
    #expect(offered.candidates.map(\.shown) == ["one.csv"])
  }
}
