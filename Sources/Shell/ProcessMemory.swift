import Glibc

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
