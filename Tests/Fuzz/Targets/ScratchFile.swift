import Glibc

/// A file in memory, read by its path as any other.
enum ScratchFile {
  /// Writes bytes to a file whose name ends as given and hands its path on.
  static func with(_ bytes: ArraySlice<UInt8>, named ending: String, _ body: (String) -> Void) {
    let path = "/dev/shm/casus-fuzz-\(getpid())-input\(ending)"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    require(descriptor >= 0, "no file can be made in /dev/shm")
    defer {
      close(descriptor)
      unsafe unlink(path)
    }
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      require(count > 0, "the file in /dev/shm cannot be written")
      rest = rest.dropFirst(count)
    }
    body(path)
  }
}
