internal import CLoading

/// The rows of one part of a delimited file, in columns.
final class Segment: Sendable {
  let columns: [SegmentColumn]
  let rowCount: Int
  /// The line ends in the part.
  let lineCount: Int
  /// What could not be read, the lines counted from the part's first as 0.
  let problems: LoadProblems
  /// The columns that hold a field of another type than the one inferred.
  let wronglyInferred: Set<Int>

  fileprivate init(
    _ columns: [SegmentColumn], rowCount: Int, lineCount: Int, problems: LoadProblems,
    wronglyInferred: Set<Int>
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.lineCount = lineCount
    self.problems = problems
    self.wronglyInferred = wronglyInferred
  }
}

/// The edges of a block, in memory of C.
@safe
private final class EdgeBuffer {
  var value = unsafe loading_edges()

  deinit { unsafe loading_edges_free(&value) }
}

/// Reads one part of a delimited file.
@safe
struct SegmentReader {
  private let plan: ReadPlan
  private let columns: [SegmentColumn]
  private let scratch = Scratch()
  private let edges = EdgeBuffer()
  private var rows: ContiguousArray<UInt32> = []
  private var rowLines: ContiguousArray<UInt32> = []
  private var rowCount = 0
  private var lineCount = 0
  private var problems = LoadProblems()
  private var wronglyInferred: Set<Int> = []

  init(_ plan: ReadPlan) throws(LoadFailure) {
    self.plan = plan
    var columns: [SegmentColumn] = []
    for column in plan.columns { columns.append(try SegmentColumn(column)) }
    self.columns = columns
  }

  /// Reads the lines that begin in `range`; `advance` is told after each block how many bytes it had.
  mutating func read(
    _ source: ByteSource, _ range: Range<Int>, isInside: Bool,
    advance: (Int) throws(LoadFailure) -> Void
  ) throws(LoadFailure) -> Segment {
    if plan.isQuoted {
      try readQuoted(source, range, advance)
    } else {
      let reader = BlockReader(source, range, isInside: isInside)
      while let block = try unsafe reader.next() {
        guard
          unsafe loading_scan(block.baseAddress, block.count, plan.separator, &edges.value)
        else { throw .noMemory }
        let first = lineCount
        try unsafe take(UnsafePointer(block.baseAddress)) { first + $0 }
        lineCount += Int(unsafe edges.value.line_count)
        if first == 0 { expectRows(in: range.count, as: block.count) }
        try advance(block.count)
      }
    }
    return Segment(
      columns, rowCount: rowCount, lineCount: lineCount, problems: problems,
      wronglyInferred: wronglyInferred)
  }

  /// Tells the columns how many rows there will be where all lines are as long as those so far.
  private func expectRows(in byteCount: Int, as sample: Int) {
    let expected = Double(byteCount) / Double(max(1, sample)) * Double(rowCount) * 1.05
    for column in columns { column.expect(Int(expected) + 4096) }
  }

  /// Quoted text is unquoted block by block into a second buffer; a record may go on over lines, so
  /// that only a reader from the beginning knows where one begins.
  private mutating func readQuoted(
    _ source: ByteSource, _ range: Range<Int>, _ advance: (Int) throws(LoadFailure) -> Void
  ) throws(LoadFailure) {
    let padding = loading_padding
    var size = BlockReader.blockSize * 2
    var position = range.lowerBound
    while position < source.count {
      let input = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
      let output = UnsafeMutablePointer<UInt8>.allocate(capacity: size + 1 + padding)
      let firstLines = UnsafeMutablePointer<UInt32>.allocate(capacity: size + 2)
      defer {
        unsafe input.deallocate()
        unsafe output.deallocate()
        unsafe firstLines.deallocate()
      }
      let filled = try unsafe source.read(at: position, into: input, size)
      let isLast = position + filled >= source.count
      var state = loading_quoted_state()
      guard
        unsafe loading_scan_quoted(
          input, filled, plan.separator, UInt8(ascii: "\""), isLast, output, &edges.value,
          firstLines,
          &state)
      else { throw .noMemory }
      if state.consumed == 0 {
        if isLast { return }
        if size >= BlockReader.longestLine {
          throw .because(
            "the record at line \(plan.firstLine + lineCount) is longer than "
              + "\(BlockReader.longestLine >> 20) MB: a quote that is not closed?")
        }
        size *= 2
        continue
      }
      let first = lineCount
      try unsafe take(UnsafePointer(output)) { unsafe first + Int(firstLines[$0]) }
      lineCount += state.line_ends
      position += state.consumed
      try advance(state.consumed)
    }
  }

  /// Chooses the rows of a scanned block and hands its fields to the columns.
  private mutating func take(
    _ bytes: UnsafePointer<UInt8>?, line: (Int) -> Int
  ) throws(LoadFailure) {
    guard let bytes = unsafe bytes else { return }
    unsafe chooseRows(bytes, line)
    guard !rows.isEmpty else { return }
    scratch.reserve(rows.count)
    var failure: LoadFailure?
    unsafe rows.withUnsafeBufferPointer { rows in
      var fields = unsafe loading_fields(
        bytes: bytes, edges: edges.value.edges, rows: rows.baseAddress, count: rows.count, column: 0
      )
      do throws(LoadFailure) {
        for index in columns.indices {
          let bad = try unsafe columns[index].append(&fields, scratch)
          if bad > 0 { unsafe note(badFieldsOf: index, bad, fields, line) }
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    rowCount += rows.count
  }

  /// Puts into `rows` the first field of every line that has the fields of a row.
  private mutating func chooseRows(_ bytes: UnsafePointer<UInt8>, _ line: (Int) -> Int) {
    rows.removeAll(keepingCapacity: true)
    rowLines.removeAll(keepingCapacity: true)
    let count = Int(unsafe edges.value.line_count)
    for number in 0..<count {
      let first = unsafe edges.value.lines[number]
      let next = unsafe edges.value.lines[number + 1]
      let fieldCount = Int(next - first)
      if fieldCount == plan.fieldCount {
        rows.append(first)
        rowLines.append(UInt32(number))
        continue
      }
      if fieldCount == 1, unsafe isBlank(bytes, first) { continue }
      if fieldCount >= plan.leastFieldCount, fieldCount < plan.fieldCount {
        if let padded = padded(first, next) {
          rows.append(padded)
          rowLines.append(UInt32(number))
          continue
        }
      } else if fieldCount > plan.fieldCount,
        unsafe areBlank(bytes, first + UInt32(plan.fieldCount)..<next)
      {
        rows.append(first)
        rowLines.append(UInt32(number))
        continue
      }
      problems.addRow(
        line: line(number), "\(counted(fieldCount, "field")) in place of \(plan.fieldCount)")
    }
  }

  private func isBlank(_ bytes: UnsafePointer<UInt8>, _ field: UInt32) -> Bool {
    for place in unsafe edges.value.edges[Int(field)]..<edges.value.edges[Int(field) + 1] - 1 {
      if unsafe bytes[Int(place)] > 0x20 { return false }
    }
    return true
  }

  private func areBlank(_ bytes: UnsafePointer<UInt8>, _ fields: Range<UInt32>) -> Bool {
    for field in fields where unsafe !isBlank(bytes, field) { return false }
    return true
  }

  /// Puts the edges of a short row, with empty fields for those that lack, behind all others.
  private mutating func padded(_ first: UInt32, _ next: UInt32) -> UInt32? {
    let place = unsafe edges.value.edge_count + 1
    guard unsafe loading_edges_reserve(&edges.value, Int(place) + plan.fieldCount + 2) else {
      return nil
    }
    var target = Int(place)
    for index in first...next {
      unsafe edges.value.edges[target] = edges.value.edges[Int(index)]
      target += 1
    }
    while target <= Int(place) + plan.fieldCount {
      unsafe edges.value.edges[target] = edges.value.edges[target - 1] + 1
      target += 1
    }
    unsafe edges.value.edge_count = UInt32(target) - 1
    return place
  }

  private mutating func note(
    badFieldsOf index: Int, _ count: Int, _ fields: loading_fields, _ line: (Int) -> Int
  ) {
    let column = columns[index].plan
    if column.isInferred {
      wronglyInferred.insert(index)
      return
    }
    for row in rows.indices where unsafe scratch.valid[row] == 2 {
      let edge = Int(rows[row]) + column.field
      let range = unsafe Int(fields.edges[edge])..<Int(fields.edges[edge + 1]) - 1
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: fields.bytes + range.lowerBound, count: range.count),
        as: UTF8.self)
      if column.missingTexts.contains(text) { continue }
      problems.addField(
        line: line(Int(rowLines[row])), "'\(text.prefix(40))' in column \(column.name) is no number"
      )
    }
  }
}

/// `1 field`, `12 fields`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
