// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled the same way: Swift 6 concurrency, explicit imports, `any`
/// spelled out, unsafe operations marked, warnings as errors.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Kernels run over whole columns, and unoptimised they cost up to 500 times as much: so debug
/// builds optimise them too, and keep their assertions. Unsafe flags are allowed because nothing
/// depends on this package.
let kernels =
  strict + [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

let package = Package(
  name: "casus",
  products: [.executable(name: "casus", targets: ["casus"])],
  dependencies: [
    // 1.8.2. A revision names its content, which a tag does not: docs/DEPENDENCIES.md.
    .package(
      url: "https://github.com/apple/swift-argument-parser",
      revision: "436bde4bb9489201ca6662f5cf94ec45fa8e244e")
  ],
  targets: [
    // Reading: from bytes to coded events. Nothing here knows of tables or queries.
    .target(name: "Text", swiftSettings: kernels),
    .target(name: "CEmbeddedData", exclude: ["Data"]),
    // Optimised in debug builds too, like the other kernels.
    .target(name: "CNeural", cSettings: [.unsafeFlags(["-O2"])]),
    .target(name: "Ontology", dependencies: ["CEmbeddedData"], swiftSettings: kernels),
    .target(
      name: "Linguistics", dependencies: ["Text", "Ontology", "CEmbeddedData", "CNeural"],
      swiftSettings: kernels),
    .target(
      name: "Coding", dependencies: ["Text", "Linguistics", "Ontology", "CEmbeddedData"],
      swiftSettings: kernels),

    // Querying: from a line typed to a result. Nothing here knows of text or of events.
    .target(name: "CRegex", linkerSettings: [.linkedLibrary("re2")]),
    .target(
      name: "Columnar", dependencies: ["CRegex"],
      // A buffer hands out spans of its memory, which needs a word for how long they live.
      swiftSettings: kernels + [.enableExperimentalFeature("Lifetimes")]),
    // Optimised in debug builds too, like the other kernels.
    .target(name: "CColumnKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "Query", swiftSettings: strict),
    .target(name: "Planning", dependencies: ["Columnar", "Query"], swiftSettings: strict),
    .target(
      name: "Execution", dependencies: ["Columnar", "Query", "Planning", "CColumnKernels"],
      swiftSettings: kernels),
    .target(name: "Rendering", dependencies: ["Columnar"], swiftSettings: strict),
    .target(name: "Dialects", dependencies: ["Columnar", "Planning"], swiftSettings: strict),

    // Engines elsewhere: SQL to them, rows from them. TLS is OpenSSL's, looked for when it is needed.
    .target(name: "CTLS"),
    .target(name: "Remote", dependencies: ["Columnar", "CTLS"], swiftSettings: kernels),

    // Loading: event tables of other makers, stores and databases. Knows nothing of text.
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // Optimised in debug builds too, like the other kernels.
    .target(name: "CLoading", cSettings: [.unsafeFlags(["-O2"])]),
    .target(name: "CKeeping"),
    .target(
      name: "Loading",
      dependencies: [
        "Columnar", "Ontology", "CEmbeddedData", "CLoading", "CKeeping", "CSQLite", "CZlib",
      ],
      swiftSettings: kernels),

    // Where the two halves meet, and what a person meets.
    .systemLibrary(
      name: "CLibXML", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .target(name: "CMarkup", dependencies: ["CLibXML"]),
    .target(
      name: "Ingest",
      dependencies: [
        "Text", "Linguistics", "Ontology", "Coding", "Columnar", "CMarkup", "CZlib",
      ],
      swiftSettings: strict),
    .systemLibrary(
      name: "CEditline", pkgConfig: "libedit",
      providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(
      name: "Shell",
      dependencies: [
        "Dialects", "Remote", "Columnar", "Query", "Planning", "Execution", "Rendering", "Loading",
        "Ingest", "Ontology", "CEditline",
      ], swiftSettings: strict),
    .executableTarget(
      name: "casus",
      dependencies: [
        "Ingest", "Shell",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/Main", swiftSettings: strict),

    // Measuring, beside the shell.
    .target(name: "Scoring", dependencies: ["Text", "Linguistics"], swiftSettings: strict),
    .executableTarget(
      name: "score",
      dependencies: [
        "Text", "Linguistics", "Scoring",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Sources/Score", swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),

    // Differential testing: random queries, and the program that asks many of them.
    .target(
      name: "RandomQueries",
      dependencies: ["Columnar", "Query", "Planning", "Execution", "Dialects"],
      path: "Tests/RandomQueries", swiftSettings: strict),
    .executableTarget(
      name: "differential",
      dependencies: [
        "Columnar", "Dialects", "RandomQueries",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/Differential", exclude: ["ask_duckdb.py"], swiftSettings: strict),
    .testTarget(
      name: "RandomQueriesTests",
      dependencies: ["Columnar", "Execution", "RandomQueries", "Planning", "Query"],
      swiftSettings: strict),

    .testTarget(
      name: "TextTests", dependencies: ["Text", "TestSupport"], exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "LinguisticsTests",
      dependencies: ["Text", "Linguistics", "CEmbeddedData", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "OntologyTests", dependencies: ["Ontology", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CodingTests",
      dependencies: ["Text", "Linguistics", "Ontology", "Coding", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ColumnarTests", dependencies: ["Columnar", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "QueryTests", dependencies: ["Query", "TestSupport"], exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "ExecutionTests",
      dependencies: ["Columnar", "Query", "Planning", "Execution", "RandomQueries", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "RenderingTests", dependencies: ["Columnar", "Rendering", "TestSupport"],
      exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "LoadingTests",
      dependencies: ["Columnar", "Ingest", "Loading", "Ontology", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ScoringTests", dependencies: ["Linguistics", "Scoring"], swiftSettings: strict),
    .testTarget(
      name: "IngestTests",
      dependencies: ["Columnar", "Ingest", "TestSupport", "Text"], swiftSettings: strict),
    .testTarget(
      name: "ShellTests",
      dependencies: [
        "Columnar", "Query", "Planning", "Execution", "Ingest", "Loading", "Remote", "Rendering",
        "Shell",
        "casus", "TestSupport",
      ],
      exclude: ["Transcripts"],
      swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "Columnar", "Query", "Planning", "Execution", "Rendering", "Ingest", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "DialectsTests",
      dependencies: ["Columnar", "Query", "Execution", "Dialects", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "RemoteTests", dependencies: ["Columnar", "Remote", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"], swiftSettings: strict),

    // What bytes of strangers come into: run by the tests over what was found, by .ci/fuzz over much.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Columnar", "Dialects", "Execution", "Ingest", "Loading", "Query", "Remote", "Rendering",
      ], path: "Tests/Fuzz/Targets", swiftSettings: strict),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], exclude: ["Crashes"],
      swiftSettings: strict),
  ],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)

// The fuzzer wants a build of its own, in which all is instrumented.
if Context.environment["CASUS_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "casus-fuzz", dependencies: ["CFuzzer", "FuzzTargets"], path: "Tests/Fuzz/Entry",
      swiftSettings: strict),
  ]
}
