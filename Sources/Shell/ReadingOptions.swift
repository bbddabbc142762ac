import Ingest
import Rendering

/// How articles are to be read, from what the command line says.
enum ReadingOptions {
  /// The options with the actors and the frames of files of the user's; nil where one cannot be read
  /// or is wrong, which has then been told, a line a fault: results by half of somebody's rows would
  /// mislead.
  static func read(
    actorsPath: String?, patternPaths: [String], _ console: Console
  ) -> IngestOptions? {
    var options = IngestOptions()
    var isSound = true
    func take(_ path: String, _ add: (String) -> [String]) {
      let content = TextFile.read(path)
      let problems = content.text.map(add) ?? ["\(path): \(content.reason)"]
      for problem in problems { console.complain(ControlEscape.escape(problem)) }
      if !problems.isEmpty { isSound = false }
    }
    if let actorsPath {
      take(actorsPath) { text in options.addActors(text).map { "\(actorsPath):\($0)" } }
    }
    for path in patternPaths { take(path) { options.addPatterns($0, name: path) } }
    return isSound ? options : nil
  }
}
