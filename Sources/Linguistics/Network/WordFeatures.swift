/// Finds the embedding rows of a word: its own, and those of its beginning, endings and shape.
///
/// The trainer computes the same numbers (Sources/Training/features.py).
struct WordFeatures: Sendable {
  /// The rows of a word: word, prefix of 3, suffixes of 2, 3 and 4, shape.
  typealias Rows = InlineArray<6, Int32>

  static let rootRow: Int32 = 0
  static let unknownRow: Int32 = 1

  private let arena: [UInt8]
  /// Where the word of a row ends in `arena`; it begins where the one before ends.
  private let ends: [Int32]
  /// Open addressing by the word's hash: rows, 0 where empty.
  private let slots: [Int32]
  private let tableRows: [UInt32]

  init(vocabulary: [[UInt8]], tableRows: [Int]) {
    precondition(tableRows.count == 5 && tableRows.allSatisfy { $0 > 1 })
    var arena: [UInt8] = []
    var ends: [Int32] = [0, 0]
    var size = 16
    while size < 3 * vocabulary.count { size *= 2 }
    var slots = [Int32](repeating: 0, count: size)
    for word in vocabulary {
      var slot = Int(word.reduce(Hash.start, Hash.adding)) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(ends.count)
      arena += word
      ends.append(Int32(arena.count))
    }
    self.arena = arena
    self.ends = ends
    self.slots = slots
    self.tableRows = tableRows.map(UInt32.init)
  }

  /// The rows of a word. `scratch` is reused from word to word.
  func rows(of form: String, scratch: inout Scratch) -> Rows {
    scratch.read(form)
    let count = scratch.normalized.count
    var rows = Rows(repeating: wordRow(scratch.normalized))
    rows[1] = tableRow(0, scratch.normalized[..<min(3, count)])
    rows[2] = tableRow(1, scratch.normalized[max(0, count - 2)...])
    rows[3] = tableRow(2, scratch.normalized[max(0, count - 3)...])
    rows[4] = tableRow(3, scratch.normalized[max(0, count - 4)...])
    rows[5] = tableRow(4, scratch.shape[...])
    return rows
  }

  private func tableRow(_ table: Int, _ scalars: ArraySlice<Unicode.Scalar>) -> Int32 {
    Int32(1 + Hash.of(scalars) % (tableRows[table] - 1))
  }

  private func wordRow(_ scalars: [Unicode.Scalar]) -> Int32 {
    var slot = Int(Hash.of(scalars[...])) & (slots.count - 1)
    while slots[slot] != 0 {
      if isWord(slots[slot], scalars) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return Self.unknownRow
  }

  private func isWord(_ row: Int32, _ scalars: [Unicode.Scalar]) -> Bool {
    var place = Int(ends[Int(row) - 1])
    let end = Int(ends[Int(row)])
    for scalar in scalars {
      for byte in scalar.utf8 {
        guard place < end, arena[place] == byte else { return false }
        place += 1
      }
    }
    return place == end
  }
}

extension WordFeatures {
  /// A word's scalars in lower case with digits as zeros, and its shape.
  struct Scratch: Sendable {
    fileprivate private(set) var normalized: [Unicode.Scalar] = []
    fileprivate private(set) var shape: [Unicode.Scalar] = []

    fileprivate mutating func read(_ form: String) {
      normalized.removeAll(keepingCapacity: true)
      shape.removeAll(keepingCapacity: true)
      for scalar in form.unicodeScalars {
        let scalar = Self.folded(scalar)
        if scalar.isASCII {
          readASCII(scalar)
        } else {
          readOther(scalar)
        }
      }
    }

    private mutating func readASCII(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "A"..."Z":
        normalized.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
        addKind("X")
      case "a"..."z":
        normalized.append(scalar)
        addKind("x")
      case "0"..."9":
        normalized.append("0")
        addKind("d")
      default:
        normalized.append(scalar)
        addKind(scalar)
      }
    }

    private mutating func readOther(_ scalar: Unicode.Scalar) {
      let properties = scalar.properties
      switch properties.generalCategory {
      case .decimalNumber:
        normalized.append("0")
        addKind("d")
        return
      case .uppercaseLetter: addKind("X")
      case .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: addKind("x")
      default: addKind(scalar)
      }
      normalized.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
    }

    /// Runs of one kind are cut after two.
    private mutating func addKind(_ kind: Unicode.Scalar) {
      if shape.count >= 2, shape[shape.count - 1] == kind, shape[shape.count - 2] == kind { return }
      shape.append(kind)
    }

    /// Typographic quotes, dashes and spaces made plain, as the treebanks mostly write them.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
      switch scalar {
      case "`", "\u{2018}"..."\u{201B}": "'"
      case "\u{201C}"..."\u{201F}", "\u{AB}", "\u{BB}": "\""
      case "\u{2010}"..."\u{2015}": "-"
      case "\u{A0}": " "
      default: scalar
      }
    }
  }

  /// The 32-bit FNV-1a hash of UTF-8.
  private enum Hash {
    static let start: UInt32 = 2_166_136_261

    static func adding(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
      (hash ^ UInt32(byte)) &* 16_777_619
    }

    static func of(_ scalars: ArraySlice<Unicode.Scalar>) -> UInt32 {
      var hash = start
      for scalar in scalars {
        if scalar.isASCII {
          hash = adding(hash, UInt8(scalar.value))
        } else {
          for byte in scalar.utf8 { hash = adding(hash, byte) }
        }
      }
      return hash
    }
  }
}
