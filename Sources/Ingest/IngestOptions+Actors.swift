import Ontology

extension IngestOptions {
  /// Adds the actors of a file of the user's (`ActorFile`), which come before the built-in ones.
  ///
  /// Returns what is wrong with it, `LINE:COLUMN: message` each; then nothing was added.
  public mutating func addActors(_ text: String) -> [String] {
    let file = ActorFile(text: text)
    if file.problems.isEmpty { world = world.adding(file.entries) }
    return file.problems.map { "\($0.line):\($0.column): \($0.message)" }
  }
}
