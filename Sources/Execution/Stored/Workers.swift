internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Work in pieces for several cores, until the query is cancelled.
struct Workers: Sendable {
  /// The cores of the machine.
  static let coreCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// How many work at the same time.
  let count: Int
  private let isStopped: @Sendable () -> Bool

  /// So many workers; `isStopped` is asked before each piece.
  init(_ count: Int, isStopped: @escaping @Sendable () -> Bool) {
    self.count = max(1, count)
    self.isStopped = isStopped
  }

  /// Runs `body` for every piece, each worker with a state and a scratch space of its own; the states
  /// come back in no particular order. A worker takes its pieces in ascending order.
  func run<State: Sendable>(
    pieces: Int, _ state: State, _ body: @Sendable (inout State, ScanScratch, Int) -> Void
  ) -> [State] {
    let workerCount = min(count, pieces)
    if workerCount <= 1 {
      var state = state
      let scratch = ScanScratch()
      for piece in 0..<pieces where !isStopped() { body(&state, scratch, piece) }
      return [state]
    }
    let next = Atomic(0)
    let states = Mutex<[State]>([])
    DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
      var own = state
      let scratch = ScanScratch()
      while !isStopped() {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { break }
        body(&own, scratch, piece)
      }
      let finished = own
      states.withLock { $0.append(finished) }
    }
    return states.withLock { $0 }
  }
}

/// The memory that one worker computes in: room for a batch of rows.
@safe
final class ScanScratch {
  /// The rows of a batch: few enough that what is computed for each stays in the cache.
  static let rowCount = 1 << 14
  /// Masks for conditions inside of conditions.
  static let maskCount = 8

  /// Places of rows in the batch.
  let places = unsafe ScanScratch.allocate(UInt32.self, rowCount + 8)
  let keys = unsafe ScanScratch.allocate(UInt32.self, rowCount + 8)
  let codes = unsafe ScanScratch.allocate(UInt32.self, rowCount + 8)
  let otherPlaces = unsafe ScanScratch.allocate(UInt32.self, rowCount + 8)
  let otherKeys = unsafe ScanScratch.allocate(UInt32.self, rowCount + 8)
  let wideKeys = unsafe ScanScratch.allocate(UInt64.self, rowCount + 8)
  private let masks = unsafe ScanScratch.allocate(UInt8.self, maskCount * rowCount)

  /// The mask for conditions of a depth, or nil where they are too deep.
  func mask(_ depth: Int) -> UnsafeMutablePointer<UInt8>? {
    guard depth < Self.maskCount else { return nil }
    return unsafe masks + depth * Self.rowCount
  }

  private static func allocate<T: BitwiseCopyable>(
    _: T.Type, _ count: Int
  ) -> UnsafeMutablePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: count)
    unsafe UnsafeMutableRawPointer(memory).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<T>.stride)
    return unsafe memory
  }

  deinit {
    unsafe places.deallocate()
    unsafe keys.deallocate()
    unsafe codes.deallocate()
    unsafe otherPlaces.deallocate()
    unsafe otherKeys.deallocate()
    unsafe wideKeys.deallocate()
    unsafe masks.deallocate()
  }
}
