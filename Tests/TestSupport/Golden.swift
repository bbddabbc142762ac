import Foundation
public import Testing

/// Compares `actual` with the file at `path`; with `RECORD=1` in the environment writes it instead.
///
/// Whoever records reviews the difference before committing it.
public func expectGolden(
  _ actual: String, at path: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: path)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try actual.write(to: url, atomically: true, encoding: .utf8)
    return
  }
  let expected = try String(contentsOf: url, encoding: .utf8)
  #expect(actual == expected, "differs from \(path)", sourceLocation: sourceLocation)
}

/// The files with the given extension in `folder` beside the calling test file, sorted by name.
public func caseFiles(
  in folder: String, withExtension pathExtension: String, file: String = #filePath
) -> [String] {
  let directory = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent(folder).path
  let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  return names.filter { $0.hasSuffix("." + pathExtension) }.sorted().map { directory + "/" + $0 }
}

/// The project's top folder, found from the place of this file.
public let packageDirectory: String = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
