import CKeeping

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that a person keeps, written to the side and put in its place at once.
///
/// Every file that Casus leaves behind goes this way: results, pages, stores, databases, saved queries,
/// functions, the history. What is written goes to `NAME.PID.part` in the same folder; `commit` syncs
/// it, renames it and syncs the folder. Whoever opens the path meanwhile, and whoever looks after a
/// crash, finds the old file or the new, whole. Without `commit` the old file stays, and the part is
/// removed when the object goes, or when a signal ends the process; after SIGKILL and a power cut the
/// part stays, does no harm, and is known by its name.
///
/// A link stays, and the file that it leads to is replaced. Permissions and, where the system allows it,
/// the owner are those of the old file. A pipe, a terminal, `/dev/null` and `/dev/stdout` have no old
/// content: they are written as they are. See docs/decisions/0025-kept-files.md.
public final class KeptFile {
  /// The path as it was given, for messages.
  public let path: String
  /// Open for writing at the end of what was written.
  public let descriptor: Int32
  /// Where the bytes go until `commit`; nil where they go straight to a device.
  let temporaryPath: String?
  /// The file that is replaced: where the links of `path` lead.
  private let target: String
  private let isPersonal: Bool
  private let signalPlace: Int32
  /// Whether it stands in its place.
  private var isCommitted = false

  /// Begins a file in place of what is at a path, if anything is.
  ///
  /// One that is new and personal is readable for nobody else. A file that `needsPlaces`, which is not
  /// written from front to back, can be no device.
  public init(
    replacing path: String, isPersonal: Bool = false, needsPlaces: Bool = false
  ) throws(LoadFailure) {
    self.path = path
    self.isPersonal = isPersonal
    switch try Place(of: path) {
    case .device(let device):
      if needsPlaces { throw .because("it is no regular file") }
      target = device
      temporaryPath = nil
      signalPlace = -1
      // Behind /dev/stdout may be a file that others have written to, and still do.
      descriptor = unsafe open(device, O_WRONLY | O_APPEND | O_CLOEXEC)
      if descriptor < 0 { throw .system(errno) }
    case .file(let file, let earlier):
      if earlier != nil, unsafe faccessat(AT_FDCWD, file, W_OK, AT_EACCESS) != 0 {
        throw .system(errno)
      }
      target = file
      // What replaces a secret is one from its first byte on.
      let mode: mode_t = isPersonal || earlier != nil ? 0o600 : 0o666
      let part = try Self.createPart(of: file, mode: mode)
      descriptor = part.descriptor
      temporaryPath = part.path
      signalPlace = part.signalPlace
      if let earlier { Self.copyRights(earlier, to: descriptor) }
    }
  }

  deinit {
    if let temporaryPath, !isCommitted { unsafe unlink(temporaryPath) }
    keeping_forget(signalPlace)
    close(descriptor)
  }

  /// Puts the file in its place, on the disk when this returns.
  ///
  /// It stays open for `continued`, but nothing may be written to it any more. When this fails the old
  /// file stands, and the object only waits to go.
  public func commit() throws(LoadFailure) {
    guard let temporaryPath, !isCommitted else { return }
    guard fsync(descriptor) == 0, unsafe rename(temporaryPath, target) == 0 else {
      throw .system(errno)
    }
    isCommitted = true
    keeping_forget(signalPlace)
    Self.syncFolder(of: target)
  }

  /// A file that begins with the content of this one, which was committed, and will replace it.
  public func continued() throws(LoadFailure) -> KeptFile {
    guard isCommitted else { return self }
    let next = try KeptFile(replacing: path, isPersonal: isPersonal)
    var block = [UInt8](repeating: 0, count: 1 << 20)
    var position: off_t = 0
    while true {
      let count = unsafe pread(descriptor, &block, block.count, position)
      if count == 0 { return next }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(errno)
      }
      position += off_t(count)
      var done = 0
      while done < count {
        let written = unsafe block.withUnsafeBytes {
          unsafe write(next.descriptor, $0.baseAddress.map { unsafe $0 + done }, count - done)
        }
        if written >= 0 { done += written } else if errno != EINTR { throw .system(errno) }
      }
    }
  }

  /// Runs a body while no other process that asks for the same lock changes the file at a path; the
  /// file is made where there is none. Where it cannot be locked the body runs all the same.
  ///
  /// The lock is on the file that stands there now: who waited for one that was replaced meanwhile
  /// asks again.
  public static func locked<Result>(_ path: String, _ body: () -> Result) -> Result {
    for _ in 0..<maximumAttempts {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor < 0 { break }
      defer { close(descriptor) }
      while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
      var (held, current) = (stat(), stat())
      guard unsafe fstat(descriptor, &held) == 0, unsafe stat(path, &current) == 0,
        held.st_dev == current.st_dev, held.st_ino == current.st_ino
      else { continue }
      return body()
    }
    return body()
  }

  /// From now on a signal that ends the process takes the unfinished files with it, and the limit of
  /// file sizes is a failure like any other.
  public static func watchSignals() { keeping_watch() }

  /// Removes the unfinished files of the process. Safe in a signal handler.
  public static func removeUnfinished() { keeping_remove_all() }

  // MARK: - Making the part

  private static let maximumAttempts = 100
  /// The longest name of a file, in bytes.
  private static let nameLimit = 255

  /// Makes the part, which nobody else has: a leftover of a dead process with our number is let be.
  private static func createPart(
    of file: String, mode: mode_t
  ) throws(LoadFailure) -> (path: String, descriptor: Int32, signalPlace: Int32) {
    let start = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
    let name = file[start...]
    if name.isEmpty { throw .system(file.isEmpty ? ENOENT : EISDIR) }
    for attempt in 1...maximumAttempts {
      let ending = ".\(getpid())" + (attempt == 1 ? "" : "-\(attempt)") + ".part"
      var stem = name
      while stem.utf8.count + ending.utf8.count > nameLimit { stem.removeLast() }
      let part = String(file[..<start] + stem + ending)
      if unsafe access(part, F_OK) == 0 { continue }
      // Noted before it is made, so that no signal comes between the two.
      let signalPlace = unsafe keeping_add(part)
      let descriptor = unsafe open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 { return (part, descriptor, signalPlace) }
      let code = errno
      keeping_forget(signalPlace)
      if code != EEXIST { throw .system(code) }
    }
    throw .system(EEXIST)
  }

  /// File systems without owners or modes refuse, and lose nothing by it.
  private static func copyRights(_ earlier: stat, to descriptor: Int32) {
    var own = stat()
    guard unsafe fstat(descriptor, &own) == 0 else { return }
    if own.st_uid != earlier.st_uid || own.st_gid != earlier.st_gid {
      _ = fchown(descriptor, earlier.st_uid, earlier.st_gid)
    }
    fchmod(descriptor, earlier.st_mode & 0o7777)
  }

  /// So that the new name outlives a power cut; where folders cannot be synced, the file is still whole.
  private static func syncFolder(of file: String) {
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// What stands at a path that is written to.
private enum Place {
  /// A regular file, links followed, with what is known of it; nil where there is none yet.
  case file(String, earlier: stat?)
  /// A pipe, a terminal or the like.
  case device(String)

  private static let maximumLinks = 40

  init(of path: String) throws(LoadFailure) {
    var place = path
    for _ in 0..<Self.maximumLinks {
      // Behind these is a file that somebody has open: to replace it would write past them.
      if ["/proc/", "/dev/fd/", "/dev/std"].contains(where: { place.hasPrefix($0) }) {
        self = .device(place)
        return
      }
      var status = stat()
      guard unsafe lstat(place, &status) == 0 else {
        if errno != ENOENT { throw .system(errno) }
        self = .file(place, earlier: nil)
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK: place = try Self.target(ofLink: place)
      case S_IFDIR: throw .system(EISDIR)
      case S_IFREG:
        self = .file(place, earlier: status)
        return
      default:
        self = .device(place)
        return
      }
    }
    throw .system(ELOOP)
  }

  /// A relative one is meant from the link's own folder.
  private static func target(ofLink link: String) throws(LoadFailure) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe bytes.withUnsafeMutableBytes { bytes in
      guard let start = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress else {
        return -1
      }
      return unsafe readlink(link, start, bytes.count)
    }
    if count < 0 { throw .system(errno) }
    let target = String(decoding: bytes[..<count], as: UTF8.self)
    guard !target.hasPrefix("/"), let slash = link.lastIndex(of: "/") else { return target }
    return link[...slash] + target
  }
}

extension LoadFailure {
  /// The one line that says which file could not be written, why, and what to do about it.
  public func writing(_ path: String) -> String {
    "cannot write '\(path)': \(reason)" + (advice.map { "; " + $0 } ?? "")
  }

  /// What helps against it, nil where nothing general does.
  private var advice: String? {
    guard case .system(let code) = self else { return nil }
    return switch code {
    case ENOSPC, EDQUOT: "nothing was changed: make room, or name another place"
    case EFBIG: "nothing was changed: raise the limit of file sizes (ulimit -f)"
    case EACCES, EPERM, EROFS: "name a place that you may write to"
    case ENOENT: "make its folder first"
    case EISDIR: "name a file in it"
    case ENAMETOOLONG: "choose a shorter name"
    default: nil
    }
  }
}
