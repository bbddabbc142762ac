import Glibc

/// The program in which a person reads what is longer than the screen.
enum Pager {
  /// The command of `$PAGER`, otherwise `less` where it is installed; nil where there is none.
  static func command(
    environment: (String) -> String? = Console.environment,
    isInstalled: (String) -> Bool = { unsafe access($0, X_OK) == 0 }
  ) -> String? {
    if let chosen = environment("PAGER") { return chosen.isEmpty ? nil : chosen }
    let folders = (environment("PATH") ?? "").split(separator: ":")
    guard folders.contains(where: { isInstalled($0 + "/less") }) else { return nil }
    // Wide rows are scrolled sideways, and what fits the screen is shown and left there.
    return "LESS=${LESS-FSX} less"
  }

  /// Runs a command with what `body` writes as its input, and waits until it is over. False where
  /// it could not be run.
  static func run(_ command: String, _ body: (inout FileStream) -> Void) -> Bool {
    // Who leaves the pager early has seen enough.
    let earlier = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, earlier) }
    guard let pipe = unsafe popen(command, "w") else { return false }
    var stream = unsafe FileStream(descriptor: fileno(pipe))
    body(&stream)
    stream.flush()
    let status = unsafe pclose(pipe)
    // The shell that starts the pager says by 126 and 127 that it could not.
    return status != -1 && ![126, 127].contains((status >> 8) & 0xFF)
  }
}
