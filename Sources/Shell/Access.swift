import Glibc

/// What a session may touch beside its own tables: with `--safe` no file is written, no program run,
/// and nothing read outside of the paths given.
struct Access: Sendable {
  /// The paths that may be read, nil where all may.
  private let roots: [String]?

  /// All is allowed.
  static let full = Access(roots: nil)

  /// Only what lies at or under `paths` may be read.
  static func safe(_ paths: [String]) -> Access {
    Access(roots: paths.compactMap { real($0) })
  }

  /// Whether something is forbidden.
  var isSafe: Bool { roots != nil }

  /// Why a file may not be written, nil where it may.
  func refusal(toWrite path: String) -> String? {
    isSafe ? "'\(path)' is not written: --safe allows no files" : nil
  }

  /// Why a program may not be run, nil where it may.
  func refusal(toRun program: String) -> String? {
    isSafe ? "\(program) is not run: --safe allows no programs" : nil
  }

  /// Why a file or folder may not be read, nil where it may. Links are followed first.
  func refusal(toRead path: String) -> String? {
    guard let roots else { return nil }
    if path == "-" && roots.contains("-") { return nil }
    if let place = Self.real(path) {
      for root in roots where place == root || place.hasPrefix(root == "/" ? root : root + "/") {
        return nil
      }
    }
    return "'\(path)' is not read: --safe allows only the paths given"
  }

  /// Whether a file or folder may be read.
  func mayRead(_ path: String) -> Bool { refusal(toRead: path) == nil }

  private static func real(_ path: String) -> String? {
    if path == "-" { return path }
    guard let place = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(place) }
    return unsafe String(cString: place)
  }
}
