import CEditline
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

  /// What to say about the end of a statement that was called `what`, such as "the query".
  func message(_ what: String) -> String {
    switch reason {
    case .none, .interrupted: "cancelled"
    case .memory: Self.memoryMessage(what, limit: memoryLimit)
    case .time:
      "\(what) takes longer than the \(limits.time.map { TimeLimit.text($0) } ?? "time") it may; "
        + ".set timeout changes that"
    }
  }

  /// What to say where something needs more memory than it may have.
  static func memoryMessage(_ what: String, limit: Int) -> String {
    let size = limit < 1 << 20 ? "\(limit >> 10) KB" : "\(limit >> 20) MB"
    return "\(what) needs more memory than the \(size) it may have; .set memory changes that"
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

/// The memory of the process and of the machine.
enum ProcessMemory {
  /// The bytes of memory that the process holds now, mapped files not counted.
  static var bytesInUse: Int {
    var text = [UInt8](repeating: 0, count: 128)
    let descriptor = statm
    guard descriptor >= 0 else { return 0 }
    let count = unsafe pread(descriptor, &text, text.count, 0)
    guard count > 0 else { return 0 }
    let fields = text[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 2 else { return 0 }
    return (number(fields[1]) - number(fields[2])) * Int(getpagesize())
  }

  /// What a statement may have without being told: three quarters of the memory of the machine, of the
  /// control group or of the shell's `ulimit -v`, whichever is least.
  static let spare: Int = {
    var least = sysconf(Int32(_SC_PHYS_PAGES)) * Int(getpagesize())
    if let text = TextFile.read("/sys/fs/cgroup/memory.max").text,
      let group = Int(text.split(whereSeparator: \.isWhitespace).first ?? "")
    {
      least = min(least, group)
    }
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      let most = Int(exactly: limit.rlim_cur)
    {
      least = min(least, most)
    }
    return least / 4 * 3
  }()

  private static let statm = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 &- 48) }
  }
}

/// A time as people write it.
public enum TimeLimit {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
  ]

  /// `500ms`, `30s`, `2m`, `1h`; nil where the text is none.
  public static func duration(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), count > 0,
      let unit = units.first(where: { $0.name == text.dropFirst(digits.count) }),
      count <= Int64.max / 1_000_000 / unit.milliseconds
    else { return nil }
    return .milliseconds(count * unit.milliseconds)
  }

  /// A time as `duration` reads it.
  static func text(_ time: Duration) -> String {
    let count = time.milliseconds
    let unit = units.last { count % $0.milliseconds == 0 } ?? units[0]
    return "\(count / unit.milliseconds)\(unit.name)"
  }
}
