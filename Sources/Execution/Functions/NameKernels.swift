internal import Columnar

extension ScalarKernels {
  /// Names of files and of hosts, command lines, compressed texts, guids in base64.
  static let names: [String: ScalarKernel] = [
    "base64_decode_toguid": rows { call in
      guard let bytes = decodedBase64(call.text(0)), bytes.count == 16 else { return .null }
      return .guid(guidText(bytes))
    },
    "base64_encode_fromguid": rows { call in
      guard let bytes = guidBytes(call.text(0)) else { return .string("") }
      return .string(encodedBase64(bytes))
    },
    "gzip_compress_to_base64_string": rows { call in
      .string(encodedBase64(Inflate.wrapGzip(Array(call.text(0).utf8))))
    },
    "gzip_decompress_from_base64_string": rows { call in
      .string(unpacked(call.text(0), Inflate.unwrapGzip))
    },
    "parse_command_line": rows { call in
      .dynamic(.array(commandLine(call.text(0)).map { .string($0) }))
    },
    "parse_path": rows { call in .dynamic(.bag(pathParts(call.text(0)))) },
    "punycode_domain_from_string": rows { call in
      let parts = labels(call.text(0)).map { label -> String in
        label.lowercased().hasPrefix("xn--") ? Punycode.decode(label.dropFirst(4)) ?? label : label
      }
      return .string(parts.joined(separator: "."))
    },
    "punycode_domain_to_string": rows { call in
      let parts = labels(call.text(0)).map { label in
        label.utf8.allSatisfy { $0 < 0x80 } ? label : "xn--" + Punycode.encode(label)
      }
      return .string(parts.joined(separator: "."))
    },
    "punycode_from_string": rows { call in .string(Punycode.encode(call.text(0))) },
    "punycode_to_string": rows { call in .string(Punycode.decode(call.text(0)[...]) ?? "") },
    "zlib_compress_to_base64_string": rows { call in
      .string(encodedBase64(Inflate.wrapZlib(Array(call.text(0).utf8))))
    },
    "zlib_decompress_from_base64_string": rows { call in
      .string(unpacked(call.text(0), Inflate.unwrapZlib))
    },
  ]

  private static func unpacked(_ text: String, _ unwrap: ([UInt8]) -> [UInt8]?) -> String {
    guard let bytes = decodedBase64(text), let plain = unwrap(bytes) else { return "" }
    return String(validating: plain, as: UTF8.self) ?? ""
  }

  /// The parts of a host's name; other scripts have full stops of their own.
  private static func labels(_ host: String) -> [String] {
    host.split(omittingEmptySubsequences: false) { ".\u{3002}\u{ff0e}\u{ff61}".contains($0) }
      .map(String.init)
  }

  // MARK: - guids

  /// The first three fields are stored from their last byte on.
  private static let guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

  private static func guidText(_ bytes: [UInt8]) -> String {
    var text = ""
    for (place, source) in guidOrder.enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      let digits = String(bytes[source], radix: 16)
      text += digits.count == 1 ? "0" + digits : digits
    }
    return text
  }

  private static func guidBytes(_ text: String) -> [UInt8]? {
    let digits = text.filter { $0 != "-" }
    guard digits.count == 32 else { return nil }
    var plain: [UInt8] = []
    var rest = digits[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      plain.append(byte)
      rest = rest.dropFirst(2)
    }
    return guidOrder.map { plain[$0] }
  }

  // MARK: - Paths and command lines

  private static func pathParts(_ text: String) -> DynamicBag {
    var rest = text[...]
    var scheme = ""
    if let mark = rest.firstRange(of: "://") {
      scheme = String(rest[..<mark.lowerBound])
      rest = rest[mark.upperBound...]
    }
    var root = ""
    let start = rest.prefix(3)
    if start.count >= 2, start.first?.isLetter == true, start.dropFirst().first == ":" {
      root = String(start)
    }
    let isSeparator = { (character: Character) in character == "\\" || character == "/" }
    let last = rest.lastIndex(where: isSeparator)
    let directory = last.map { rest[..<$0] } ?? ""
    var file = last.map { rest[rest.index(after: $0)...] } ?? rest
    var stream = ""
    if let colon = file.firstIndex(of: ":") {
      stream = String(file[file.index(after: colon)...])
      file = file[..<colon]
    }
    let name = directory.lastIndex(where: isSeparator).map {
      directory[directory.index(after: $0)...]
    }
    let dot = file.lastIndex(of: ".")
    return DynamicBag(members: [
      ("Scheme", .string(scheme)), ("RootPath", .string(root)),
      ("DirectoryPath", .string(String(directory))),
      ("DirectoryName", .string(String(name ?? directory))),
      ("Filename", .string(String(file))),
      ("Extension", .string(dot.map { String(file[file.index(after: $0)...]) } ?? "")),
      ("AlternateDataStreamName", .string(stream)),
    ])
  }

  /// The arguments by the rules of Windows: quotation marks group, backslashes before them escape.
  private static func commandLine(_ text: String) -> [String] {
    var arguments: [String] = []
    var current = ""
    var isInside = false
    var hasArgument = false
    var backslashes = 0
    func flush() {
      current += String(repeating: "\\", count: backslashes)
      backslashes = 0
    }
    for character in text {
      switch character {
      case "\\":
        backslashes += 1
        hasArgument = true
      case "\"":
        current += String(repeating: "\\", count: backslashes / 2)
        if backslashes % 2 == 1 { current.append("\"") } else { isInside.toggle() }
        backslashes = 0
        hasArgument = true
      case " ", "\t":
        flush()
        if isInside {
          current.append(character)
        } else if hasArgument {
          arguments.append(current)
          current = ""
          hasArgument = false
        }
      default:
        flush()
        current.append(character)
        hasArgument = true
      }
    }
    flush()
    if hasArgument { arguments.append(current) }
    return arguments
  }
}

/// Writes texts of any script in ASCII (RFC 3492).
enum Punycode {
  private static let base = 36

  static func encode(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { Int($0.value) }
    var output = scalars.filter { $0 < 0x80 }
    let basicCount = output.count
    if basicCount > 0 { output.append(0x2d) }
    var handled = basicCount
    var (n, delta, bias) = (128, 0, 72)
    while handled < scalars.count {
      let next = scalars.filter { $0 >= n }.min() ?? n
      delta += (next - n) * (handled + 1)
      n = next
      for scalar in scalars {
        if scalar < n { delta += 1 }
        guard scalar == n else { continue }
        var quotient = delta
        var place = base
        while true {
          let threshold = threshold(place, bias)
          if quotient < threshold { break }
          output.append(digit(threshold + (quotient - threshold) % (base - threshold)))
          quotient = (quotient - threshold) / (base - threshold)
          place += base
        }
        output.append(digit(quotient))
        bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return String(output.compactMap { Unicode.Scalar(UInt32($0)).map(Character.init) })
  }

  static func decode(_ text: Substring) -> String? {
    guard text.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.count < 10_000 else { return nil }
    let bytes = text.utf8.map { Int($0) }
    let mark = bytes.lastIndex(of: 0x2d)
    var output = mark.map { Array(bytes[..<$0]) } ?? []
    var index = mark.map { $0 + 1 } ?? 0
    var (n, i, bias) = (128, 0, 72)
    while index < bytes.count {
      let before = i
      var weight = 1
      var place = base
      while true {
        guard index < bytes.count, let value = value(bytes[index]) else { return nil }
        index += 1
        let (product, isLarge) = value.multipliedReportingOverflow(by: weight)
        guard !isLarge, i < 1 << 40, product < 1 << 40 else { return nil }
        i += product
        let threshold = threshold(place, bias)
        if value < threshold { break }
        weight *= base - threshold
        guard weight < 1 << 40 else { return nil }
        place += base
      }
      bias = adapted(i - before, output.count + 1, isFirst: before == 0)
      n += i / (output.count + 1)
      i %= output.count + 1
      guard n <= 0x10ffff else { return nil }
      output.insert(n, at: i)
      i += 1
    }
    let scalars = output.compactMap { Unicode.Scalar(UInt32($0)) }
    guard scalars.count == output.count else { return nil }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  private static func threshold(_ place: Int, _ bias: Int) -> Int {
    place <= bias ? 1 : place >= bias + 26 ? 26 : place - bias
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > 455 {
      delta /= 35
      steps += base
    }
    return steps + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> Int { value < 26 ? value + 97 : value + 22 }

  private static func value(_ digit: Int) -> Int? {
    switch digit {
    case 0x30...0x39: digit - 22
    case 0x41...0x5a: digit - 65
    case 0x61...0x7a: digit - 97
    default: nil
    }
  }
}
