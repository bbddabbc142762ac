#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Values of one plain type side by side in memory that never changes once it is filled: allocated
/// here, or a part of a mapped file. Copies share the memory.
///
/// An array would do but for the mapping and for C kernels, which may read (and ignore) up to
/// `Buffer.padding` bytes behind the last value of an allocated buffer.
@safe
public struct Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Keeps the memory alive.
  @usableFromInline let owner: any AnyObject & Sendable
  /// The first value; valid as long as the buffer, or a copy of it, is.
  @unsafe public let pointer: UnsafePointer<Element>
  /// The number of values.
  public let count: Int

  /// Bytes behind the last value that may be read.
  public static var padding: Int { 64 }

  /// A new buffer of `count` values, all of which `fill` must set; they are zero before.
  public init(count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    let memory = AllocatedMemory(
      byteCount: count * MemoryLayout<Element>.stride + Self.padding)
    let start = unsafe memory.start.bindMemory(to: Element.self, capacity: count)
    unsafe fill(UnsafeMutableBufferPointer(start: start, count: count))
    owner = memory
    unsafe pointer = UnsafePointer(start)
    self.count = count
  }

  /// A buffer with a copy of the values.
  public init(_ values: ContiguousArray<Element>) {
    unsafe self.init(count: values.count) { target in
      unsafe values.withUnsafeBufferPointer { source in
        guard source.count > 0 else { return }
        unsafe target.baseAddress?.update(from: source.baseAddress!, count: source.count)
      }
    }
  }

  /// A view of memory that somebody else keeps, as long as `owner` lives: a mapped file.
  @unsafe
  public init(mapped pointer: UnsafePointer<Element>, count: Int, owner: any AnyObject & Sendable) {
    self.owner = owner
    unsafe self.pointer = pointer
    self.count = count
  }

  /// Values in memory that C allocated, with the padding behind; it is freed with the last copy.
  @unsafe
  public init(adopting pointer: UnsafePointer<Element>, count: Int) {
    owner = unsafe AdoptedMemory(UnsafeMutableRawPointer(mutating: pointer))
    unsafe self.pointer = pointer
    self.count = count
  }

  /// The value at a place, which must be less than `count`.
  @inlinable
  public subscript(place: Int) -> Element {
    precondition(place >= 0 && place < count)
    return unsafe pointer[place]
  }

  /// All values.
  @inlinable
  public var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: pointer, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The bytes that the values take.
  public var byteCount: Int { count * MemoryLayout<Element>.stride }
}

/// Zeroed memory that is freed with its last user.
///
/// Much of it is asked of the system, which gives pages that are zero without being written.
@safe
final class AllocatedMemory: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  /// The bytes that are mapped; nil where the memory comes from the heap.
  private let mappedByteCount: Int?

  /// From so many bytes on they are mapped.
  private static let largeByteCount = 1 << 20

  init(byteCount: Int) {
    if byteCount >= Self.largeByteCount {
      let found = unsafe mmap(
        nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      if let found = unsafe found, unsafe found != MAP_FAILED {
        unsafe start = found
        mappedByteCount = byteCount
        return
      }
    }
    mappedByteCount = nil
    unsafe start = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }

  deinit {
    if let mappedByteCount {
      _ = unsafe munmap(start, mappedByteCount)
    } else {
      unsafe start.deallocate()
    }
  }
}

/// Memory of `malloc` that is freed with its last user.
@safe
final class AdoptedMemory: @unchecked Sendable {
  private let start: UnsafeMutableRawPointer

  init(_ start: UnsafeMutableRawPointer) { unsafe self.start = unsafe start }

  deinit { unsafe free(start) }
}
