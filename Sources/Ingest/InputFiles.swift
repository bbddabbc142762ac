import FoundationEssentials

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
  /// How its content is cut into articles.
  enum Format: Sendable {
    /// The whole file is one article.
    case article
    /// One JSON object a line, each an article.
    case jsonLines
  }

  /// Where it lies; `-` is standard input.
  let path: String
  /// The name of its one article, as in the `document` column.
  let documentName: String
  let format: Format
}

/// Turns the paths a user gives into the files to read, in an order that does not depend on the
/// file system's.
enum InputFiles {
  /// File name extensions that are read from folders, with their formats.
  private static let extensions: [String: InputFile.Format] = [
    "json": .jsonLines, "jsonl": .jsonLines, "md": .article, "ndjson": .jsonLines,
    "text": .article, "txt": .article,
  ]

  /// The files under `paths`, folders walked through, and what cannot be read.
  ///
  /// A document is called by its file's name; where two files share it, by their paths.
  static func expand(_ paths: [String]) -> (files: [InputFile], problems: [IngestProblem]) {
    var found: [String] = []
    var problems: [IngestProblem] = []
    for path in paths {
      var isDirectory = false
      if path == "-" {
        found.append(path)
      } else if !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
        problems.append(IngestProblem(input: path, reason: "no such file or folder"))
      } else if isDirectory {
        let inside = articleFiles(in: path)
        if inside.isEmpty {
          let known = extensions.keys.sorted().map { "." + $0 }.joined(separator: " ")
          problems.append(
            IngestProblem(input: path, reason: "a folder without articles (looked for \(known))"))
        }
        found += inside
      } else {
        found.append(path)
      }
    }
    var uses: [String: Int] = [:]
    for path in found { uses[lastComponent(path), default: 0] += 1 }
    let files = found.map { path in
      let name = lastComponent(path)
      return InputFile(
        path: path, documentName: uses[name] == 1 ? name : path, format: format(of: path))
    }
    return (files, problems)
  }

  private static func format(of path: String) -> InputFile.Format {
    path == "-" ? .jsonLines : extensions[fileExtension(path)] ?? .article
  }

  /// The files below a folder whose extension is known, hidden ones left out, sorted by path.
  private static func articleFiles(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var files: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var isDirectory = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
        continue
      }
      if isDirectory {
        files += isLink(path) ? [] : articleFiles(in: path)
      } else if extensions[fileExtension(path)] != nil {
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

  private static func fileExtension(_ path: String) -> String {
    let name = lastComponent(path)
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
