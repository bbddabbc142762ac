import Ingest
import Rendering

/// How articles are to be read, from what the command line says.
enum ReadingOptions {
  /// The options with the actors of a file of the user's; nil where it cannot be read or is wrong,
  /// which has then been told, a line a fault.
  static func read(actorsPath: String?, _ console: Console) -> IngestOptions? {
    var options = IngestOptions()
    guard let path = actorsPath else { return options }
    let content = TextFile.read(path)
    guard let text = content.text else {
      console.complain(ControlEscape.escape("\(path): \(content.reason)"))
      return nil
    }
    let problems = options.addActors(text)
    for problem in problems { console.complain(ControlEscape.escape("\(path):\(problem)")) }
    return problems.isEmpty ? options : nil
  }
}
