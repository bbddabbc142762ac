import Glibc
import Loading
import Synchronization

/// What the terminal's signals mean to Casus.
///
/// At the prompt and while a query runs, Ctrl-C raises a flag that whoever waits or computes looks at;
/// everywhere else it ends the process with status 130.
enum Interrupt {
  private static let interrupted = Atomic<Bool>(false)
  private static let windowChanged = Atomic<Bool>(false)
  private static let resumed = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed since `clear`.
  static var isPending: Bool { interrupted.load(ordering: .relaxed) }

  /// Forgets that Ctrl-C was pressed.
  static func clear() { interrupted.store(false, ordering: .relaxed) }

  /// Whether the window changed its size since the last call.
  static func takeWindowChange() -> Bool {
    windowChanged.exchange(false, ordering: .relaxed)
  }

  /// Whether the process was stopped and goes on since the last call.
  static func takeResumption() -> Bool {
    resumed.exchange(false, ordering: .relaxed)
  }

  /// From now on Ctrl-C ends the process with the status of an interrupted one. What is written to the
  /// side goes with it, here and at the signals that end every process.
  static func endsProcess() {
    KeptFile.watchSignals()
    install(SIGINT) { _ in
      KeptFile.removeUnfinished()
      _exit(130)
    }
  }

  /// From now on Ctrl-C raises the flag, and changes of the window are noted.
  static func raisesFlag() {
    // The first touch initialises the flags, which a signal handler must not do.
    clear()
    _ = takeWindowChange()
    _ = takeResumption()
    install(SIGINT) { _ in Interrupt.interrupted.store(true, ordering: .relaxed) }
    install(SIGWINCH) { _ in Interrupt.windowChanged.store(true, ordering: .relaxed) }
    install(SIGCONT) { _ in Interrupt.resumed.store(true, ordering: .relaxed) }
  }

  /// Without SA_RESTART, so that a read that waits for keys returns.
  private static func install(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void)
  {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    unsafe sigemptyset(&action.sa_mask)
    action.sa_flags = 0
    unsafe sigaction(signal, &action, nil)
  }
}
