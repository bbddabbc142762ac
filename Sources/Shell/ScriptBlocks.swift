/// Cuts a script into the queries between its command lines, each query with all its statements.
enum ScriptBlocks {
  /// The blocks in order; a block of blank lines only is left out.
  static func split(_ script: String) -> [StatementReader.Statement] {
    var blocks: [StatementReader.Statement] = []
    var lines: [Substring] = []
    var firstLine = 1
    func finish() {
      if lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
        blocks.append(.init(text: lines.joined(separator: "\n"), firstLine: firstLine))
      }
      lines = []
    }
    let all = script.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      if StatementReader.isCommand(String(line)) {
        finish()
        blocks.append(.init(text: String(line), firstLine: index + 1))
        firstLine = index + 2
      } else {
        lines.append(line)
      }
    }
    finish()
    return blocks
  }
}
