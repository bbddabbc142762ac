internal import CEmbeddedData
import Columnar

/// An embedded file of tab-separated codes, its lines found by their first fields.
struct CodeTable: Sendable {
  /// CAMEO codes: PLOVER type, mode, contexts.
  static let plover = CodeTable("cameo-plover.tsv", keyFields: 1)
  /// Codes of event tables: kind and code, then what it stands for.
  static let codes = CodeTable("loading-codes.tsv", keyFields: 2)

  private var rows: [String: [String]] = [:]

  private init(_ name: String, keyFields: Int) {
    let file = unsafe embedded_data(name)
    guard let start = unsafe file.bytes else { return }
    let text = unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: file.count), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count > keyFields else { continue }
      rows[fields[..<keyFields].joined(separator: "\t")] = Array(fields[keyFields...])
    }
  }

  /// The fields behind a key of one field.
  func row(_ key: String) -> [String]? { rows[key] }

  /// What a code of a kind stands for.
  func meaning(_ kind: String, _ code: String) -> String? { rows[kind + "\t" + code]?.first }
}

/// Lists inside of a field.
enum ListText {
  /// The parts between separators, without blanks at their ends and without empty ones, each once.
  static func parts(_ text: String, separators: Set<Character>) -> [String] {
    var parts: [String] = []
    for part in text.split(whereSeparator: separators.contains) {
      let trimmed = part.trimmed()
      if !trimmed.isEmpty && trimmed != "None" && !parts.contains(trimmed) { parts.append(trimmed) }
    }
    return parts
  }
}

/// Addresses of pages.
enum WebAddress {
  /// `https://www.example.org/a/b` is of `example.org`.
  static func host(_ address: String) -> String {
    guard let scheme = address.firstRange(of: "://") else { return "" }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" }.lowercased()
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }
}
