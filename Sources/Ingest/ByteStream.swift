#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file, pipe or standard input read in blocks, so that memory does not grow with its length; what
/// is packed with gzip is unpacked on the way.
struct ByteStream: ~Copyable {
  /// The most bytes that one article or one line may have; more is no article.
  static let maximumUnit = 16 << 20

  private static let blockSize = 1 << 16
  /// How long a wait lasts until it is asked whether it still matters.
  private static let sliceMilliseconds: Int32 = 50
  /// What formats are told apart by.
  private static let peekSize = 4096

  private let descriptor: Int32
  private let closesAtEnd: Bool
  private let isCancelled: @Sendable () -> Bool
  private var buffer: ContiguousArray<UInt8>
  /// The bytes of `buffer` that are read but not yet handed out.
  private var pending: Range<Int> = 0..<0
  private var isAtEnd = false
  private var inflater: Inflater?
  /// What is read but not yet unpacked.
  private var packed: ArraySlice<UInt8> = []

  /// Opens `path` for reading (`-` is standard input) and sees whether it is packed. `isCancelled` is
  /// asked while a pipe is waited for.
  init(
    path: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(ReadFailure) {
    self.isCancelled = isCancelled
    buffer = ContiguousArray(repeating: 0, count: Self.blockSize)
    if path == "-" {
      descriptor = STDIN_FILENO
      closesAtEnd = false
    } else {
      // Not blocking, so that a pipe which nobody writes to yet is waited for where that can end.
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      closesAtEnd = true
      if descriptor < 0 { throw .system(errno) }
    }
    guard try Inflater.isGzip(peek()) else { return }
    packed = ArraySlice(buffer[pending])
    pending = 0..<0
    isAtEnd = false
    do throws(Inflater.Failure) { inflater = try Inflater() } catch { throw .packed(error) }
  }

  deinit {
    if closesAtEnd && descriptor >= 0 { close(descriptor) }
  }

  /// The first bytes, left in the stream; for telling formats apart. Some thousand, or all there are.
  mutating func peek() throws(ReadFailure) -> ArraySlice<UInt8> {
    while pending.count < Self.peekSize && !isAtEnd { try fill() }
    return ArraySlice(buffer[pending])
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
    while pending.isEmpty && !isAtEnd { try fill() }
    return !pending.isEmpty
  }

  /// Puts more bytes behind those that are pending, or finds the end.
  private mutating func fill() throws(ReadFailure) {
    var block = ContiguousArray<UInt8>(repeating: 0, count: Self.blockSize)
    let count = try inflater == nil ? readBlock(&block) : unpackBlock(&block)
    isAtEnd = count == 0
    if pending.isEmpty {
      swap(&buffer, &block)
      pending = 0..<count
    } else {
      let rest = buffer[pending]
      buffer = ContiguousArray(rest) + block[..<count]
      pending = 0..<buffer.count
    }
  }

  /// Reads at most a block; 0 at the end.
  private func readBlock(_ block: inout ContiguousArray<UInt8>) throws(ReadFailure) -> Int {
    while true {
      try waitForBytes()
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      if errno != EINTR && errno != EAGAIN || isCancelled() { throw .system(errno) }
    }
  }

  /// Waits until there is something to read, or the end. It looks up now and then: a signal may come
  /// just before the wait, and would not end it.
  private func waitForBytes() throws(ReadFailure) {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&wanted, 1, Self.sliceMilliseconds) <= 0 {
      if isCancelled() { throw .system(EINTR) }
    }
  }

  /// Unpacks at most a block; 0 at the end of the last member.
  private mutating func unpackBlock(
    _ block: inout ContiguousArray<UInt8>
  ) throws(ReadFailure) -> Int {
    guard let inflater else { return 0 }
    while true {
      if packed.isEmpty {
        var raw = ContiguousArray<UInt8>(repeating: 0, count: Self.blockSize)
        let count = try readBlock(&raw)
        if count == 0 {
          if inflater.isBetweenMembers { return 0 }
          throw .truncated
        }
        packed = ArraySlice(raw[..<count])
      }
      do throws(Inflater.Failure) {
        let (taken, given) = try inflater.inflate(packed, into: &block)
        packed = packed.dropFirst(taken)
        if given > 0 { return given }
        if taken == 0 && inflater.isBetweenMembers { return 0 }
      } catch {
        throw .packed(error)
      }
    }
  }
}

/// Why a file's bytes could not be had.
enum ReadFailure: Error {
  case system(Int32)
  case tooLong
  case packed(Inflater.Failure)
  case truncated

  /// The reason in words.
  var reason: String {
    switch self {
    case .system(let code): unsafe String(cString: strerror(code)).lowercased()
    case .tooLong: "more than \(ByteStream.maximumUnit >> 20) MB in one piece: not an article"
    case .packed(.damaged): "its gzip data are damaged"
    case .packed(.bomb):
      "its gzip data unpack to more than \(Inflater.ratioLimit) times their size: not read further"
    case .packed(.memory): "no memory to unpack its gzip data"
    case .truncated: "its gzip data end too early"
    }
  }
}
