import Columnar
import Execution
import Foundation
import Planning
import Query
import Remote
import Rendering
import Testing

@testable import Shell

/// An engine with one table and the same rows for every query that asks for a day, a type and a number.
private final class OneTable: RemoteEngine {
  let dialect = "spark"
  var asked: [String] = []
  var failure: RemoteError?

  func tables(_ monitor: RemoteMonitor) throws(RemoteError) -> [RemoteTable] {
    [
      RemoteTable(
        name: "events",
        columns: [
          ("date", "TIMESTAMP"), ("type", "STRING"), ("n", "BIGINT"), ("actors", "ARRAY<STRING>"),
          ("bag", "MAP<STRING,STRING>"),
        ])
    ]
  }

  func run(
    _ sql: String, giving columns: [RemoteColumn], _ monitor: RemoteMonitor,
    _ take: (RemoteBatch) throws(RemoteError) -> Void
  ) throws(RemoteError) {
    asked.append(sql)
    if let failure { throw failure }
    for start in [0, 2] {
      let made = columns.map { column in
        var writer = ColumnWriter(column.type)
        for row in start..<start + 2 {
          switch column.type {
          case .datetime: writer.append(.datetime(Int64(row) * Ticks.perDay))
          case .string: writer.append(row == 0 ? "a" : "b")
          case .dynamic: writer.append(list: ["x"])
          default: writer.append(Int64(row))
          }
        }
        return writer.finish()
      }
      try take(RemoteBatch(columns: made, rowCount: 2))
    }
  }

  func execute(_ sql: String, _ monitor: RemoteMonitor) throws(RemoteError) {}
  func close() {}
}

@Suite struct RemoteQueryTests {
  /// The plan that is left here, the parts that were sent and why.
  private func border(_ text: String) throws -> String {
    let engine = OneTable()
    let connection = try RemoteConnection(
      RemoteAddress("spark://h"), engine, parties: nil, RemoteMonitor())
    let query = RemoteQuery(connection, memoryLimit: nil, isDry: true, RemoteMonitor())
    let plans = try QueryRunner.plans(QuerySource(text: text), in: connection.snapshot)
    var result = plans.map { PlanPrinter.print(query.localized($0)) + "\n" }.joined()
    for part in query.parts {
      result +=
        part.sql.split(separator: "\n").filter { !$0.hasPrefix("--") }
        .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ") + "\n"
    }
    if case .refused(let message)? = query.failure { result += "refused: \(message)\n" }
    return result + query.refusals.map { "\($0)\n" }.joined()
  }

  @Test(arguments: [
    (
      "events | where type == 'AID' | count",
      """
      scan part 1 of spark [Count] elsewhere
      SELECT CAST(count(*) AS BIGINT) AS Count FROM events WHERE `type` = 'AID'

      """
    ),
    (
      "events | where type == 'AID' | sequence [a: n > 1] | count",
      """
      aggregate count()
        sequence each [(n > 1)]
          scan part 1 of spark [date, type, n] elsewhere
      SELECT unix_micros(`date`) AS `date`, coalesce(`type`, '') AS `type`, CAST(n AS BIGINT) AS n \
      FROM events WHERE `type` = 'AID'
      sequence cannot be said in spark

      """
    ),
    (
      "events | where n > 1 and base64_encode_tostring(type) == 'x' | project n",
      """
      project n
        filter (base64_encode_tostring(type) == 'x')
          scan part 1 of spark [type, n] elsewhere
      SELECT coalesce(`type`, '') AS `type`, CAST(n AS BIGINT) AS n FROM events WHERE (n > 1)
      'base64_encode_tostring' cannot be said in spark

      """
    ),
    ("print 1", "project print_0 = 1\n  scan row [] 1 rows\n"),
    (
      "events | project bag",
      """
      project bag
        scan events [bag] elsewhere
      refused: the column 'bag', a map<string,string>, cannot be said in spark
      the column 'bag', a map<string,string>, cannot be said in spark

      """
    ),
  ])
  func `the greatest part of a plan is sent`(text: String, expected: String) throws {
    let told = try border(text)
    #expect(told == expected, "\(told)")
  }

  private func session(_ engine: OneTable) throws -> (Session, () -> String) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: path.path, contents: nil)
    let file = try FileHandle(forWritingTo: path)
    let session = Session(
      console: Console(output: file.fileDescriptor, errors: file.fileDescriptor), format: .csv,
      parameters: [:])
    session.connection = try RemoteConnection(
      RemoteAddress("spark://h"), engine, parties: nil, RemoteMonitor())
    return (
      session,
      {
        _ = file
        let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
        try? FileManager.default.removeItem(at: path)
        return text
      }
    )
  }

  @Test func `rows come from there, and what cannot be asked there is done here`() throws {
    let (session, written) = try session(OneTable())
    _ = session.run("events | project n, type")
    _ = session.run("events | sort by n asc | serialize m = prev(n) | project n, m")
    _ = session.run("events | where n in ((events | project n)) | count")
    #expect(
      written() == """
        n,type
        0,a
        1,b
        2,b
        3,b
        n,m
        0,
        1,0
        2,1
        3,2
        Count
        0
        1
        2
        3

        """)
  }

  @Test(arguments: [
    (
      RemoteError.lost("the connection to h:1 is lost: broken"),
      "error: the connection to h:1 is lost: broken; .connect spark://h:10001 tries again\n"
    ),
    (.failed("[X] no such thing"), "error: spark: [X] no such thing\n"),
    (.cancelled, "cancelled\n"),
    (
      .outOfMemory(limit: 1 << 20),
      "error: the rows that the query fetches need more memory than the 1 MB they may have; "
        + ".set memory changes that\n"
    ),
  ])
  func `a failure is one line, and the shell goes on`(error: RemoteError, line: String) throws {
    let engine = OneTable()
    let (session, written) = try session(engine)
    engine.failure = error
    _ = session.run("events | project n")
    engine.failure = nil
    guard case .done = session.run("print a = 1") else {
      Issue.record("the shell does not go on")
      return
    }
    #expect(written() == line + "a\n1\n")
  }

  @Test func `more rows than memory allows are refused`() throws {
    let (session, written) = try session(OneTable())
    session.limitMemory(to: 8)
    guard case .failed = session.run("events | sort by n asc | serialize | project date") else {
      Issue.record("the rows were taken")
      return
    }
    #expect(written().contains("need more memory than"))
  }
}

@Suite struct CredentialsTests {
  @Test func `an address with a password is refused and not kept`() {
    let session = Session(format: .csv)
    session.history = History(path: nil)
    session.keepInHistory(".connect spark://me:secret@h/db")
    session.keepInHistory(".connect spark://me@h/db")
    #expect(session.history?.entries == [".connect spark://me@h/db"])
  }

  /// Lines of a file, an address, and whether the line is for it.
  @Test(arguments: [
    ("h user me password word", "spark://h", true),
    ("h:10001 token t", "spark://h", true),
    ("h:7 token t", "spark://h", false),
    ("# h token t\n\nother token u\n  h\tpassword p", "clickhouse://h", true),
    ("h", "spark://h", false),
  ])
  func `a line of the file is for a host`(text: String, address: String, isFor: Bool) throws {
    let found = Credentials.parse(text, for: try RemoteAddress(address))
    #expect(Mirror(reflecting: found).children.isEmpty)
    #expect(found.isEmpty != isFor)
  }

  @Test func `a file that others may read is refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/credentials"
    _ = FileManager.default.createFile(
      atPath: path, contents: Data("h token t".utf8), attributes: [.posixPermissions: 0o644])
    let address = try RemoteAddress("spark://h")
    do throws(Credentials.Problem) {
      _ = try Credentials.find(for: address, file: path)
      Issue.record("the file was read")
    } catch {
      #expect(error.message == "'\(path)' may be read by others; chmod 600 it first")
    }
  }
}
