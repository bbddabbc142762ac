import Glibc

/// Whole text files.
enum TextFile {
  /// The query text of the file at `path`, or why it cannot be read; what is not UTF-8 is no script.
  static func readScript(_ path: String) -> (text: String?, reason: String) {
    let file = path == "-" ? readStandardInput() : read(path)
    guard let text = file.text else { return file }
    if text.utf8.contains(0) { return (nil, "it is binary") }
    // The replacement character stands for what could not be read, and in no query.
    if text.unicodeScalars.contains("\u{FFFD}") { return (nil, "it is not valid UTF-8") }
    return file
  }

  /// The text of the file at `path` with what is no UTF-8 replaced, or why it cannot be read.
  static func read(_ path: String) -> (text: String?, reason: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return (nil, Console.systemMessage(errno)) }
    defer { close(descriptor) }
    return read(descriptor)
  }

  /// Writes a text in place of what a file holds; gives what went wrong, if anything did.
  static func write(_ text: String, to path: String) -> String? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      return "cannot write '\(path)': \(Console.systemMessage(errno))"
    }
    defer { close(descriptor) }
    var stream = FileStream(descriptor: descriptor)
    stream.write(text)
    stream.flush()
    return stream.failure.map { "cannot write '\(path)': \(Console.systemMessage($0))" }
  }

  /// Makes the folders that a file at `path` lies in, for nobody but the person.
  static func makeFolders(above path: String) {
    var folder = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      unsafe mkdir(folder, 0o700)
    }
  }

  private static func readStandardInput() -> (text: String?, reason: String) { read(STDIN_FILENO) }

  private static func read(_ descriptor: Int32) -> (text: String?, reason: String) {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &block, block.count)
      if count == 0 { return (String(decoding: bytes, as: UTF8.self), "") }
      if count > 0 {
        bytes += block[..<count]
      } else if errno != EINTR {
        return (nil, Console.systemMessage(errno))
      }
    }
  }
}
