import ArgumentParser
import Foundation
import Linguistics
import Scoring

/// Scores the parser on treebanks: `score FILE.conllu...`.
struct ScoreTreebanks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "treebank",
    abstract: "Scores tags, trees and names on CoNLL-U files with gold tokens.")

  @Argument(help: "CoNLL-U files; names stand in column 10 as B- and I- tags.")
  var files: [String]

  @Option(help: "A weights file in place of the embedded one.")
  var weights: String?

  @Option(help: "The kernels to use: portable, sse2, avx2 or avx512. By default the widest.")
  var level: String?

  @Option(help: "How often to read each file; the fastest reading counts.")
  var repetitions = 1

  func run() throws {
    let network = try loadNetwork()
    print(
      "tokens", "UPOS", "XPOS", "UAS", "LAS", "CORE", "names", "tokens/s", "file", separator: "\t")
    for file in files {
      let sentences = try readTreebank(String(contentsOfFile: file, encoding: .utf8))
      try score(sentences, network, name: URL(fileURLWithPath: file).lastPathComponent)
    }
  }

  private func loadNetwork() throws -> ParserNetwork {
    let kernels = level.flatMap(KernelLevel.init(name:)) ?? .best
    guard level == nil || kernels.name == level, KernelLevel.available.contains(kernels) else {
      throw ValidationError("no kernels '\(level ?? "")' on this processor")
    }
    if let weights {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: weights))
      return try ParserNetwork(weights: Array(bytes), level: kernels)
    }
    guard let network = try ParserNetwork.embedded(level: kernels) else {
      throw ValidationError("the executable has no weights")
    }
    return network
  }

  private func score(_ sentences: [TreebankSentence], _ network: ParserNetwork, name: String) throws
  {
    // A call is about an article: 30 sentences.
    let articles = stride(from: 0, to: sentences.count, by: 30).map {
      sentences[$0..<min($0 + 30, sentences.count)].map(\.forms)
    }
    var parsed: [ParsedSentence] = []
    var fastest = Double.infinity
    for _ in 0..<max(1, repetitions) {
      let start = clock()
      parsed = articles.flatMap { network.parse(sentences: $0) }
      fastest = min(fastest, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    var scores = ParseScores()
    for (gold, parsed) in zip(sentences, parsed) { scores.add(gold, parsed) }
    let columns = [scores.upos, scores.xpos, scores.uas, scores.las, scores.coreF1].map(format)
    print(
      scores.tokenCount, columns.joined(separator: "\t"), scores.namesF1.map(format) ?? "-",
      Int(Double(scores.tokenCount) / fastest), name, separator: "\t")
  }

  private func format(_ percent: Double) -> String {
    String(format: "%.2f", percent)
  }
}
