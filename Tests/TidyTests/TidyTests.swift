import Foundation
import TestSupport
import Testing

/// A Swift file of the project, for the checks of habits.
struct SourceFile: CustomTestStringConvertible {
  let path: String
  let lines: [String]

  var testDescription: String { path }

  /// The folder under `Sources` or `Tests`.
  var module: String { String(path.split(separator: "/")[1]) }

  /// Whether the file belongs to what a person meets: the shell, or a tool of the project.
  var isProgram: Bool { ["Shell", "Main", "Score"].contains(module) }
}

private func swiftFiles(under folder: String) -> [SourceFile] {
  let root = URL(fileURLWithPath: packageDirectory).appendingPathComponent(folder)
  let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
  return (walker?.compactMap { $0 as? URL } ?? [])
    .filter { $0.pathExtension == "swift" }
    .map { url in
      let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      return SourceFile(
        path: String(url.path.dropFirst(packageDirectory.count + 1)),
        lines: text.components(separatedBy: "\n"))
    }
    .sorted { $0.path < $1.path }
}

@Suite struct TidyTests {
  @Test func `the checks see the project's files`() {
    #expect(swiftFiles(under: "Sources").count > 50)
    #expect(swiftFiles(under: "Tests").count > 10)
  }

  @Test(arguments: swiftFiles(under: "Sources"))
  func `a source file has at most 500 lines`(file: SourceFile) {
    #expect(file.lines.count <= 500)
  }

  @Test(arguments: swiftFiles(under: "Sources"))
  func `Foundation is used only where files and the terminal are`(file: SourceFile) {
    guard file.module != "Ingest" && !file.isProgram else { return }
    let imports = file.lines.filter { $0.contains("import Foundation") }
    #expect(imports == [])
  }

  @Test(arguments: swiftFiles(under: "Sources"))
  func `only programs print`(file: SourceFile) {
    guard !file.isProgram else { return }
    let prints = file.lines.filter { $0.drop { $0 == " " }.hasPrefix("print(") }
    #expect(prints == [])
  }

  @Test(arguments: swiftFiles(under: "Sources"))
  func `nothing is forced on input`(file: SourceFile) {
    let forced = file.lines.filter { line in
      ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)"]
        .contains { line.contains($0) } && !line.drop { $0 == " " }.hasPrefix("//")
    }
    // libedit's callbacks know no context, RE2's objects are immutable but C++'s, a buffer never
    // changes once it is filled, of shared memory every place has one writer, and a segment's columns
    // belong to one thread at a time: these files alone vouch for themselves.
    let exempt = [
      "Sources/Shell/EditlineEditor.swift", "Sources/Columnar/Kernels/RegularExpression.swift",
      "Sources/Columnar/Storage/Buffer.swift", "Sources/Execution/Stored/SharedMemory.swift",
      "Sources/Loading/Reading/SegmentColumn.swift",
    ]
    #expect(forced == [] || exempt.contains(file.path))
  }

  /// What is written in other ways is cut off by a kill or a full disk.
  @Test(arguments: swiftFiles(under: "Sources"))
  func `files that are kept are written by one function`(file: SourceFile) {
    guard file.path != "Sources/Loading/Keeping/KeptFile.swift" else { return }
    let ways = ["O_CREAT", "O_RDWR", "O_WRONLY", "createFile(", "fopen(", "freopen(", "rename("]
    let writing = file.lines.filter { line in
      ways.contains { line.contains($0) } && !line.drop { $0 == " " }.hasPrefix("//")
    }
    #expect(writing == [])
  }

  /// A function longer than a screen does more than one thing. Tables do not count: they are
  /// long because there is much in them.
  @Test(arguments: swiftFiles(under: "Sources"))
  func `a function fits one screen`(file: SourceFile) {
    var start: (line: Int, indent: Substring)?
    for (number, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }
      let code = line.dropFirst(indent.count)
      if start == nil, code.contains("func "), !code.hasPrefix("//"), code.hasSuffix("{") {
        start = (number, indent)
      } else if let begun = start, code.hasPrefix("}"), indent.count <= begun.indent.count {
        #expect(number - begun.line <= 70, "\(file.path):\(begun.line + 1)")
        start = nil
      }
    }
  }

  /// Each article of the seeds belongs to its publisher and to no code: a name that only a seed
  /// knows must not stand in the sources.
  @Test func `no source names a seed file`() throws {
    let seeds = try FileManager.default.contentsOfDirectory(atPath: packageDirectory + "/seeds")
    for file in swiftFiles(under: "Sources") {
      for seed in seeds {
        let mentions = file.lines.filter { $0.contains(seed) }
        #expect(mentions == [], "\(file.path)")
      }
    }
  }
}
