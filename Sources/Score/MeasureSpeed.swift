import ArgumentParser
import Foundation
import Linguistics
import Text

/// Times the stages from the bytes of articles to mentions: `score speed FILE.txt...`.
struct MeasureSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed",
    abstract: "Times the stages from the bytes of articles to trees and mentions, on one core.")

  @Argument(help: "Articles as plain text.")
  var files: [String]

  @Option(help: "How often to read them; the fastest reading of each stage counts.")
  var repetitions = 5

  func run() throws {
    let contents = try files.map {
      (name: $0, bytes: ContiguousArray(try Data(contentsOf: URL(fileURLWithPath: $0))))
    }
    let pipeline = LanguagePipeline.shared
    guard let network = ParserNetwork.embedded() else {
      throw ValidationError("the executable has no weights")
    }
    var documents: [Document] = []
    var stages = ["cutting": Double.infinity, "network": .infinity, "all": .infinity]
    for _ in 0..<max(1, repetitions) {
      try time("all", &stages) {
        documents = try contents.map {
          pipeline.analyze(try ArticleReader().read(name: $0.name, bytes: $0.bytes)).document
        }
      }
      try time("cutting", &stages) {
        for content in contents {
          let article = try ArticleReader().read(name: content.name, bytes: content.bytes)
          _ = Document(cutting: article, with: Tokenizer())
        }
      }
      let sentences = documents.map { document in
        document.sentences.map { document.tokens[$0.tokens].map(\.text) }
      }
      time("network", &stages) {
        for article in sentences { _ = network.parse(sentences: article) }
      }
    }
    let tokens = documents.reduce(0) { $0 + $1.tokens.count }
    print("stage", "tokens", "tokens/s", separator: "\t")
    for stage in ["cutting", "network", "all"] {
      print(stage, tokens, Int(Double(tokens) / (stages[stage] ?? 1)), separator: "\t")
    }
  }

  private func time(
    _ stage: String, _ stages: inout [String: Double], _ body: () throws -> Void
  ) rethrows {
    let start = clock()
    try body()
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    stages[stage] = min(stages[stage] ?? .infinity, seconds)
  }
}
