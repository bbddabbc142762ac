internal import Columnar

extension ScalarKernels {
  /// Functions that write texts in another form or take them apart: base64, URLs, CSV, versions.
  static let encodings: [String: ScalarKernel] = [
    "base64_decode_toarray": rows { call in
      guard let bytes = decodedBase64(call.text(0)) else { return .null }
      return .dynamic(.array(bytes.map { .integer(Int64($0)) }))
    },
    "base64_decode_tostring": rows { call in
      .string(decodedBase64(call.text(0)).flatMap { String(validating: $0, as: UTF8.self) } ?? "")
    },
    "base64_encode_fromarray": rows { call in
      let bytes = (call.array(0) ?? []).compactMap { item -> UInt8? in
        guard case .integer(let value) = item else { return nil }
        return UInt8(exactly: value)
      }
      return .string(bytes.count == call.array(0)?.count ? encodedBase64(bytes) : "")
    },
    "base64_encode_tostring": rows { call in .string(encodedBase64(Array(call.text(0).utf8))) },
    "format_bytes": rows(formatBytes),
    "isascii": rows { call in .bool(call.text(0).utf8.allSatisfy { $0 < 0x80 }) },
    "isutf8": rows { _ in .bool(true) },
    "parse_csv": rows { call in .dynamic(.array(csvFields(call.text(0)).map { .string($0) })) },
    "parse_url": rows { call in .dynamic(URLParts(call.text(0)).bag) },
    "parse_urlquery": rows { call in
      let query = URLParts.parameters(ofQuery: call.text(0))
      return .dynamic(.bag(DynamicBag(members: [("Query Parameters", query)])))
    },
    "parse_version": rows { call in
      let parts = call.text(0).split(separator: ".", omittingEmptySubsequences: false)
      let numbers = parts.map { Int64($0) }
      guard (1...4).contains(parts.count), !numbers.contains(nil) else { return .null }
      let padded = (numbers.compactMap(\.self) + [0, 0, 0]).prefix(4)
      return .real(padded.reduce(0) { $0 * 1e8 + Double($1) })
    },
    "url_decode": rows { call in
      .string(decodedURL(call.text(0).replacing(UInt8(ascii: "+"), with: UInt8(ascii: " "))))
    },
    "url_encode": rows { call in .string(encodedURL(call.text(0), space: "+")) },
    "url_encode_component": rows { call in .string(encodedURL(call.text(0), space: "%20")) },
  ]

  private static let base64Digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encodedBase64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * place)) & 63
        text.append(place <= group.count ? base64Digits[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func decodedBase64(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count % 4 == 0 else { return nil }
    let padding = characters.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    for (place, character) in characters.dropLast(padding).enumerated() {
      guard let digit = base64Digits.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(digit)
      if place % 4 > 0 {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(6 - place % 4 * 2)))
      }
    }
    return bytes
  }

  private static func encodedURL(_ text: String, space: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if byte.isASCIILetter || byte.isASCIIDigit || "-_.~".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == UInt8(ascii: " ") {
        result += space
      } else {
        result += byte < 16 ? "%0" : "%"
        result += String(byte, radix: 16)
      }
    }
    return result
  }

  static func decodedURL(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
        bytes[place + 1] != UInt8(ascii: "+"), bytes[place + 1] != UInt8(ascii: "-"),
        let byte = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
      {
        result.append(byte)
        place += 3
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let byteUnits = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"]

  private static func formatBytes(_ call: RowCall) -> Value {
    guard var size = call.real(0), size.isFinite else { return .string("") }
    let digits = min(max(call.integer(1) ?? 0, 0), 15)
    var place = 0
    if call.has(2) {
      guard let unit = byteUnits.firstIndex(of: call.text(2)) else { return .string("") }
      for _ in 0..<unit { size /= 1024 }
      place = unit
    } else {
      while size.magnitude >= 1024, place < byteUnits.count - 1 {
        size /= 1024
        place += 1
      }
    }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (size * scale).rounded() / scale
    let text = Int64(exactly: rounded).map { String($0) } ?? rounded.description
    return .string("\(text) \(byteUnits[place])")
  }

  /// The fields of the first record; a quoted field may hold delimiters, and a quote doubled.
  private static func csvFields(_ line: String) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    let bytes = Array(line.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if place < bytes.count, bytes[place] == byte {
          field.append(byte)
          place += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        break
      } else {
        field.append(byte)
      }
    }
    return fields + [String(decoding: field, as: UTF8.self)]
  }
}

extension String {
  /// The text with one ASCII character in place of another.
  fileprivate func replacing(_ old: UInt8, with new: UInt8) -> String {
    String(decoding: utf8.map { $0 == old ? new : $0 }, as: UTF8.self)
  }
}

/// The parts of a URL in the words of `parse_url`; all empty where it has no scheme.
struct URLParts {
  private var scheme = ""
  private var host = ""
  private var port = ""
  private var path = ""
  private var username = ""
  private var password = ""
  private var query = ""
  private var fragment = ""

  init(_ url: String) {
    guard let (scheme, afterScheme) = url.cut(at: "://"), !scheme.isEmpty else { return }
    self.scheme = scheme
    var rest = afterScheme
    if let (before, after) = rest.cut(at: "#") { (rest, fragment) = (before, after) }
    if let (before, after) = rest.cut(at: "?") { (rest, query) = (before, after) }
    if let (before, after) = rest.cut(at: "/") { (rest, path) = (before, after) }
    // A path of `/` alone counts as none.
    if !path.isEmpty { path = "/" + path }
    if let (user, after) = rest.cut(at: "@") {
      rest = after
      (username, password) = user.cut(at: ":") ?? (user, "")
    }
    (host, port) = rest.cut(at: ":") ?? (rest, "")
  }

  var bag: DynamicValue {
    .bag(
      DynamicBag(members: [
        ("Scheme", .string(scheme)), ("Host", .string(host)), ("Port", .string(port)),
        ("Path", .string(path)), ("Username", .string(username)),
        ("Password", .string(password)),
        ("Query Parameters", Self.parameters(ofQuery: query)), ("Fragment", .string(fragment)),
      ]))
  }

  /// The parameters sorted by name; one that stands several times is an array.
  static func parameters(ofQuery query: String) -> DynamicValue {
    var values: [String: [DynamicValue]] = [:]
    for parameter in query.split(separator: "&") {
      let (name, value) = String(parameter).cut(at: "=") ?? (String(parameter), "")
      if name.isEmpty { continue }
      values[name, default: []].append(.string(ScalarKernels.decodedURL(value)))
    }
    let members = values.sorted { ValueOrder.compare($0.key, $1.key) < 0 }.map { name, values in
      (key: name, value: values.count == 1 ? values[0] : .array(values))
    }
    return .bag(DynamicBag(members: members))
  }
}

extension String {
  /// What stands before and behind the first `separator`, or nil if there is none.
  fileprivate func cut(at separator: String) -> (before: String, after: String)? {
    let bytes = Array(utf8)
    let places = ScalarKernels.places(of: Array(separator.utf8), in: bytes, overlapping: false)
    guard let place = places.first else { return nil }
    return (
      String(decoding: bytes[..<place], as: UTF8.self),
      String(decoding: bytes[(place + separator.utf8.count)...], as: UTF8.self)
    )
  }
}
