import Query

/// Cuts a script into what is run one after the other: its command lines, and the queries between.
///
/// What stands between two commands is run as one text where it is one; where it is not, its
/// queries may be parted by lines alone, as in the editors that people know from Kusto.
enum ScriptBlocks {
  /// The blocks in order; one that asks for nothing is left out.
  static func split(
    _ script: String, partsAtLines: Bool = true
  ) -> [StatementReader.Statement] {
    var blocks: [StatementReader.Statement] = []
    var lines: [Substring] = []
    var firstLine = 1
    func finish() {
      let block = lines.joined(separator: "\n")
      let state = Parser.completeness(of: block)
      if partsAtLines && state == .wrong {
        blocks += statements(of: lines, firstLine: firstLine)
      } else if state != .empty {
        blocks.append(.init(text: block, firstLine: firstLine))
      }
      lines = []
    }
    let all = script.split(separator: "\n", omittingEmptySubsequences: false)
    // A command that creates a function, as long as its brackets are open.
    var function: String?
    for (index, line) in all.enumerated() {
      if function != nil || StatementReader.isCommand(String(line)) {
        if function == nil {
          finish()
          firstLine = index + 1
        }
        let command = (function.map { $0 + "\n" } ?? "") + line
        function = StoredFunctions.completeness(of: command)?.isOpen == true ? command : nil
        guard function == nil || index == all.count - 1 else { continue }
        blocks.append(.init(text: command, firstLine: firstLine))
        firstLine = index + 2
      } else {
        lines.append(line)
      }
    }
    finish()
    return blocks
  }

  private static func statements(
    of lines: [Substring], firstLine: Int
  ) -> [StatementReader.Statement] {
    var reader = StatementReader(.script)
    let statements = lines.flatMap { reader.add(String($0)) } + reader.finish()
    return statements.map { .init(text: $0.text, firstLine: $0.firstLine + firstLine - 1) }
  }
}
