import Foundation
import TestSupport
import Testing

/// Scripts as files that are run by their names: the one on GDELT's columns under examples/, and what
/// a script's first line, its arguments and its mistakes come to.
@Suite struct ExampleScriptTests {
  private static let examples = packageDirectory + "/examples"

  private func script(_ text: String, in folder: TemporaryFolder) throws {
    try text.write(toFile: folder.path + "/text", atomically: true, encoding: .utf8)
    // The system runs no file that a process still has open for writing, as one that another test
    // starts meanwhile would have if the script were written here.
    let copied = try SystemShell.run(
      "cp text script.kql && chmod 755 script.kql", in: folder.path)
    #expect(copied.status == 0)
  }

  @Test func `the script on GDELT's columns prints and draws what lies beside it`() throws {
    let (seen, status) = try SystemShell.run(
      "casus run 9-gdelt.kql --format box 2>/dev/null", in: Self.examples)
    #expect(status == 0)
    #expect(seen.split(separator: "\n").count > 60)
    try expectGolden(seen, at: Self.examples + "/9-gdelt.txt")
  }

  @Test(arguments: [
    ("casus -c 'print 1'", "print_0\n1\n", 0),
    ("casus -c 'let n = 41' -c 'print n + 1'", "print_0\n42\n", 0),
    ("casus -c 'print 1' -c 'print )' -c 'print 2' 2>/dev/null", "print_0\n1\n", 1),
    ("casus -c 'print 1' -f script.kql 2>&1 | grep -c exclude", "1\n", 0),
  ])
  func `queries on the command line run in their order up to the first that fails`(
    command: String, output: String, status: Int32
  ) throws {
    let seen = try SystemShell.run(command, in: Self.examples)
    #expect(seen.output == output)
    #expect(seen.status == status)
  }

  @Test func `a script with a first line for the system runs by itself, wherever it is called`()
    throws
  {
    let folder = try TemporaryFolder()
    let named = try SystemShell.run("casus run 9-gdelt.kql", in: Self.examples)
    let called = try SystemShell.run("'\(Self.examples)/9-gdelt.kql'", in: folder.path)
    #expect(called.status == 0)
    #expect(called.output == named.output)
    #expect(called.output.contains("publisher,articles,tone\n"))
  }

  @Test(arguments: [
    ("print n + 1", "./script.kql --param n=41", "print_0\n42\n", 0),
    ("print n + 1", "./script.kql --param n=41 --format jsonl", #"{"print_0":42}"# + "\n", 0),
    (
      "print answer = n\n| where anser > 1", "./script.kql",
      """
      ./script.kql:4:9: error: unknown column 'anser'; did you mean 'answer'?
        | where anser > 1
                ^~~~~
                answer

      """, 1
    ),
    ("print n", "./script.kql --no-such-option", nil, 2),
  ])
  func `what follows a script's name are its arguments`(
    query: String, command: String, output: String?, status: Int32
  ) throws {
    let folder = try TemporaryFolder()
    try script(
      "#!/usr/bin/env -S casus run\ndeclare query_parameters(n: long = 0);\n" + query + "\n",
      in: folder)
    let seen = try SystemShell.run(command, in: folder.path)
    #expect(seen.status == status)
    if let output { #expect(seen.output == output) }
  }

  @Test(arguments: [
    ("", ["Count", "2"]), ("--notes", ["note: mv-expand dropped 1 row whose array is empty", "2"]),
  ])
  func `a script tells notes where it is asked to`(option: String, lines: [String]) throws {
    let folder = try TemporaryFolder()
    try script(
      "datatable(a: dynamic) [dynamic([]), dynamic([1, 2])] | mv-expand a | count\n", in: folder)
    let seen = try SystemShell.run("casus run script.kql \(option)", in: folder.path)
    let told = seen.output.split(separator: "\n").map(String.init)
    #expect(told.filter { lines.contains($0) || $0.hasPrefix("note") } == lines)
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs Python"))
  func `the sample is what its generator writes`() throws {
    let seen = try SystemShell.run(
      "python3 gdelt-sample.py | cmp - gdelt-sample.tsv", in: Self.examples)
    #expect(seen.output == "")
    #expect(seen.status == 0)
  }
}
