import Ontology

/// A cell of a row with the place where it stands.
struct PatternCell {
  let text: Substring
  /// The line, from 1.
  let line: Int
  /// Its first character in the line, from 1.
  let column: Int

  /// The text as a name.
  var name: String { String(text) }

  /// The cells of a line, split at tabs; spaces around them are no part of them.
  static func cells(of line: Substring, number: Int) -> [PatternCell] {
    var column = 1
    return line.split(separator: "\t", omittingEmptySubsequences: false).map { part in
      defer { column += part.count + 1 }
      let start = part.prefix { $0 == " " }.count
      var text = part.dropFirst(start)
      while text.last?.isWhitespace == true { text.removeLast() }
      return PatternCell(text: text, line: number, column: column + start)
    }
  }

  /// Its parts between separators, each where it stands; none for "-".
  func parts(by separator: Character) -> [PatternCell] {
    guard text != "-" else { return [] }
    var column = column
    return text.split(separator: separator, omittingEmptySubsequences: false).map { part in
      defer { column += part.count + 1 }
      let start = part.prefix { $0 == " " }.count
      return PatternCell(text: part.dropFirst(start), line: line, column: column + start)
    }
  }

  func fault(_ message: String) -> PatternFault {
    PatternFault(line: line, column: column, message: message)
  }
}

/// What is wrong with a row and where.
struct PatternFault {
  let line: Int
  let column: Int
  let message: String
}

/// Checks the rows of frame, class and operator files.
struct PatternChecker {
  /// The classes that conditions may name.
  let classes: Set<String>
  /// The operators that frames may name.
  let operators: Set<String>

  // MARK: Frames

  /// What is wrong with a row of verbs or nouns.
  func checkFrame(_ cells: [PatternCell]) -> [PatternFault] {
    if let fault = checkCount(cells, 7, "type, mode, operator, actor, recipient, needs, words") {
      return [fault]
    }
    var faults = checkType(cells[0], mode: cells[1], others: ["-"])
    if cells[2].text != "-", !operators.contains(cells[2].name) {
      faults.append(cells[2].fault("unknown operator '\(cells[2].text)'"))
    }
    let places = cells[3].parts(by: "|") + cells[4].parts(by: "|")
    faults += places.filter { !Self.slots.contains($0.name) }.map { cell in
      cell.fault(
        "unknown place '\(cell.text)'; expected subj, obj, iobj, comp, poss, mod, both, none or a "
          + "preposition")
    }
    faults += cells[5].parts(by: ";").compactMap(checkCondition)
    return faults + checkWords(cells[6])
  }

  private func checkCondition(_ cell: PatternCell) -> PatternFault? {
    guard FrameCondition(cell.name) != nil else {
      return cell.fault("unknown condition '\(cell.text)'")
    }
    guard let names = cell.text.split(separator: "@", maxSplits: 1).dropFirst().first else {
      return nil
    }
    let unknown = names.split(separator: "|").first { !classes.contains(String($0)) }
    return unknown.map { cell.fault("unknown class '@\($0)'") }
  }

  private func checkWords(_ cell: PatternCell) -> [PatternFault] {
    let words = cell.parts(by: ",")
    if words.isEmpty { return [cell.fault("expected words")] }
    return words.compactMap { word in
      if word.text.isEmpty { return word.fault("expected a word between commas") }
      let isWord = word.text.allSatisfy {
        $0.isLetter || $0.isNumber || [" ", "-", "'", "."].contains($0)
      }
      return isWord ? nil : word.fault("'\(word.text)' is no expression of words")
    }
  }

  private static let slots: Set<String> = [
    "subj", "obj", "iobj", "comp", "poss", "mod", "both", "none", "about", "across", "after",
    "against", "along", "among", "around", "as", "at", "before", "behind", "beside", "between",
    "beyond",
    "by", "concerning", "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on",
    "onto", "outside", "over", "through", "to", "toward", "towards", "under", "until", "upon",
    "via",
    "with", "within", "without", "that",
  ]

  // MARK: Classes

  /// What is wrong with a row of a class.
  func checkClass(_ cells: [PatternCell]) -> [PatternFault] {
    if let fault = checkCount(cells, 2, "class, words") { return [fault] }
    if cells[0].text.isEmpty { return [cells[0].fault("expected the name of a class")] }
    return cells[1].parts(by: ",").filter(\.text.isEmpty).map {
      $0.fault("expected a word between commas")
    }
  }

  // MARK: Operators

  /// What is wrong with a row of an operator.
  func checkOperator(_ cells: [PatternCell]) -> [PatternFault] {
    if let fault = checkCount(cells, 6, "operator, content, type, mode, status, sides") {
      return [fault]
    }
    var faults: [PatternFault] = []
    if cells[1].text != "*" && cells[1].text != "none" {
      faults += cells[1].parts(by: ",").compactMap(checkContent)
    }
    faults += checkType(cells[2], mode: cells[3], others: ["=", "!", "~"])
    if cells[4].text != "=", EventStatus(rawValue: cells[4].name) == nil {
      let statuses = PatternFile.alternatives(["="] + EventStatus.allCases.map(\.rawValue))
      faults.append(cells[4].fault("unknown status '\(cells[4].text)'; expected \(statuses)"))
    }
    if cells[5].text.contains(where: { !"SAarp>/+-".contains($0) }) {
      faults.append(
        cells[5].fault("'\(cells[5].text)' names no sides; expected S, A, a, r or p, as in S>A/r"))
    }
    return faults
  }

  private func checkContent(_ cell: PatternCell) -> PatternFault? {
    let isNegated = cell.text.first == "-"
    let plain = PatternCell(
      text: isNegated ? cell.text.dropFirst() : cell.text, line: cell.line,
      column: cell.column + (isNegated ? 1 : 0))
    let pieces = plain.parts(by: ":")
    guard let type = pieces.first.flatMap({ EventType(rawValue: $0.name) }) else {
      return (pieces.first ?? plain).fault(Self.unknownType(pieces.first ?? plain))
    }
    guard pieces.count > 1, !type.modes.contains(pieces[1].name) else { return nil }
    return pieces[1].fault(Self.unknownMode(pieces[1], of: type))
  }

  // MARK: Cells

  private func checkCount(_ cells: [PatternCell], _ count: Int, _ names: String) -> PatternFault? {
    guard cells.count != count, let last = cells.last else { return nil }
    return last.fault(
      "expected \(count) cells separated by tabs (\(names)), found \(cells.count)")
  }

  private func checkType(
    _ cell: PatternCell, mode: PatternCell, others: Set<String>
  ) -> [PatternFault] {
    if others.contains(cell.name) { return [] }
    guard let type = EventType(rawValue: cell.name) else {
      return [cell.fault(Self.unknownType(cell))]
    }
    let isMode = mode.text == "-" || mode.text == "=" || type.modes.contains(mode.name)
    return isMode ? [] : [mode.fault(Self.unknownMode(mode, of: type))]
  }

  private static func unknownType(_ cell: PatternCell) -> String {
    "unknown type '\(cell.text)'; the types are "
      + PatternFile.alternatives(EventType.allCases.map(\.rawValue))
  }

  private static func unknownMode(_ cell: PatternCell, of type: EventType) -> String {
    let modes = type.modes
    return modes.isEmpty
      ? "unknown mode '\(cell.text)'; \(type.rawValue) has none"
      : "unknown mode '\(cell.text)'; the modes of \(type.rawValue) are "
        + PatternFile.alternatives(modes)
  }
}
