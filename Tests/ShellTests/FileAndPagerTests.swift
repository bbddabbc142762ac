import Foundation
import Testing

@testable import Shell

@Suite struct ScriptFileTests {
  @Test(
    arguments: [
      ([0x70, 0x00], nil, "it is binary"), ([0x70, 0xFF], nil, "it is not valid UTF-8"),
      ([0x70], "p", ""), ([], "", ""),
    ] as [([UInt8], String?, String)])
  func `only text is a script`(bytes: [UInt8], text: String?, reason: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/script.kql"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = TextFile.readScript(path)
    #expect(file.text == text)
    #expect(file.reason == reason)
  }
}

// One at a time: a pager changes what the whole process does at a broken pipe while it runs.
@Suite(.serialized) struct PagerTests {
  @Test(
    arguments: [
      (["PAGER": "more -s", "PATH": "/bin"], "more -s"), (["PAGER": "", "PATH": "/bin"], nil),
      (["PATH": "/usr/bin:/bin"], "LESS=${LESS-FSX} less"), (["PATH": "/usr/bin"], nil), ([:], nil),
    ] as [([String: String], String?)])
  func `the pager is the person's own, or less`(environment: [String: String], command: String?) {
    let found = Pager.command(
      environment: { environment[$0] }, isInstalled: { $0 == "/bin/less" })
    #expect(found == command)
  }

  @Test func `a pager is given all that is written`() throws {
    let folder = try TemporaryFolder()
    #expect(Pager.run("cat > '\(folder.path)/seen'") { $0.write("문재인\n") })
    #expect(try String(contentsOfFile: folder.path + "/seen", encoding: .utf8) == "문재인\n")
  }

  @Test func `a pager may be left early, and must exist`() {
    let long = String(repeating: "long\n", count: 100_000)
    #expect(Pager.run("true") { $0.write(long) })
    #expect(!Pager.run("no-such-pager-here 2> /dev/null") { $0.write("text") })
  }
}
