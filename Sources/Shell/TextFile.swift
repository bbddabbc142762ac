import Glibc

/// Whole text files.
enum TextFile {
  /// The text of the file at `path`, or why it cannot be read.
  static func read(_ path: String) -> (text: String?, reason: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return (nil, Console.systemMessage(errno)) }
    defer { close(descriptor) }
    return read(descriptor)
  }

  /// The text of standard input.
  static func readStandardInput() -> (text: String?, reason: String) { read(STDIN_FILENO) }

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
