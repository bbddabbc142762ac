internal import CLoading

/// One column of a segment while it is read: memory that the kernels in C fill.
///
/// A segment, and so each of its columns, belongs to one thread until it is handed on whole; that is
/// what the unchecked conformance vouches for.
@safe
final class SegmentColumn: @unchecked Sendable {
  let plan: PlannedColumn
  /// Numbers, or the codes of texts.
  private(set) var integers: loading_integers
  private(set) var nulls = unsafe loading_integers()
  private(set) var reals = unsafe loading_reals()
  private(set) var texts = unsafe loading_texts()

  init(_ plan: PlannedColumn) throws(LoadFailure) {
    self.plan = plan
    unsafe integers = unsafe loading_integers()
    switch plan.type {
    case .text, .bool, .date:
      unsafe integers.is_unsigned = true
      guard unsafe loading_texts_init(&texts) else { throw .noMemory }
    case .long, .real: break
    }
  }

  deinit {
    unsafe loading_integers_free(&integers)
    unsafe loading_integers_free(&nulls)
    unsafe loading_reals_free(&reals)
    unsafe loading_texts_free(&texts)
  }

  /// Whether the column is made of texts, to be turned into what they say at the end, once a text.
  var holdsTexts: Bool {
    switch plan.type {
    case .text, .bool, .date: true
    case .long, .real: false
    }
  }

  /// Appends the fields of a block. Gives how many are neither of the type nor empty; `scratch.valid`
  /// has a 2 for each.
  func append(_ fields: inout loading_fields, _ scratch: Scratch) throws(LoadFailure) -> Int {
    unsafe fields.column = UInt32(plan.field)
    let count = unsafe fields.count
    var bad = 0
    switch plan.type {
    case .long:
      bad = unsafe loading_parse_integers(&fields, scratch.values, scratch.valid)
      for row in 0..<count where unsafe !plan.missingNumbers.isEmpty && scratch.valid[row] == 1 {
        if unsafe plan.missingNumbers.contains(scratch.values[row]) {
          unsafe scratch.valid[row] = 0
        }
      }
      guard
        unsafe loading_integers_append_valid(
          &integers, &nulls, scratch.values, scratch.valid, count)
      else { throw .noMemory }
    case .real:
      guard unsafe loading_reals_parse(&reals, &fields, scratch.valid, &bad),
        unsafe loading_nulls_append(&nulls, scratch.valid, count)
      else { throw .noMemory }
    case .text, .bool, .date:
      guard unsafe loading_texts_encode(&texts, &fields, scratch.codes),
        unsafe loading_codes_append(
          &integers, scratch.codes, count, UInt32(texts.count - 1))
      else {
        throw .because(
          "column '\(plan.name)' has more than 4 GB of different texts, or memory is short")
      }
    }
    return bad
  }

  /// Tells the column how many rows it will have, about, so that it grows once.
  func expect(_ rowCount: Int) {
    unsafe integers.expected = rowCount
    unsafe reals.scaled.expected = rowCount
  }

  /// Gives back what the column was read into, once it is sealed.
  func release() {
    unsafe loading_integers_free(&integers)
    unsafe loading_integers_free(&nulls)
    unsafe loading_reals_free(&reals)
    unsafe loading_texts_free(&texts)
  }

  /// Takes the bytes and the offsets of the texts away from the column, for whoever frees them; nil where
  /// memory is short.
  @unsafe
  func takeTexts() -> (
    bytes: UnsafeBufferPointer<UInt8>, offsets: UnsafeBufferPointer<UInt32>
  )? {
    guard unsafe loading_texts_trim(&texts), let bytes = unsafe texts.bytes,
      let offsets = unsafe texts.offsets
    else { return nil }
    let taken = unsafe (
      UnsafeBufferPointer(start: UnsafePointer(bytes), count: texts.byte_count),
      UnsafeBufferPointer(start: UnsafePointer(offsets), count: texts.count + 1)
    )
    unsafe texts.bytes = nil
    unsafe texts.offsets = nil
    return unsafe taken
  }

  /// Adds the texts of another part to this one's table; gives the code here of each.
  func merge(_ other: SegmentColumn, _ count: Int) throws(LoadFailure) -> ContiguousArray<UInt32> {
    var codes = ContiguousArray<UInt32>(repeating: 0, count: count)
    let isDone = unsafe codes.withUnsafeMutableBufferPointer { target in
      unsafe loading_texts_merge(&texts, &other.texts, target.baseAddress)
    }
    guard isDone else {
      throw .because(
        "column '\(plan.name)' has more than 4 GB of different texts, or memory is short")
    }
    return codes
  }

  /// The code of a text, nil where it is not there.
  func existingCode(of text: String) -> UInt32? {
    var text = text
    let code = text.withUTF8 { unsafe loading_texts_find(&texts, $0.baseAddress, $0.count) }
    return code == .max ? nil : code
  }

  /// Gives the decimals of the column so many places behind the point; false where memory is short.
  func rescale(to places: Int) -> Bool { unsafe loading_reals_rescale(&reals, UInt32(places)) }

  /// About what it costs to join the column with those of other segments.
  var weight: Int { unsafe texts.byte_count + integers.count }
}

/// Room for the values of one column of a block.
@safe
final class Scratch {
  private(set) var capacity = 0
  @unsafe private(set) var values: UnsafeMutablePointer<Int64>
  @unsafe private(set) var valid: UnsafeMutablePointer<UInt8>
  @unsafe private(set) var codes: UnsafeMutablePointer<UInt32>

  init() {
    unsafe values = .allocate(capacity: 0)
    unsafe valid = .allocate(capacity: 0)
    unsafe codes = .allocate(capacity: 0)
  }

  deinit {
    unsafe values.deallocate()
    unsafe valid.deallocate()
    unsafe codes.deallocate()
  }

  /// Makes room for a block of so many rows.
  func reserve(_ rowCount: Int) {
    guard rowCount > capacity else { return }
    unsafe values.deallocate()
    unsafe valid.deallocate()
    unsafe codes.deallocate()
    capacity = rowCount + rowCount / 2
    unsafe values = .allocate(capacity: capacity)
    unsafe valid = .allocate(capacity: capacity)
    unsafe codes = .allocate(capacity: capacity)
  }
}
