import Glibc

/// The three standard streams, and what is known of the terminal behind them.
struct Console: Sendable {
  /// Where results go.
  let output: Int32
  /// Where everything else goes.
  let errors: Int32
  /// Whether a person types.
  let inputIsTerminal: Bool
  /// Whether results go to a screen.
  let outputIsTerminal: Bool
  /// Whether results are coloured.
  let usesColor: Bool
  /// Whether messages are coloured.
  let colorsErrors: Bool
  /// Whether a line of standard error can be drawn again.
  let erasesLines: Bool

  /// The streams of the process, or others for results and messages: colour only on a terminal that
  /// has it, and never with NO_COLOR.
  init(output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO) {
    self.output = output
    self.errors = errors
    inputIsTerminal = isatty(STDIN_FILENO) == 1
    outputIsTerminal = isatty(output) == 1
    let noColor = Console.environment("NO_COLOR").map { !$0.isEmpty } ?? false
    let mayColor = !noColor && Console.environment("TERM") != "dumb"
    usesColor = mayColor && outputIsTerminal
    colorsErrors = mayColor && isatty(errors) == 1
    erasesLines = isatty(errors) == 1 && Console.environment("TERM") != "dumb"
  }

  /// The columns of the terminal as they are now.
  var width: Int {
    var size = winsize()
    let status = unsafe ioctl(output, UInt(TIOCGWINSZ), &size)
    return status == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// The lines of the terminal as they are now.
  var height: Int {
    var size = winsize()
    let status = unsafe ioctl(output, UInt(TIOCGWINSZ), &size)
    return status == 0 && size.ws_row > 0 ? Int(size.ws_row) : 24
  }

  /// Writes a line for the person at the prompt.
  func greet(_ line: String) {
    var stream = FileStream(descriptor: output)
    stream.write(line + "\n")
    stream.flush()
  }

  /// Writes a line to standard error.
  func complain(_ line: String) {
    var stream = FileStream(descriptor: errors)
    stream.write(line + "\n")
    stream.flush()
  }

  /// Writes a line to standard error that may be overlooked.
  func remark(_ line: String) {
    complain(colorsErrors ? "\u{1b}[2m" + line + "\u{1b}[0m" : line)
  }

  /// Puts `text` in place of the line that stands on standard error, without ending it.
  func redraw(_ text: String) {
    var stream = FileStream(descriptor: errors)
    stream.write("\r\u{1b}[K" + text)
    stream.flush()
  }

  /// The value of an environment variable, nil where it is not set.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// What the system says about its last failure, in words.
  static func systemMessage(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }
}

/// A buffered way to a file descriptor.
struct FileStream: TextOutputStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The first failure; what is written after it is dropped.
  private(set) var failure: Int32?

  private static let capacity = 1 << 16

  /// A stream to an open file.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Takes text; it is on its way when the buffer is full or at `flush`.
  mutating func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { flush() }
  }

  /// Takes bytes in the same way.
  mutating func write(_ bytes: [UInt8]) {
    buffer += bytes
    if buffer.count >= Self.capacity { flush() }
  }

  /// Sends what is left.
  mutating func flush() {
    var start = 0
    while failure == nil && start < buffer.count {
      let written = unsafe buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      }
      if written >= 0 { start += written } else if errno != EINTR { failure = errno }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
