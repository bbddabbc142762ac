import ArgumentParser

/// Measures how well and how fast English is read.
@main
struct Score: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Measures how well and how fast English is read.",
    subcommands: [ScoreTreebanks.self, ScoreCutting.self, ScoreNames.self, MeasureSpeed.self],
    defaultSubcommand: ScoreTreebanks.self)
}
