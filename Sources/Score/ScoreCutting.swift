import ArgumentParser
import Foundation
import Scoring

/// Scores the cutting of text into tokens and sentences: `score tokens FILE.conllu...`.
struct ScoreCutting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Scores tokens and sentences on text put together from CoNLL-U files.")

  @Argument(help: "CoNLL-U files.")
  var files: [String]

  func run() throws {
    print("tokens F1", "sentences F1", "file", separator: "\t")
    for file in files {
      let sentences = try readTreebank(String(contentsOfFile: file, encoding: .utf8))
      var scores = CuttingScores()
      for start in stride(from: 0, to: sentences.count, by: 10) {
        scores.add(sentences[start..<min(start + 10, sentences.count)])
      }
      print(
        String(format: "%.2f", scores.tokens.f1), String(format: "%.2f", scores.sentences.f1),
        URL(fileURLWithPath: file).lastPathComponent, separator: "\t")
    }
  }
}
