import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of a table, to be read from any place by several threads: a file, or memory into which a
/// packed file was unpacked.
final class ByteSource: Sendable {
  /// The number of bytes.
  let count: Int
  private let descriptor: Int32
  private let memory: ContiguousArray<UInt8>

  /// A regular file, as long as it is now.
  init(path: String) throws(LoadFailure) {
    memory = []
    var status = stat()
    // To open a pipe is to wait for who writes to it, who would then write to nobody.
    if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
      throw .system(ESPIPE)
    }
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw .system(errno) }
    guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .system(EISDIR) }
    count = Int(status.st_size)
  }

  /// Bytes in memory.
  init(_ bytes: ContiguousArray<UInt8>) {
    descriptor = -1
    memory = bytes
    count = bytes.count
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads up to `length` bytes from `offset` on; fewer only at the end.
  func read(
    at offset: Int, into target: UnsafeMutablePointer<UInt8>, _ length: Int
  ) throws(LoadFailure) -> Int {
    let wanted = max(0, min(length, count - offset))
    if descriptor < 0 {
      unsafe memory.withUnsafeBufferPointer { bytes in
        guard wanted > 0, let start = bytes.baseAddress else { return }
        unsafe target.update(from: start + offset, count: wanted)
      }
      return wanted
    }
    var done = 0
    while done < wanted {
      let part = unsafe pread(descriptor, target + done, wanted - done, off_t(offset + done))
      if part == 0 { break }
      if part > 0 { done += part } else if errno != EINTR { throw .system(errno) }
    }
    return done
  }

  /// The first bytes.
  func prefix(_ length: Int) throws(LoadFailure) -> ContiguousArray<UInt8> {
    try bytes(0..<min(length, count))
  }

  /// All bytes.
  func all() throws(LoadFailure) -> ContiguousArray<UInt8> {
    descriptor < 0 ? memory : try bytes(0..<count)
  }

  private func bytes(_ range: Range<Int>) throws(LoadFailure) -> ContiguousArray<UInt8> {
    // An array made of no elements by hand writes its count into the one empty array of all threads.
    if range.isEmpty { return [] }
    var failure: LoadFailure?
    let bytes = unsafe ContiguousArray<UInt8>(unsafeUninitializedCapacity: range.count) {
      target, filled in
      guard let start = target.baseAddress else { return }
      do throws(LoadFailure) {
        filled = try unsafe read(at: range.lowerBound, into: start, range.count)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
