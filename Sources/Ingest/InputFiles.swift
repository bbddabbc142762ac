import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Something that could not be read: one line for the user, naming the input and the reason.
public struct IngestProblem: Error, Sendable, Hashable {
  /// The path as given, or the document's name.
  public let input: String
  /// Why, in words.
  public let reason: String

  /// A problem with an input.
  public init(input: String, reason: String) {
    self.input = input
    self.reason = reason
  }

  /// The line for standard error.
  public var line: String { "\(input): \(reason)" }
}

/// A file to be read for articles.
struct InputFile: Sendable {
  /// What its name says of its content; its first bytes say more, see `ContentKind`.
  enum Format: Sendable {
    /// An article, a page or a feed.
    case article
    /// Perhaps JSON objects, each an article.
    case jsonLines
  }

  /// Where it lies; `-` is standard input.
  let path: String
  /// The name of its one article, as in the `document` column.
  let documentName: String
  let format: Format
  /// What tells whether it was read before; nil for pipes and the like, which may be read again.
  let identity: String?
}

/// Turns the paths a user gives into the files to read, in an order that does not depend on the
/// file system's.
enum InputFiles {
  /// File name extensions that are read from folders, alone or before `.gz`, with their formats.
  private static let extensions: [String: InputFile.Format] = [
    "atom": .article, "htm": .article, "html": .article, "json": .jsonLines,
    "jsonl": .jsonLines, "md": .article, "ndjson": .jsonLines, "rss": .article,
    "text": .article, "txt": .article, "xhtml": .article, "xml": .article,
  ]

  /// The files under `paths`, folders walked through, and what cannot be read.
  ///
  /// A file that is named twice, or is among `known`, is left out. A document is called by its file's
  /// name; where two files share it, by their paths.
  static func expand(
    _ paths: [String], known: Set<String> = [],
    mayRead: (String) -> Bool = { _ in true }
  ) -> (files: [InputFile], problems: [IngestProblem]) {
    var found: [String] = []
    var problems: [IngestProblem] = []
    for path in paths {
      var isDirectory = false
      if path == "-" {
        found.append(path)
      } else if !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
        problems.append(IngestProblem(input: path, reason: "no such file or folder"))
      } else if isDirectory {
        let problemCount = problems.count
        let inside = articleFiles(in: path, &problems).filter { file in
          if mayRead(file) { return true }
          let reason = "a link that leads out of the paths given: not followed"
          problems.append(IngestProblem(input: file, reason: reason))
          return false
        }
        if inside.isEmpty && problems.count == problemCount {
          let known = extensions.keys.sorted().map { "." + $0 }.joined(separator: " ")
          problems.append(
            IngestProblem(input: path, reason: "a folder without articles (looked for \(known))"))
        }
        found += inside
      } else {
        found.append(path)
      }
    }
    var seen = known
    let fresh = found.map { (path: $0, identity: identity(of: $0)) }
      .filter { $0.identity.map { seen.insert($0).inserted } ?? true }
    var uses: [String: Int] = [:]
    for (path, _) in fresh { uses[lastComponent(path), default: 0] += 1 }
    let files = fresh.map { path, identity in
      let name = lastComponent(path)
      return InputFile(
        path: path, documentName: uses[name] == 1 ? name : path, format: format(of: path),
        identity: identity)
    }
    return (files, problems)
  }

  private static func format(of path: String) -> InputFile.Format {
    path == "-" ? .jsonLines : extensions[fileExtension(path)] ?? .article
  }

  /// The path of a regular file without links and detours; that of standard input, which can be read
  /// once only.
  private static func identity(of path: String) -> String? {
    if path == "-" { return path }
    guard isRegular(path) else { return nil }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The files below a folder whose extension is known, hidden ones left out, sorted by path. Pipes
  /// and devices are left out too: to read one could wait for ever.
  private static func articleFiles(
    in folder: String, _ problems: inout [IngestProblem]
  ) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      let isAllowed = unsafe access(folder, R_OK | X_OK) == 0
      let reason = isAllowed ? "the folder cannot be listed" : ReadFailure.system(errno).reason
      problems.append(IngestProblem(input: folder, reason: reason))
      return []
    }
    var files: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var isDirectory = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
        if extensions[fileExtension(path)] != nil {
          let reason = "a link to nothing, or a name that is not UTF-8"
          problems.append(IngestProblem(input: path, reason: reason))
        }
        continue
      }
      if isDirectory {
        files += isLink(path) ? [] : articleFiles(in: path, &problems)
      } else if extensions[fileExtension(path)] != nil && isRegular(path) {
        files.append(path)
      }
    }
    return files
  }

  /// Links to folders are not followed, so that a loop of links ends.
  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What follows the last dot, in lower case; `.gz` behind it says only how it is packed.
  private static func fileExtension(_ path: String) -> String {
    var parts = lastComponent(path).lowercased().split(
      separator: ".", omittingEmptySubsequences: false)
    if parts.count > 2 && parts.last == "gz" { parts.removeLast() }
    return parts.count > 1 ? String(parts[parts.count - 1]) : ""
  }
}
