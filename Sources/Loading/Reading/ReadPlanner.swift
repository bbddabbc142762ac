import Columnar

/// Works out from a format and the first bytes of a file how it is to be read.
struct ReadPlanner {
  let format: TableFormat
  /// Types that the user gave for columns, by name.
  let types: [String: FieldType]
  let bytes: ContiguousArray<UInt8>
  let isWhole: Bool
  let separator: UInt8
  let isQuoted: Bool
  let header: HeaderRule

  /// The rows from whose fields types are guessed.
  private static let sampleCount = 2000

  /// The plan of the file.
  func plan() throws(LoadFailure) -> ReadPlan {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = DelimitedText(
      bytes, from: start, separator: separator, isQuoted: isQuoted, isWhole: isWhole,
      limit: Self.sampleCount + 1)
    guard let first = text.records.first else {
      throw .because(bytes.isEmpty ? "the file is empty" : "no line end in its first 64 KB")
    }
    let hasHeader = hasHeader(first)
    let names = names(first, hasHeader: hasHeader)
    let fieldCount = names.count
    let sample = text.records.dropFirst(hasHeader ? 1 : 0)
    // Tables of the formats of others hold what they hold.
    let isGeneric = format.columns.isEmpty
    var used: Set<String> = []
    var columns: [PlannedColumn] = []
    for (field, name) in names.enumerated() {
      let known = column(named: name)
      let fields = sample.compactMap { field < $0.count ? $0[field] : nil }
      if name.isEmpty, fields.allSatisfy(\.isEmpty) { continue }
      let named = isGeneric ? FormulaMark.unmarked(name) ?? name : name
      let label = Self.unique(name.isEmpty ? "column_\(field + 1)" : named, &used)
      let given = types[label]
      columns.append(
        PlannedColumn(
          name: label, type: given ?? known?.type ?? TypeInference.type(of: fields), field: field,
          isInferred: given == nil && known == nil, marksFormulas: isGeneric,
          missingNumbers: known?.missingNumbers ?? [],
          missingTexts: known?.holdsNames == true ? [] : format.missingTexts))
    }
    for name in types.keys.sorted() where !used.contains(name) {
      throw .because("there is no column '\(name)' to give a type to")
    }
    let least =
      header == .ignored ? fieldCount : min(fieldCount, format.leastFieldCount ?? fieldCount)
    return ReadPlan(
      separator: separator, isQuoted: isQuoted, columns: columns, fieldCount: fieldCount,
      leastFieldCount: least, start: hasHeader ? text.ends[0] : start,
      firstLine: hasHeader ? text.lineCounts[0] + 1 : 1)
  }

  private func hasHeader(_ first: [String]) -> Bool {
    switch header {
    case .never: return false
    case .ignored: return first.first == format.columns.first?.name
    case .sometimes: return column(named: first[0]) != nil && Double(first[0]) == nil
    case .always:
      // Of a table of any columns: a line without numbers and gaps.
      guard format.columns.isEmpty else { return true }
      return first.allSatisfy { !$0.isEmpty && Double($0) == nil }
        && Set(first).count == first.count
        || first.count == 1
    }
  }

  private func names(_ first: [String], hasHeader: Bool) -> [String] {
    if header == .ignored { return format.columns.map(\.name) }
    if hasHeader { return first }
    if format.columns.isEmpty { return first.indices.map { "column_\($0 + 1)" } }
    if format.name == TableFormat.ucdp.name { return TableFormat.ucdpOrder }
    return format.columns.map(\.name)
  }

  private func column(named name: String) -> FormatColumn? {
    let folded = name.lowercased()
    return format.columns.first { $0.name.lowercased() == folded }
  }

  /// A name that no column before has.
  private static func unique(_ name: String, _ used: inout Set<String>) -> String {
    var candidate = name
    var number = 1
    while !used.insert(candidate).inserted {
      candidate = name + String(number)
      number += 1
    }
    return candidate
  }
}

extension FieldType {
  /// The type of a word in `--schema`: those of queries, and `text`.
  public init?(word: String) {
    switch word.lowercased() {
    case "int", "long": self = .long
    case "real", "double": self = .real
    case "string", "text": self = .text
    case "bool": self = .bool
    case "datetime", "date": self = .date(.any)
    default: return nil
    }
  }
}
