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

  /// Adds a statement and appends it to the file, on the disk when this returns; one that begins
  /// with a blank stays out, and one that repeats the last is kept once. Says whether it was added.
  ///
  /// The file is opened anew and locked, so that it may be moved away meanwhile, and shells that
  /// write at once never mix their lines.
  @discardableResult
  mutating func add(_ statement: String) -> Bool {
    guard statement.first != " ", statement != entries.last else { return false }
    entries.append(statement)
    guard let path else { return true }
    TextFile.makeFolders(above: path)
    let descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return true }
    flock(descriptor, LOCK_EX)
    var stream = FileStream(descriptor: descriptor)
    // A shell that was killed may have left half a line.
    stream.write((Self.endsInsideLine(descriptor) ? "\n" : "") + Self.encode(statement) + "\n")
    stream.flush()
    fdatasync(descriptor)
    close(descriptor)
    return true
  }

  private static func endsInsideLine(_ descriptor: Int32) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    guard size > 0, unsafe pread(descriptor, &last, 1, size - 1) == 1 else { return false }
    return last != UInt8(ascii: "\n")
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
}
