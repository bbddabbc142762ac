#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file, pipe or standard input read in blocks, so that memory does not grow with its length.
struct ByteStream: ~Copyable {
  /// The most bytes that one article or one line may have; more is no article.
  static let maximumUnit = 16 << 20

  private let descriptor: Int32
  private let closesAtEnd: Bool
  private let isCancelled: @Sendable () -> Bool
  private var buffer: ContiguousArray<UInt8>
  /// The bytes of `buffer` that are read but not yet handed out.
  private var pending: Range<Int> = 0..<0
  private var isAtEnd = false

  /// Opens `path` for reading (`-` is standard input). `isCancelled` is asked when a signal comes
  /// while a pipe is waited for.
  init(
    path: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ReadFailure) {
    self.isCancelled = isCancelled
    buffer = ContiguousArray(repeating: 0, count: 1 << 16)
    if path == "-" {
      descriptor = STDIN_FILENO
      closesAtEnd = false
    } else {
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      closesAtEnd = true
      if descriptor < 0 { throw .system(errno) }
    }
  }

  deinit {
    if closesAtEnd && descriptor >= 0 { close(descriptor) }
  }

  /// The first bytes, left in the stream; for telling formats apart.
  mutating func peek() throws(ReadFailure) -> ArraySlice<UInt8> {
    if pending.isEmpty { try fill() }
    return Array(buffer[pending])[...]
  }

  /// All that is left.
  mutating func readAll() throws(ReadFailure) -> ContiguousArray<UInt8> {
    var all: ContiguousArray<UInt8> = []
    while try available() {
      all.append(contentsOf: buffer[pending])
      pending = pending.upperBound..<pending.upperBound
      if all.count > Self.maximumUnit { throw .tooLong }
    }
    return all
  }

  /// The next line without its end, nil after the last. A line over `maximumUnit` is thrown at
  /// once and skipped, so that the next call goes on behind it.
  mutating func readLine() throws(ReadFailure) -> ContiguousArray<UInt8>? {
    guard try available() else { return nil }
    var line: ContiguousArray<UInt8> = []
    var isTooLong = false
    while try available() {
      let end = buffer[pending].firstIndex(of: UInt8(ascii: "\n"))
      if !isTooLong {
        line.append(contentsOf: buffer[pending.lowerBound..<(end ?? pending.upperBound)])
      }
      pending =
        min(end.map { $0 + 1 } ?? pending.upperBound, pending.upperBound)..<pending.upperBound
      if line.count > Self.maximumUnit {
        isTooLong = true
        line = []
      }
      if end != nil { break }
    }
    if isTooLong { throw .tooLong }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }

  /// Whether a byte is at hand, read from the file where the buffer has run out.
  private mutating func available() throws(ReadFailure) -> Bool {
    if pending.isEmpty && !isAtEnd { try fill() }
    return !pending.isEmpty
  }

  private mutating func fill() throws(ReadFailure) {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        pending = 0..<count
        isAtEnd = count == 0
        return
      }
      if errno != EINTR || isCancelled() { throw .system(errno) }
    }
  }
}

/// Why a file's bytes could not be had.
enum ReadFailure: Error {
  case system(Int32)
  case tooLong

  /// The reason in words.
  var reason: String {
    switch self {
    case .system(let code): unsafe String(cString: strerror(code)).lowercased()
    case .tooLong: "more than \(ByteStream.maximumUnit >> 20) MB in one piece: not an article"
    }
  }
}
