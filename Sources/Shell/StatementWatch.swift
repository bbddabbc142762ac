import CEditline
import Execution
import Glibc
import Synchronization

/// Looks after a statement while it runs: ends it at Ctrl-C, when its time is up, and when it takes more
/// memory than it may.
///
/// A thread of its own looks every few milliseconds, so that whoever computes has only a flag to ask, as
/// often as he likes. Memory is what the process holds now beyond what it held when the statement
/// began, so that nothing can be forgotten in the counting (docs/decisions/0027-limits.md).
final class StatementWatch: Sendable {
  /// What a statement may take.
  struct Limits: Sendable {
    /// The bytes; nil for what the machine can spare.
    var memory: Int?
    /// The time; nil for as long as it takes.
    var time: Duration?
  }

  /// Why a statement was ended.
  enum Reason: UInt8, Sendable {
    case none, interrupted, memory, time
  }

  private let limits: Limits
  private let begin = ContinuousClock.now
  private let bytesAtBegin = ProcessMemory.bytesInUse
  private let tick: @Sendable () -> Void
  private let state = Atomic<UInt8>(Reason.none.rawValue)
  private let isOver = Atomic<Bool>(false)

  private static let intervalMicroseconds: UInt32 = 4000
  /// Of less than this the process as a whole says nothing; what operators count holds below it.
  private static let leastMemory = 16 << 20

  /// A watch that begins now; `tick` is called now and then from its thread, to draw how far it is.
  init(_ limits: Limits, tick: @escaping @Sendable () -> Void = {}) {
    self.limits = limits
    self.tick = tick
    startThread()
  }

  /// Whether the statement is to end.
  var isStopped: Bool {
    state.load(ordering: .relaxed) != Reason.none.rawValue || Interrupt.isPending
  }

  /// Why it was ended; `none` where it was not.
  var reason: Reason {
    let known = Reason(rawValue: state.load(ordering: .relaxed)) ?? .none
    return known == .none && Interrupt.isPending ? .interrupted : known
  }

  /// Which limit ended what was watched, called `what`, such as "the query"; nil where none did.
  func excess(of what: String) -> String? {
    switch reason {
    case .none, .interrupted: nil
    case .memory: Self.memoryMessage(what, limit: memoryLimit)
    case .time:
      "\(what) takes longer than the \(limits.time.map { TimeLimit.text($0) } ?? "time") it may; "
        + ".set timeout changes that"
    }
  }

  /// What to say where something needs more memory than it may have.
  static func memoryMessage(_ what: String, limit: Int) -> String {
    QueryFailure.memoryMessage(what, limit: limit) + "; .set memory changes that"
  }

  /// Ends the watch.
  func end() {
    isOver.store(true, ordering: .relaxed)
    // What a large statement held goes back to the system, and the next begins from there.
    if ProcessMemory.bytesInUse - bytesAtBegin > 64 << 20 { ce_trim_memory() }
  }

  private var memoryLimit: Int { limits.memory ?? ProcessMemory.spare }

  private func look() {
    tick()
    let reason: Reason
    if ProcessMemory.bytesInUse - bytesAtBegin > max(memoryLimit, Self.leastMemory) {
      reason = .memory
    } else if let time = limits.time, ContinuousClock.now - begin > time {
      reason = .time
    } else {
      return
    }
    _ = state.compareExchange(
      expected: Reason.none.rawValue, desired: reason.rawValue, ordering: .relaxed)
  }

  private func startThread() {
    var thread = pthread_t()
    let owner = unsafe Unmanaged.passRetained(self)
    let status = unsafe pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        let watch = unsafe Unmanaged<StatementWatch>.fromOpaque(pointer).takeRetainedValue()
        while !watch.isOver.load(ordering: .relaxed) {
          watch.look()
          usleep(StatementWatch.intervalMicroseconds)
        }
        return nil
      }, owner.toOpaque())
    if status == 0 { pthread_detach(thread) } else { unsafe owner.release() }
  }
}
