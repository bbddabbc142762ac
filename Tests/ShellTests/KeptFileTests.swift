import Foundation
import Glibc
import Loading
import TestSupport
import Testing

@testable import Shell

/// The one way by which files are left behind, and what writes them.
@Suite struct KeptFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: path(name), encoding: .utf8)
  }

  private func make(_ name: String, _ text: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private func write(_ text: String, to file: KeptFile) {
    var stream = FileStream(descriptor: file.descriptor)
    stream.write(text)
    stream.flush()
  }

  /// Begins a file, writes to it and puts it in its place.
  private func replace(_ name: String, by text: String, isPersonal: Bool = false) throws {
    let file = try KeptFile(replacing: path(name), isPersonal: isPersonal)
    write(text, to: file)
    try file.commit()
  }

  private func mode(of name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  // MARK: - Old and new

  @Test func `the old file stands until the new one is whole`() throws {
    try make("a.csv", "old")
    let file = try KeptFile(replacing: path("a.csv"))
    write("new", to: file)
    #expect(text("a.csv") == "old")
    #expect(names == ["a.csv", "a.csv.\(getpid()).part"])
    try file.commit()
    #expect(text("a.csv") == "new")
    #expect(names == ["a.csv"])
  }

  @Test func `what is given up leaves the old file and no part`() throws {
    try make("a.csv", "old")
    do {
      let file = try KeptFile(replacing: path("a.csv"))
      write("half", to: file)
    }
    #expect(text("a.csv") == "old")
    #expect(names == ["a.csv"])
  }

  @Test func `a leftover of a dead process with the same number is let be`() throws {
    let leftover = "a.csv.\(getpid()).part"
    try make(leftover, "left over")
    try replace("a.csv", by: "new")
    #expect(text("a.csv") == "new")
    #expect(text(leftover) == "left over")
  }

  @Test func `a file goes on from its content, and is whole meanwhile`() throws {
    let first = try KeptFile(replacing: path("a.csv"))
    write("one\n", to: first)
    #expect(try first.continued() === first)
    try first.commit()
    let second = try first.continued()
    write("two\n", to: second)
    #expect(text("a.csv") == "one\n")
    try second.commit()
    #expect(text("a.csv") == "one\ntwo\n")
    #expect(names == ["a.csv"])
  }

  // MARK: - Rights and links

  @Test(arguments: [0o600, 0o640, 0o755])
  func `the rights of the old file are kept`(rights: Int) throws {
    try make("a.csv", "old")
    _ = unsafe chmod(path("a.csv"), mode_t(rights))
    try replace("a.csv", by: "new")
    #expect(try mode(of: "a.csv") == rights)
  }

  @Test func `a new personal file is for nobody else`() throws {
    try replace("own", by: "new", isPersonal: true)
    #expect(try mode(of: "own") == 0o600)
    let mask = umask(0)
    umask(mask)
    try replace("shared", by: "new")
    #expect(try mode(of: "shared") == 0o666 & ~Int(mask))
  }

  @Test func `a link stays, and what it leads to is replaced`() throws {
    try FileManager.default.createDirectory(
      atPath: path("deep"), withIntermediateDirectories: true)
    for (link, target) in [("link", "deep/second"), ("deep/second", "file")] {
      try FileManager.default.createSymbolicLink(
        atPath: path(link), withDestinationPath: target)
    }
    try replace("link", by: "first")
    #expect(text("deep/file") == "first")
    try replace("link", by: "again")
    #expect(text("deep/file") == "again")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == "deep/second")
    #expect(names == ["deep", "link"])
  }

  // MARK: - Devices

  @Test func `a device is written as it is`() throws {
    let null = try KeptFile(replacing: "/dev/null")
    write("gone", to: null)
    try null.commit()
    var status = stat()
    #expect(unsafe stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    #expect(unsafe mkfifo(path("pipe"), 0o600) == 0)
    let reader = unsafe open(path("pipe"), O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try replace("pipe", by: "through")
    var bytes = [UInt8](repeating: 0, count: 20)
    #expect(unsafe read(reader, &bytes, 20) == 7)
    #expect(names == ["pipe"])
  }

  @Test func `a store needs a regular file`() {
    let error = #expect(throws: LoadFailure.self) { try Store.save([], to: "/dev/null") }
    #expect(error?.reason == "it is no regular file")
  }

  @Test func `what goes to the file behind standard output stands behind what is there`() throws {
    let (_, status) = try SystemShell.run(
      "echo before > out; casus --no-init -c 'print 1' -o /dev/stdout >> out; echo after >> out",
      in: folder.path)
    #expect(status == 0)
    #expect(text("out") == "before\nprint_0\n1\nafter\n")
  }

  // MARK: - Refusals

  @Test(
    arguments: [
      (".", "is a directory; name a file in it"),
      ("new/", "is a directory; name a file in it"),
      ("missing/a.csv", "no such file or directory; make its folder first"),
      ("file/a.csv", "not a directory"),
      ("circle", "too many levels of symbolic links"),
      (String(repeating: "n", count: 256), "file name too long; choose a shorter name"),
    ])
  func `a place that takes no file is told with what to do`(name: String, reason: String) throws {
    try make("file", "old")
    unsafe symlink("circle", path("circle"))
    let error = #expect(throws: LoadFailure.self) { try KeptFile(replacing: path(name)) }
    #expect(error?.writing("x") == "cannot write 'x': " + reason)
    #expect(names == ["circle", "file"])
  }

  @Test(arguments: ["a b", "quote'\".csv", "-dash", "동아시아", "line\nend", "%s%n", "\u{1b}[31m"])
  func `a name may hold anything`(name: String) throws {
    try replace(name, by: "new")
    #expect(text(name) == "new")
  }

  @Test func `the longest names leave room for the ending`() throws {
    for name in [String(repeating: "n", count: 255), String(repeating: "문", count: 85)] {
      try replace(name, by: "new")
      #expect(text(name) == "new")
    }
  }

  @Test func `beyond the limit of file sizes is an error, and no signal`() throws {
    // The thread sanitizer maps a file of its own from there, which the limit would cut off.
    let noFolder = "TMPDIR=/nowhere"
    try make("a.csv", "old")
    for name in ["a.csv", "a.casus", "a.sqlite"] {
      let (output, status) = try SystemShell.run(
        """
        (ulimit -f 128; \(noFolder) casus --no-init -c 'range x from 1 to 99999 step 1' -o \(name) 2>&1; \
        echo $?) | cat
        """, in: folder.path)
      let reason = "file too large; nothing was changed: raise the limit of file sizes (ulimit -f)"
      #expect(output == "error: cannot write '\(name)': \(reason)\n3\n")
      #expect(status == 0)
    }
    #expect(text("a.csv") == "old")
    #expect(names == ["a.csv"])
  }

  // MARK: - Signals

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal that ends the process takes the part with it`(signal: Int32) throws {
    try make("out.jsonl", "old")
    let program = try TerminalSession(
      ["extract", "-o", path("out.jsonl"), "-"], home: folder.path)
    while names.count < 2 { usleep(1000) }
    // Ctrl-C is an exit with status 130; the others end the process as they always do.
    #expect(program.end(by: signal) == (signal == SIGINT ? 130 << 8 : signal))
    #expect(names == ["out.jsonl"])
    #expect(text("out.jsonl") == "old")
  }

  // MARK: - Results

  @Test(
    arguments: [
      ("'print bad'", "old", 1), ("'print 1' -c 'print bad'", "print_0\n1\n", 1),
      ("'print 1'", "print_0\n1\n", 0), ("'print x = 1 | where x > 1'", "x\n", 0),
      ("'.once b.csv' -c 'print bad'", "old", 1),
    ])
  func `a query that fails leaves the old results`(
    queries: String, content: String, status: Int32
  ) throws {
    for name in ["a.csv", "b.csv"] { try make(name, "old") }
    let (output, ended) = try SystemShell.run(
      "casus --no-init -c \(queries) -o a.csv", in: folder.path)
    #expect(ended == status, "\(output)")
    #expect(text("a.csv") == content)
    #expect(text("b.csv") == "old")
    #expect(names == ["a.csv", "b.csv"])
  }

  @Test func `at the prompt the file is whole behind each result`() throws {
    let shell = try TerminalSession(home: folder.path)
    try shell.waitForPrompt()
    for line in [".mode csv", ".output \(path("a.csv"))", "print x = 1"] { try shell.run(line) }
    #expect(text("a.csv") == "x\n1\n")
    try shell.run("print x = 2")
    #expect(text("a.csv") == "x\n1\nx\n2\n")
    try shell.run(".output")
    #expect(text("a.csv") == "x\n1\nx\n2\n")
    #expect(!names.contains { $0.hasSuffix(".part") })
  }

  @Test(arguments: ["a.csv", "a.json", "a.jsonl", "a.html", "a.md", "a.tsv"])
  func `what is read may be written in its own place`(name: String) throws {
    try make("a.csv", "x\n1\n2\n")
    let (output, status) = try SystemShell.run(
      "casus --no-init -c 'a | extend y = x + 1' -o \(name) a.csv", in: folder.path)
    #expect(status == 0, "\(output)")
    #expect(text(name)?.contains("3") == true)
  }
}

/// The history's file under every kind of trouble.
@Suite struct HistoryFileTests {
  @Test func `shells that write at once lose nothing`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    await withTaskGroup(of: Void.self) { group in
      for shell in 0..<4 {
        group.addTask {
          var history = History(path: path)
          for number in 0..<25 { history.add("print \(shell), \(number)") }
        }
      }
    }
    let entries = History(path: path).entries
    for shell in 0..<4 {
      let own = entries.filter { $0.hasPrefix("print \(shell),") }
      #expect(own == (0..<25).map { "print \(shell), \($0)" })
    }
    #expect(entries.count == 100)
  }

  @Test func `the newest statements are kept, and bytes that are no text as they are`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    let old = (1...History.maximumCount).map { "print \($0)\n" }.joined()
    try (Data(old.utf8) + [0xFF, 0x0A]).write(to: URL(fileURLWithPath: path))
    var history = History(path: path)
    history.add("print 'new'")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.starts(with: Data("print 3\nprint 4\n".utf8)))
    #expect(Array(bytes.suffix(14)) == [0xFF, 0x0A] + Array("print 'new'\n".utf8))
    #expect(bytes.count { $0 == 0x0A } == History.maximumCount)
  }

  @Test func `a history that cannot be written is told once, and goes on in memory`() throws {
    let folder = try TemporaryFolder()
    var history = History(path: folder.path)
    history.add("print 1")
    #expect(history.takeProblem() == "cannot read '\(folder.path)': is a directory")
    history.add("print 2")
    #expect(history.takeProblem() == nil)
    #expect(history.entries == ["print 1", "print 2"])
  }
}
