import Glibc
import Loading

/// Whole text files.
enum TextFile {
  /// The query text of the file at `path`, or why it cannot be read; what is not UTF-8 is no script.
  static func readScript(_ path: String) -> (text: String?, reason: String) {
    let file = decoded(path == "-" ? readBytes(STDIN_FILENO) : readBytes(path))
    guard let text = file.text else { return file }
    if text.utf8.contains(0) { return (nil, "it is binary") }
    // The replacement character stands for what could not be read, and in no query.
    if text.unicodeScalars.contains("\u{FFFD}") { return (nil, "it is not valid UTF-8") }
    return file
  }

  /// The text of the file at `path` with what is no UTF-8 replaced, or why it cannot be read.
  static func read(_ path: String) -> (text: String?, reason: String) {
    decoded(readBytes(path))
  }

  /// All bytes of the file at `path`, or why it cannot be read.
  static func readBytes(_ path: String) -> (bytes: [UInt8]?, reason: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return (nil, Console.systemMessage(errno)) }
    defer { close(descriptor) }
    return readBytes(descriptor)
  }

  /// Puts a text in the place of what a person's own file holds, see `KeptFile`; gives what went wrong,
  /// if anything did.
  static func write(_ text: String, to path: String) -> String? {
    write(Array(text.utf8), to: path)
  }

  /// The same of bytes, which may be no text.
  static func write(_ bytes: [UInt8], to path: String) -> String? {
    do throws(LoadFailure) {
      let file = try KeptFile(replacing: path, isPersonal: true)
      var stream = FileStream(descriptor: file.descriptor)
      stream.write(bytes)
      stream.flush()
      if let failure = stream.failure { throw .system(failure) }
      try file.commit()
      return nil
    } catch {
      return error.writing(path)
    }
  }

  /// Makes the folders that a file at `path` lies in, for nobody but the person.
  static func makeFolders(above path: String) {
    var folder = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      unsafe mkdir(folder, 0o700)
    }
  }

  private static func decoded(
    _ file: (bytes: [UInt8]?, reason: String)
  ) -> (text: String?, reason: String) {
    (file.bytes.map { String(decoding: $0, as: UTF8.self) }, file.reason)
  }

  private static func readBytes(_ descriptor: Int32) -> (bytes: [UInt8]?, reason: String) {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &block, block.count)
      if count == 0 { return (bytes, "") }
      if count > 0 {
        bytes += block[..<count]
      } else if errno != EINTR {
        return (nil, Console.systemMessage(errno))
      }
    }
  }
}
