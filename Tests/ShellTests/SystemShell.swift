import Foundation

/// The shell of the system, with the built `casus` first in its path.
enum SystemShell {
  /// What the sanitizers are told by their variables, where the tests run under one.
  static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
    $0.key.hasSuffix("SAN_OPTIONS")
  }

  /// Runs a command and gives all that it writes to both of its streams, and its status.
  static func run(_ command: String, in folder: String) throws -> (output: String, status: Int32) {
    let programs = URL(fileURLWithPath: TerminalSession.program).deletingLastPathComponent().path
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": programs + ":/usr/bin:/bin", "HOME": "/nonexistent"]
      .merging(sanitizerOptions) { own, _ in own }
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }
}
