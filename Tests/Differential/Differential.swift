import ArgumentParser
import Columnar
import Foundation
import RandomQueries

/// Asks random queries in several ways that must give the same rows.
///
///     swift run -c release differential --queries 200000 --seed 1 --python PYTHON
///
/// Each query is run as it was written, optimised, by whole columns and on two threads; with `--python`
/// also by DuckDB where its SQL can say it. What fails is shrunk and printed as a test case. The work is
/// done by a child process: one that dies is told with the query at which it died, and another goes on
/// behind that query. Query N of a seed can be asked alone with `--only N`.
@main
struct Differential: ParsableCommand {
  @Option(help: "How many queries to ask.")
  var queries = 5000

  @Option(help: "The seed; the same seed asks the same queries.")
  var seed: UInt64 = 1

  @Option(help: "A Python that has DuckDB; without it DuckDB is not asked.")
  var python: String?

  @Option(help: "Ask only the query of this number.")
  var only: Int?

  @Option(help: "Show so many failures, shrunk.")
  var show = 20

  @Flag(help: "Ask over tables of several blocks only, which several threads share.")
  var big = false

  @Flag(help: "Show the SQL of failures in DuckDB.")
  var sql = false

  @Option(help: .hidden)
  var first = 0

  @Option(help: .hidden)
  var mark: String?

  func run() throws {
    // A process that ended is told of by an error.
    _ = signal(SIGPIPE, SIG_IGN)
    if let only {
      let asker = try Asker(options: self)
      try asker.ask(only..<(only + 1), isLoud: true)
      asker.tell(seconds: 0)
    } else if let mark {
      let asker = try Asker(options: self)
      asker.mark = FileHandle(forWritingAtPath: mark)
      try asker.ask(first..<queries)
      try asker.save()
    } else {
      try supervise()
    }
  }

  /// After so many crashes nobody wants to see more.
  private static let mostCrashes = 20

  /// Lets children ask, and goes on behind a query that kills one.
  private func supervise() throws {
    let start = Date()
    let path = NSTemporaryDirectory() + "differential-\(getpid())"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    defer {
      try? FileManager.default.removeItem(atPath: path)
      try? FileManager.default.removeItem(atPath: path + ".counts")
    }
    let total = try Asker(options: self, isAsking: false)
    var next = 0
    var crashCount = 0
    while next < queries {
      let child = Process()
      child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      child.arguments =
        [
          "--queries", "\(queries)", "--seed", "\(seed)", "--first", "\(next)", "--mark", path,
          "--show", "\(show)",
        ] + (sql ? ["--sql"] : []) + (big ? ["--big"] : [])
        + (python.map { ["--python", $0] } ?? [])
      // The query tells enough: with `--only` it dies again, and at length.
      child.environment = ProcessInfo.processInfo.environment
        .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
      try child.run()
      child.waitUntilExit()
      total.load(from: path + ".counts")
      if child.terminationReason == .exit { break }
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      let died = Int(text.trimmingCharacters(in: .whitespaces)) ?? next
      say("CRASH at query \(died) of seed \(seed), signal \(child.terminationStatus)")
      total.count("crash")
      crashCount += 1
      guard crashCount < Self.mostCrashes else { break }
      next = died + 1
    }
    total.tell(seconds: Date().timeIntervalSince(start))
  }
}

/// Prints a line at once, also into files: a process that dies may say no more.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
