import Columnar
import Execution
import Planning
import Query
import Remote
import Rendering

/// Asking an engine elsewhere in place of the tables here.
extension Session {
  /// The tables that queries see now: those here, or those of the engine.
  var visibleTables: CatalogSnapshot { connection?.snapshot ?? catalog.snapshot() }

  /// Connects to the engine at an address; the connection before it ends when that is done.
  public func connect(to text: String) -> Verdict {
    let address: RemoteAddress
    let credentials: RemoteCredentials
    do throws(RemoteAddress.Problem) {
      address = try RemoteAddress(text)
    } catch {
      return fail(error.message)
    }
    do throws(Credentials.Problem) {
      credentials = try Credentials.find(for: address)
    } catch {
      return fail(error.message)
    }
    let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(address.host)
    if !credentials.isEmpty && !address.isEncrypted && !isLoopback {
      console.remark(
        "note: the password goes to \(address.host) as plain text; "
          + "\(address.kind.rawValue)s:// encrypts")
    }
    // A query must be ended on the server too, so that Ctrl-C may not end the process before.
    if !isAtPrompt { Interrupt.raisesFlag() }
    let line = ProgressLine(console: console)
    defer { line.end() }
    do throws(RemoteError) {
      let new = try RemoteConnection(
        address, credentials, parties: catalog.snapshot().parties, monitor(line, nil))
      connection?.engine.close()
      connection = new
      let tables = counted(new.snapshot.tables.count, "table")
      line.end()
      console.remark("\(address.shown): \(tables); .connect local comes back")
      return .done
    } catch {
      line.end()
      if connection == nil && !isAtPrompt { Interrupt.endsProcess() }
      return report(error)
    }
  }

  /// Goes back to the tables here.
  func disconnect() {
    connection?.engine.close()
    connection = nil
    if !isAtPrompt { Interrupt.endsProcess() }
  }

  /// Tells why an engine did not answer, in one line.
  func report(_ error: RemoteError) -> Verdict {
    switch error {
    case .cancelled: return stopped(nil)
    case .unreachable(let reason), .refused(let reason), .malformed(let reason):
      return fail(reason)
    case .lost(let reason):
      return fail(reason + "; .connect \(connection?.address.shown ?? "URL") tries again")
    case .failed(let reason):
      return fail((connection.map { $0.address.kind.rawValue + ": " } ?? "") + reason)
    case .outOfMemory(let limit):
      return fail(
        "the rows that the query fetches need more memory than the \(limit >> 20) MB they may have; "
          + ".set memory changes that")
    }
  }

  private func monitor(_ line: ProgressLine, _ watch: StatementWatch?) -> RemoteMonitor {
    // An engine may say nothing for seconds; the time goes on all the same.
    var last = RemoteProgress()
    return RemoteMonitor(
      isCancelled: {
        line.show(last)
        return watch?.isStopped ?? Interrupt.isPending
      },
      progress: { progress in
        last = progress
        line.show(progress)
      })
  }

  /// A query for the engine, if the session is connected to one.
  func remoteQuery(
    _ line: ProgressLine, _ watch: StatementWatch? = nil, isDry: Bool = false
  ) -> RemoteQuery? {
    connection.map {
      RemoteQuery($0, memoryLimit: queryOptions.memoryLimit, isDry: isDry, monitor(line, watch))
    }
  }

  /// Where rows go as they come: only the rows of a single statement, so that results keep their order.
  func rowStream(for source: LetScope.Source) -> RowStream? {
    guard connection != nil, let format = output.streamFormat(format) else { return nil }
    let queries = Parser.parse(source.query).syntax.statements.filter {
      if case .query = $0.kind { true } else { false }
    }
    return queries.count == 1 ? RowStream(output, format) : nil
  }

  /// How writing ended, where the rows were written as they came.
  func written(_ query: RemoteQuery?) -> Verdict? {
    guard let query, let stream = query.stream, stream.isComplete else { return nil }
    if query.isCut {
      dropResults()
      console.remark("note: the rows are written, though too many to be kept for .last and .export")
    }
    return stream.failure.map { fileFailure($0) } ?? .done
  }

  /// The failure of a query whose rows were elsewhere; nil where the query itself is to blame.
  func verdict(of query: RemoteQuery?, _ watch: StatementWatch? = nil) -> Verdict? {
    if let failure = query?.stream?.failure { return fileFailure(failure) }
    return switch query?.failure {
    case .engine(.cancelled): stopped(watch)
    case .engine(let error): report(error)
    case .refused(let message): fail(message)
    case nil: nil
    }
  }

  /// Tells what of a query ran here, over how many fetched rows.
  func tellBorder(of query: RemoteQuery?) {
    guard let query, let refusal = query.refusals.first else { return }
    let rowCount = query.parts.reduce(0) { $0 + ($1.rowCount ?? 0) }
    console.remark(
      "note: " + ControlEscape.escape(refusal)
        + "; it ran here over " + counted(rowCount, "fetched row"))
  }

  /// Writes what of a query runs on the engine and what runs here.
  func explainRemote(_ source: LetScope.Source, runs: Bool) -> Verdict {
    let line = ProgressLine(console: console)
    guard let query = remoteQuery(line, isDry: !runs), let connection else { return .done }
    do throws(QueryFailure) {
      let plans = try QueryRunner.plans(source.query, in: visibleTables, parameters: parameters)
      var text = ""
      for plan in plans {
        let local = query.localized(plan)
        line.end()
        if let verdict = verdict(of: query) { return verdict }
        text += "here:\n" + Self.indented(PlanPrinter.print(local))
      }
      for (index, part) in query.parts.enumerated() {
        let figures = part.rowCount.map { ", \($0) rows, \(part.elapsed.milliseconds) ms" } ?? ""
        text += "part \(index + 1), on \(connection.address.shown)\(figures):\n"
        text += Self.indented(part.sql)
      }
      return write(ControlEscape.escape(text, keepsLineEnds: true))
    } catch {
      report(error.diagnostics, in: source)
      return .failed
    }
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
  }
}

extension DotCommand {
  static let connect: @Sendable (Session, String) -> Verdict = { session, argument in
    if argument.isEmpty {
      return session.write((session.connection?.address.shown ?? "local") + "\n")
    }
    if argument == "local" {
      if session.connection != nil { session.console.remark("the tables of this shell again") }
      session.disconnect()
      return .done
    }
    if session.access.isSafe { return session.fail("--safe allows no connections") }
    return session.connect(to: argument)
  }
}
