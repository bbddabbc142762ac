import Glibc

/// The statements typed before, newest last, kept in a file over restarts.
///
/// A statement is one line of the file, whatever its own lines: `\n` stands for a line end and `\\` for
/// a backslash. It is appended when it is entered, so that nothing is lost when the process dies, and
/// several shells may append to one file.
struct History {
  /// The file, nil where there is no place for it.
  let path: String?
  /// The newest entries, oldest first.
  private(set) var entries: [String] = []

  private static let maximumCount = 10_000

  /// The entries of the file at `path`.
  init(path: String?) {
    self.path = path
    guard let path, let text = TextFile.read(path).text else { return }
    let lines = text.split(separator: "\n")
    entries = lines.suffix(Self.maximumCount).map { Self.decode($0) }
  }

  /// `$XDG_STATE_HOME/casus/history`, by default under `~/.local/state`.
  static var defaultPath: String? {
    if let state = Console.environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/casus/history"
    }
    return Console.environment("HOME").map { $0 + "/.local/state/casus/history" }
  }

  /// Adds a statement and appends it to the file; one that begins with a blank stays out, and one
  /// that repeats the last is kept once.
  mutating func add(_ statement: String) {
    guard statement.first != " ", statement != entries.last else { return }
    entries.append(statement)
    guard let path else { return }
    makeFolders(above: path)
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    var stream = FileStream(descriptor: descriptor)
    stream.write(Self.encode(statement) + "\n")
    stream.flush()
    close(descriptor)
  }

  /// A statement as one line.
  static func encode(_ statement: String) -> String {
    var line = ""
    for character in statement.unicodeScalars {
      switch character {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      default: line.unicodeScalars.append(character)
      }
    }
    return line
  }

  /// The statement of a line.
  static func decode(_ line: some StringProtocol) -> String {
    var statement = ""
    var isEscaped = false
    for character in line.unicodeScalars {
      if isEscaped {
        statement.unicodeScalars.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        statement.unicodeScalars.append(character)
      }
    }
    return statement
  }

  private func makeFolders(above path: String) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      unsafe mkdir(folder, 0o700)
    }
  }
}
