#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file mapped for reading, for as long as anybody holds on to it.
final class MappedFile: Sendable {
  /// The number of bytes.
  let count: Int
  /// The first byte's address; a number, because a pointer is not for other threads to have.
  private let address: UInt

  /// Maps the whole file at a path.
  init(_ path: String) throws(LoadFailure) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw .system(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .system(EISDIR) }
    count = Int(status.st_size)
    if count == 0 {
      address = 0
      return
    }
    let memory = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { throw .system(errno) }
    address = UInt(bitPattern: memory)
    // All of it is read at once, to be checked.
    unsafe madvise(memory, count, MADV_WILLNEED)
  }

  deinit {
    if count > 0 { unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), count) }
  }

  /// The bytes of a range inside the file; good as long as the file is held.
  @unsafe
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe UnsafeRawBufferPointer(
      start: UnsafeRawPointer(bitPattern: address).map { unsafe $0 + range.lowerBound },
      count: range.count)
  }
}
