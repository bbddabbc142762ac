import Columnar
import Execution
import Query
import Rendering

/// What `.set` changes.
enum Setting: String, CaseIterable {
  case memory, mode, notes, optimizer, pager, rows, timeout, timer

  /// What it is for, in a few words.
  var summary: String {
    switch self {
    case .memory: "the most memory a query may take: 500m, 4g, none (what the machine can spare)"
    case .mode: "how results are written, as .mode"
    case .notes: "on, off, or prompt: tell those who type what they may not expect"
    case .optimizer: "on or off: rewrite plans, and scan by whole columns"
    case .pager: "on, off or a command, as .pager"
    case .rows: "the most rows of a result on the screen, 40 at first"
    case .timeout: "the most time a query may take: 500ms, 30s, 2m, none"
    case .timer: "on or off: tell the time of each query, as .timer"
    }
  }

  /// The settings, one a line.
  static var page: String {
    allCases.map { setting in
      setting.rawValue + String(repeating: " ", count: 11 - setting.rawValue.count)
        + setting.summary + "\n"
    }.joined()
  }

  /// The value that it has now.
  func value(in session: Session) -> String {
    switch self {
    case .memory: session.queryOptions.memoryLimit.map { "\($0 >> 20)m" } ?? "none"
    case .mode: session.format.rawValue
    case .notes: session.notes.rawValue
    case .optimizer: session.queryOptions.isOptimizing ? "on" : "off"
    case .pager: session.pager.text
    case .rows: String(session.rowLimit)
    case .timeout: session.timeLimit.map { TimeLimit.text($0) } ?? "none"
    case .timer: session.showsTime ? "on" : "off"
    }
  }
}

/// To whom a session tells what a query does that people may not expect.
public enum NoteAudience: String, Sendable {
  /// To everybody, scripts included.
  case on
  case off
  /// To those who type at a prompt; not to the scripts that they read.
  case prompt
}

/// Whether long results go to a pager by themselves.
enum PagerChoice: Equatable {
  case off
  /// `$PAGER`, or less.
  case on
  case command(String)

  /// As `.pager` takes it.
  var text: String {
    switch self {
    case .off: "off"
    case .on: "on"
    case .command(let command): command
    }
  }
}

/// The commands that change how the shell behaves.
extension DotCommand {
  static let set: @Sendable (Session, String) -> Verdict = { session, argument in
    let words = argumentWords(argument.replacing("=", with: " "))
    guard let name = words.first else {
      let rows = Setting.allCases.map { setting in
        [.string(setting.rawValue), .string(setting.value(in: session)), .string(setting.summary)]
          as [Value]
      }
      return session.write([
        table([("setting", .string), ("value", .string), ("what", .string)], rows)
      ])
    }
    guard let setting = Setting(rawValue: name) else {
      let names = Setting.allCases.map(\.rawValue)
      let hint = EditDistance.nearest(name, among: names).map { "; did you mean '\($0)'?" }
      return session.fail(
        "unknown setting '\(name)'" + (hint ?? "; there are " + names.joined(separator: ", ")))
    }
    let value = words.dropFirst().joined(separator: " ")
    switch setting {
    case .memory: return session.limitMemory(value)
    case .mode: return mode(session, value)
    case .pager: return pager(session, value)
    case .timeout: return session.limitTime(value)
    case .timer: return timer(session, value)
    case .notes:
      guard let notes = NoteAudience(rawValue: value) else {
        return session.fail(".set notes is 'on', 'off' or 'prompt'")
      }
      session.notes = notes
    case .optimizer:
      guard ["on", "off"].contains(value) else {
        return session.fail(".set optimizer is 'on' or 'off'")
      }
      session.optimizes(value == "on")
    case .rows:
      guard let count = Int(value), count > 0 else {
        return session.fail(".set rows needs a number, as in .set rows 100")
      }
      session.rowLimit = count
    }
    return .done
  }

  static let pager: @Sendable (Session, String) -> Verdict = { session, argument in
    switch argument {
    case "": return session.write(ControlEscape.escape(session.pager.text) + "\n")
    case "off": session.pager = .off
    case "on", _:
      if let reason = session.access.refusal(toRun: "a pager") { return session.fail(reason) }
      session.pager = argument == "on" ? .on : .command(argument)
    }
    return .done
  }
}
