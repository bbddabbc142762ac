import Foundation
import TestSupport
import Testing

/// What Casus is made of is said in several places, which must say the same.
@Suite struct SupplyTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: packageDirectory + "/" + path, encoding: .utf8)
  }

  /// The rows of the tables under a heading of docs/DEPENDENCIES.md, by the names of their columns.
  private static func rows(under heading: String) throws -> [[String: String]] {
    let sections = try text("docs/DEPENDENCIES.md").components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix(heading + "\n") })
    let lines = section.components(separatedBy: "\n").filter { $0.hasPrefix("| ") }
      .map { line in
        line.dropFirst().dropLast().components(separatedBy: " | ").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      }
    let names = try #require(lines.first)
    return lines.dropFirst().filter { $0[0] != "---" }
      .map { Dictionary(zip(names, $0)) { first, _ in first } }
  }

  private static func names(under heading: String) throws -> [String] {
    try rows(under: heading).compactMap { $0["name"] }
  }

  /// All matches of a pattern's groups in a text.
  private static func matches(_ pattern: String, in text: String) throws -> [[String]] {
    let expression = try NSRegularExpression(pattern: pattern)
    let whole = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: whole).map { match in
      (1..<match.numberOfRanges).compactMap { group in
        Range(match.range(at: group), in: text).map { String(text[$0]) }
      }
    }
  }

  @Test func `every package is pinned by a revision that is listed`() throws {
    let manifest = try Self.text("Package.swift")
    let pinned = try Self.matches(
      #"\.package\(\s*url: "[^"]*/([^"/]+)",\s*revision: "([0-9a-f]{40})"\)"#, in: manifest)
    #expect(pinned.count == manifest.components(separatedBy: ".package(").count - 1)
    let inside = try Self.rows(under: "Inside the program")
    #expect(
      inside.compactMap { $0["name"] }.sorted()
        == (pinned.map { $0[0] } + ["swift-runtime"]).sorted())
    for package in pinned {
      let row = inside.first { $0["name"] == package[0] }
      #expect(row?["version"]?.hasSuffix("revision " + package[1]) == true)
    }
  }

  /// The libraries that the manifest links, by the packages that have them.
  private static let packages = [
    "libedit": "libedit2", "re2": "libre2-9", "libxml-2.0": "libxml2", "sqlite3": "libsqlite3-0",
    "zlib": "zlib1g",
  ]

  @Test func `every library that is linked is listed, and set up`() throws {
    let manifest = try Self.text("Package.swift")
    let linked =
      try Self.matches(#"pkgConfig: "([^"]+)""#, in: manifest)
      + Self.matches(#"linkedLibrary\("([^"]+)""#, in: manifest)
    #expect(Set(linked.map { $0[0] }) == Set(Self.packages.keys))
    // The libraries of C and C++ come with the compiler.
    let listed = try Set(Self.names(under: "Libraries that it is linked to"))
    #expect(listed == Set(Self.packages.values).union(["libc6", "libgcc-s1", "libstdc++6"]))
    let setup = try Self.text(".ci/setup")
    let build = try Self.names(under: "Only to build, test and measure").joined(separator: ", ")
    for package in try Self.matches(#"missing="\$missing ([a-z0-9+-]+)"#, in: setup) {
      #expect(build.contains(package[0]), "\(package[0])")
    }
  }

  /// How the heads of the data files write what the list writes as SPDX does.
  private static let licences = [
    "Apache-2.0": "Apache 2.0", "CC-BY-4.0": "CC BY 4.0", "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC0-1.0": "CC0", "MIT": "MIT", "PDDL-1.0": "PDDL",
  ]

  @Test func `every file of data is listed with the licence in its head`() throws {
    let folder = "Sources/CEmbeddedData/Data"
    let files = try FileManager.default.contentsOfDirectory(atPath: packageDirectory + "/" + folder)
    let rows = try Self.rows(under: "Data inside the program")
    #expect(rows.compactMap { $0["name"] } == files.sorted())
    for row in rows {
      let (name, licence) = (row["name"] ?? "", row["licence"] ?? "")
      let url = URL(fileURLWithPath: packageDirectory + "/" + folder + "/" + name)
      let head = String(decoding: try Data(contentsOf: url).prefix(1200), as: UTF8.self)
      for part in licence.components(separatedBy: " AND ") {
        let words = try #require(Self.licences[part], "\(name): \(part)")
        #expect(head.contains(words), "\(name): \(part)")
      }
    }
  }

  /// `libre2` for `libre2-9` and `libre2-11`: the version of an interface is the distribution's.
  private static func stem(_ package: String) -> String {
    guard let end = package.range(of: #"[-\d.]*\d(t64)?$"#, options: .regularExpression) else {
      return package
    }
    return String(package[..<end.lowerBound])
  }

  @Test func `the bill of materials names what is listed, and no more`() throws {
    // Debug builds are linked to the toolchain's own libraries besides, which the script leaves out.
    let program =
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
      + "/casus"
    let tools = ["/usr/bin/dpkg", "/usr/bin/python3", "/usr/bin/readelf"]
    guard FileManager.default.isExecutableFile(atPath: program),
      tools.allSatisfy({ FileManager.default.isExecutableFile(atPath: $0) })
    else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [packageDirectory + "/.ci/sbom", program]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let components = try #require(document["components"] as? [[String: Any]])
    let named = Set(components.compactMap { $0["name"] as? String }.map(Self.stem))
    var listed: Set<String> = []
    for heading in [
      "Inside the program", "Libraries that it is linked to", "Libraries that these bring along",
      "Looked for when it is needed", "Data inside the program",
    ] {
      listed.formUnion(try Self.names(under: heading).map(Self.stem))
    }
    // Which libraries others bring along, and whether TLS is there, is the machine's.
    let others = try Set(
      (Self.names(under: "Libraries that these bring along") + ["libssl3"]).map(Self.stem))
    #expect(named.subtracting(others) == listed.subtracting(others))
    #expect(named.isSubset(of: listed))
  }
}
