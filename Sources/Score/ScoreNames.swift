import ArgumentParser
import Foundation
import Scoring

/// Scores the names of those who take part in events: `score names ACTORS.jsonl FOLDER...`.
struct ScoreNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names",
    abstract: "Scores the names and countries of the sides of marked events.",
    discussion: """
      The actors are those of casus -c actors --format jsonl ARTICLE... > ACTORS.jsonl; a folder \
      holds a marked article a file, NAME.json with "file" and "events".
      """)

  @Argument(help: "The table of actors as JSON lines.")
  var actors: String

  @Argument(help: "Folders of marked articles.")
  var folders: [String]

  @Flag(help: "List what was missed.")
  var errors = false

  private struct ActorRow: Decodable {
    let name: String
    let country: String?
    let document: String
  }

  private struct MarkedArticle: Decodable {
    struct Side: Decodable {
      let name: String
      let country: String?
    }
    struct MarkedEvent: Decodable {
      let actors: [Side]
      let recipients: [Side]
    }
    let file: String
    let events: [MarkedEvent]
  }

  func run() throws {
    var found: [String: [NameScores.Named]] = [:]
    for line in try String(contentsOfFile: actors, encoding: .utf8).split(separator: "\n") {
      let row = try JSONDecoder().decode(ActorRow.self, from: Data(line.utf8))
      let file = URL(fileURLWithPath: row.document).lastPathComponent
      found[file, default: []].append(NameScores.Named(name: row.name, country: row.country))
    }
    print("proper %", "of", "described %", "of", "folder", separator: "\t")
    for folder in folders {
      var scores = NameScores()
      var missed: [String] = []
      for file in try markedFiles(in: folder) {
        let article = try JSONDecoder().decode(
          MarkedArticle.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
        let sides = article.events.flatMap { $0.actors + $0.recipients }
          .map { NameScores.Named(name: $0.name, country: $0.country) }
        missed += scores.add(gold: sides, found: found[article.file] ?? [])
          .map { "\(article.file): \($0.name) (\($0.country ?? "-"))" }
      }
      print(
        String(format: "%.1f", scores.proper.percent), scores.proper.gold,
        String(format: "%.1f", scores.described.percent), scores.described.gold, folder,
        separator: "\t")
      if errors { missed.forEach { print($0) } }
    }
  }

  private func markedFiles(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".json") }.map { folder + "/" + $0 }
  }
}
