/// Which texts a column holds most often: what completion offers at a prompt.
///
/// Texts are counted by their codes; only the entries of a dictionary are looked at as bytes, each
/// once, so that a column of a million different texts is answered between two keys.
public enum ValueFrequency {
  /// More rows than these are not looked at.
  static let rowLimit = 4_000_000

  /// The texts of a column, or of its lists, that begin as given in whatever case (of ASCII), with
  /// their counts, the most frequent first; of more than `limit` the rarer ones are left out, and
  /// texts of more than `longest` bytes times four are, too.
  public static func texts(
    ofColumn column: Int, in table: Table, beginningWith beginning: String, limit: Int,
    longest: Int
  ) -> [(text: String, count: Int)] {
    var counts: [ObjectIdentifier: CountedCodes] = [:]
    var boxed: [String: Int] = [:]
    if let stored = table.columns?[column] {
      switch stored.values {
      case .texts(let codes, let dictionary), .lists(_, let codes, let dictionary, _):
        var own = CountedCodes(dictionary)
        codes.forEach(in: 0..<min(codes.count, rowLimit)) { own.byCode[Int($1)] &+= 1 }
        counts[ObjectIdentifier(dictionary)] = own
      case .dynamics(let values):
        for value in values.prefix(rowLimit) { count(value, into: &boxed) }
      case .packed, .decimals, .integers, .reals: return []
      }
    } else {
      count(column, table, &counts, &boxed)
    }
    let folded = ContiguousArray(beginning.utf8.map(lower))
    for counted in counts.values {
      for (text, count) in most(counted.dictionary, counted.byCode, folded, limit, longest * 4) {
        boxed[text, default: 0] += count
      }
    }
    let fitting = boxed.filter { text, _ in
      text.utf8.count <= longest * 4 && text.utf8.lazy.map(lower).starts(with: folded)
    }
    return fitting.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
      .map { ($0.key, $0.value) }
  }

  /// How often each entry of a dictionary came.
  private struct CountedCodes {
    let dictionary: StringDictionary
    var byCode: ContiguousArray<UInt32>

    init(_ dictionary: StringDictionary) {
      self.dictionary = dictionary
      byCode = ContiguousArray(repeating: 0, count: dictionary.count)
    }
  }

  /// Counts in the chunks of a query's result.
  private static func count(
    _ column: Int, _ table: Table, _ counts: inout [ObjectIdentifier: CountedCodes],
    _ boxed: inout [String: Int]
  ) {
    var rowsLeft = rowLimit
    for chunk in table.chunks where rowsLeft > 0 {
      rowsLeft -= chunk.count
      switch chunk.vectors[column].values {
      case .strings(let codes, let dictionary), .lists(_, let codes, let dictionary):
        let key = ObjectIdentifier(dictionary)
        var own = counts.removeValue(forKey: key) ?? CountedCodes(dictionary)
        for code in codes { own.byCode[Int(code)] &+= 1 }
        counts[key] = own
      case .dynamics(let values):
        for value in values { count(value, into: &boxed) }
      case .bools, .integers, .reals: return
      }
    }
  }

  private static func count(_ value: DynamicValue, into boxed: inout [String: Int]) {
    switch value {
    case .string(let text) where !text.isEmpty: boxed[text, default: 0] += 1
    case .array(let items):
      for case .string(let text) in items where !text.isEmpty { boxed[text, default: 0] += 1 }
    default: break
    }
  }

  /// The most frequent entries that begin as given; a few more than `limit` are kept while looking,
  /// and what cannot get among them is passed over.
  private static func most(
    _ dictionary: StringDictionary, _ byCode: ContiguousArray<UInt32>,
    _ beginning: ContiguousArray<UInt8>, _ limit: Int, _ longest: Int
  ) -> [(text: String, count: Int)] {
    var kept: [(code: UInt32, count: UInt32)] = []
    var least: UInt32 = 0
    for code in 1..<max(1, byCode.count) where byCode[code] > least {
      let fits = unsafe dictionary.withUTF8(of: UInt32(code)) { text in
        guard text.count <= longest, text.count >= beginning.count else { return false }
        for index in 0..<beginning.count
        where unsafe lower(text[index]) != beginning[index] { return false }
        return true
      }
      guard fits else { continue }
      kept.append((UInt32(code), byCode[code]))
      if kept.count >= 8 * limit {
        kept.sort { $0.count > $1.count }
        kept.removeLast(kept.count - limit)
        least = kept.last?.count ?? 0
      }
    }
    kept.sort { $0.count > $1.count }
    return kept.prefix(limit).map { (dictionary[$0.code], Int($0.count)) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
