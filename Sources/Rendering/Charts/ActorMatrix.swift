import Columnar

/// Who acts on whom, how often: sources down, targets across.
struct ActorMatrix {
  /// The rows, those with most first.
  var sources: [String]
  /// The columns, those with most first.
  var targets: [String]
  /// The numbers by row and column.
  var cells: [[Double]]
  /// The column that was added up; nil where rows were counted.
  var weightName: String?
  /// Sources and targets that were left out.
  var hiddenSources = 0
  var hiddenTargets = 0

  /// More do not fit a screen.
  private static let most = 20

  /// The pairs of the first two columns of texts or lists (`actors` and `recipients` where there are
  /// such), each counted, or weighted by the first column of numbers.
  init(_ table: Table, _ spec: ChartSpec) throws(ChartProblem) {
    let schema = table.schema
    let texts = schema.columns.indices.filter {
      schema.columns[$0].type == .string || schema.columns[$0].type == .dynamic
    }
    let known = ["actors", "recipients"].compactMap { schema.index(of: $0) }
    let x = spec.xColumn.flatMap { schema.index(of: $0) }
    let y = spec.yColumns.first.flatMap { schema.index(of: $0) }
    let ends = x.flatMap { one in y.map { [one, $0] } } ?? (known.count == 2 ? known : texts)
    guard ends.count >= 2 else {
      throw ChartProblem(message: "a graph needs two columns of names: who, and on whom")
    }
    let named = Set([ends[0], ends[1]])
    let weight = schema.columns.indices.first {
      schema.columns[$0].type.isNumeric && !named.contains($0)
        && !["id", "sentence", "start", "end", "incident"].contains(schema.columns[$0].name)
    }
    // The rows of `events` are events: they are counted, and their scores are another question.
    let counts = known.count == 2 || weight == nil
    weightName = counts ? nil : weight.map { schema.columns[$0].name }
    var sums: [String: [String: Double]] = [:]
    table.forEachRow { chunk, row in
      var amount = 1.0
      if !counts, let weight {
        guard let number = ValueConversion.real(chunk.vectors[weight][row]), number.isFinite
        else { return }
        amount = number
      }
      for source in Self.names(chunk.vectors[ends[0]][row]) {
        for target in Self.names(chunk.vectors[ends[1]][row]) {
          sums[source, default: [:]][target, default: 0] += amount
        }
      }
    }
    guard !sums.isEmpty else { throw ChartProblem(message: "no row names both ends") }
    var incoming: [String: Double] = [:]
    for row in sums.values {
      for (target, amount) in row { incoming[target, default: 0] += amount.magnitude }
    }
    let outgoing = sums.mapValues { row in row.values.reduce(0) { $0 + $1.magnitude } }
    let allSources = Self.ranked(outgoing)
    let allTargets = Self.ranked(incoming)
    sources = Array(allSources.prefix(Self.most))
    targets = Array(allTargets.prefix(Self.most))
    hiddenSources = allSources.count - sources.count
    hiddenTargets = allTargets.count - targets.count
    let targets = self.targets
    cells = sources.map { source in targets.map { sums[source]?[$0] ?? 0 } }
  }

  private static func ranked(_ totals: [String: Double]) -> [String] {
    totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private static func names(_ value: Value) -> [String] {
    switch value {
    case .string(let text): return text.isEmpty ? [] : [text]
    case .dynamic(.array(let items)):
      return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    case .dynamic(.string(let text)): return [text]
    default: return []
    }
  }
}

/// Draws the matrix with numbers, the targets' names behind letters where they are long.
struct ActorMatrixText {
  let matrix: ActorMatrix
  let options: ChartTextOptions

  func lines() -> [String] {
    let texts = matrix.cells.map { row in row.map { $0 == 0 ? "·" : ChartNumber.text($0) } }
    let numberWidth = texts.joined().map(\.count).max() ?? 1
    let names = matrix.sources.map { ControlEscape.escape($0) }
    let longest = names.map { DisplayWidth.of($0) }.max() ?? 0
    let margin = min(longest, options.width / 3)
    // Columns are known by letters, and the letters are told below: names do not fit above numbers.
    let slot = max(numberWidth, 2) + 1
    let shown = max(min((options.width - margin - 1) / slot, matrix.targets.count), 1)
    var result = [
      String(repeating: " ", count: margin)
        + (0..<shown).map { pad(Self.letter($0), slot) }.joined()
    ]
    for (name, row) in zip(names, texts) {
      let cut = DisplayWidth.truncate(name, to: margin)
      let blank = String(repeating: " ", count: margin - DisplayWidth.of(cut))
      result.append(cut + blank + row.prefix(shown).map { pad($0, slot) }.joined())
    }
    result.append("")
    var line = ""
    for index in 0..<shown {
      let name = Self.letter(index) + " " + ControlEscape.escape(matrix.targets[index])
      if !line.isEmpty && DisplayWidth.of(line) + 3 + DisplayWidth.of(name) > options.width {
        result.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : "   ") + DisplayWidth.truncate(name, to: options.width)
    }
    result.append(line)
    var note =
      matrix.weightName.map { "rows act on columns; sums of \($0)" }
      ?? "rows act on columns; numbers of events"
    let hidden = matrix.hiddenTargets + matrix.targets.count - shown
    if matrix.hiddenSources + hidden > 0 {
      note += "; \(matrix.hiddenSources) rows and \(hidden) columns with less are left out"
    }
    return result + Chart.wrapped(note, options.width)
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }

  private static func letter(_ index: Int) -> String {
    guard let scalar = Unicode.Scalar(UInt32(65 + index % 26)) else { return "?" }
    return String(Character(scalar))
  }
}
