import Foundation
import Glibc

/// The built `casus` behind a pseudo-terminal, with a folder of its own for all that it keeps.
///
/// Every step waits for what is to be seen, never for a time, so that a slow machine is only slow.
final class TerminalSession {
  /// Where history and configuration of the shell lie.
  let home: String
  private let pid: pid_t
  private let master: Int32
  private(set) var screen: ScreenModel
  private var bytes: [UInt8] = []
  private var status: Int32?

  /// What did not come.
  struct Missing: Error, CustomStringConvertible {
    let wanted: String
    let seen: String
    var description: String { "waited for \(wanted); the screen is\n\(seen)" }
  }

  /// Nobody waits longer than this, whatever the machine does beside.
  private static let patience: TimeInterval = 60

  /// The program beside the tests in the folder of what was built.
  static var program: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/casus"
  }

  /// Starts the shell in a window of the given size.
  init(
    _ arguments: [String] = ["--no-init"], home: String, columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws {
    self.home = home
    screen = ScreenModel(columns: columns, rows: rows)
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN, which are macros of C.
    guard master >= 0, unsafe ioctl(master, 0x4004_5431, &isLocked) == 0,
      unsafe ioctl(master, 0x8004_5430, &number) == 0
    else { throw Missing(wanted: "a pseudo-terminal", seen: "") }
    let slave = "/dev/pts/\(number)"
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)

    var variables = [
      "HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TERM": "xterm",
      "XDG_STATE_HOME": home + "/state", "XDG_CONFIG_HOME": home + "/config",
    ]
    variables.merge(SystemShell.sanitizerOptions) { own, _ in own }
    variables.merge(environment) { _, new in new }
    pid = try Self.spawn(
      [Self.program] + arguments, variables.map { "\($0.key)=\($0.value)" }, on: slave)
  }

  deinit {
    if status == nil {
      Glibc.kill(pid, SIGKILL)
      var end: Int32 = 0
      unsafe waitpid(pid, &end, 0)
    }
    close(master)
  }

  /// Starts a program as the leader of a session whose terminal is `slave`.
  private static func spawn(
    _ arguments: [String], _ environment: [String], on slave: String
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    // The runner of the tests may have blocked or ignored what Ctrl-C sends.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let setsid = 0x80
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(setsid | Int(POSIX_SPAWN_SETSIGMASK) | Int(POSIX_SPAWN_SETSIGDEF)))
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var pid: pid_t = 0
    let failure = unsafe posix_spawn(
      &pid, arguments[0], &actions, &attributes, words, variables)
    guard failure == 0 else {
      throw Missing(wanted: "\(arguments[0]) to start", seen: "error \(failure)")
    }
    return pid
  }

  // MARK: - Keys

  /// Presses keys.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(master, $0.baseAddress! + start, min(1024, bytes.count - start))
      }
      if count <= 0 { return }
      start += count
      // What the shell echoes meanwhile must be taken, or both wait for each other.
      _ = take(milliseconds: 0)
    }
  }

  /// Types a line, waits until it stands there, presses Enter, and waits for the next prompt.
  func run(_ line: String, until prompt: String = "casus>") throws {
    send(line)
    try waitForLine(endingWith: line)
    send("\r")
    try wait("'\(prompt)' behind '\(line)'") { $0.lastLine == prompt }
  }

  /// Gives a block as a terminal pastes it.
  func paste(_ block: String) {
    send("\u{1b}[200~" + block.replacingOccurrences(of: "\n", with: "\r") + "\u{1b}[201~")
  }

  // MARK: - Waiting

  /// Waits for a prompt with nothing behind it.
  func waitForPrompt(_ prompt: String = "casus>") throws {
    try wait("the prompt '\(prompt)'") { $0.lastLine == prompt }
  }

  /// Waits until the line of the cursor ends so.
  func waitForLine(endingWith text: String) throws {
    let end = String(text.reversed().drop { $0 == " " }.reversed())
    let tail = String(end.suffix(screen.columns / 3))
    try wait("a line that ends with '\(tail)'") { $0.lastLine.hasSuffix(tail) }
  }

  /// Waits until a text was seen.
  func waitFor(_ text: String) throws {
    try wait("'\(text)'") { $0.text.contains(text) }
  }

  /// Waits until the screen is as wanted.
  func wait(_ wanted: String, until isThere: (ScreenModel) -> Bool) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while !isThere(screen) {
      guard Date() < end, take(milliseconds: 200) || isAlive else {
        throw Missing(wanted: wanted, seen: screen.text)
      }
    }
  }

  /// Waits until the shell is gone, and gives its exit status.
  func waitForEnd() throws -> Int32 {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while isAlive {
      guard Date() < end else { throw Missing(wanted: "the end", seen: screen.text) }
      _ = take(milliseconds: 50)
    }
    return (status ?? 0) >> 8 & 0xFF
  }

  /// Sends a signal, and gives the status of the program's end as the system tells it.
  func end(by signal: Int32) -> Int32 {
    Glibc.kill(pid, signal)
    var end: Int32 = 0
    unsafe waitpid(pid, &end, 0)
    status = end
    return end
  }

  /// Ends the shell at once, as a crash would.
  func kill() {
    Glibc.kill(pid, SIGKILL)
    var end: Int32 = 0
    unsafe waitpid(pid, &end, 0)
    status = end
  }

  /// Changes the size of the window.
  func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  private var isAlive: Bool {
    guard status == nil else { return false }
    var end: Int32 = 0
    if unsafe waitpid(pid, &end, WNOHANG) == pid { status = end }
    return status == nil
  }

  /// Draws what came, waiting for it so long at most; says whether anything did.
  private func take(milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, milliseconds) > 0 else { return false }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe read(master, &block, block.count)
    guard count > 0 else { return false }
    bytes += block[..<count]
    // A character may be cut in two by the block's end.
    var whole = bytes.count
    for back in 1...min(4, bytes.count) where bytes[bytes.count - back] >= 0xC0 {
      let first = bytes[bytes.count - back]
      if back < (first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2) { whole = bytes.count - back }
      break
    }
    for scalar in String(decoding: bytes[..<whole], as: UTF8.self).unicodeScalars {
      screen.draw(scalar)
    }
    bytes.removeFirst(whole)
    return true
  }
}
