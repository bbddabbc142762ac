public import Columnar

/// Writes values as JSON.
public enum JSONText {
  /// Appends a value: dates and timespans as text, NaN and the infinities as strings.
  public static func append(_ value: Value, to output: inout String) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .real(let value): appendReal(value, to: &output)
    case .string(let text), .guid(let text): appendQuoted(text, to: &output)
    case .datetime, .timespan: output += "\"" + ValueFormat.text(of: value) + "\""
    case .dynamic(let value): append(value, to: &output)
    }
  }

  /// Appends a dynamic value.
  public static func append(_ value: DynamicValue, to output: inout String) {
    switch value {
    case .null: append(Value.null, to: &output)
    case .bool(let value): append(Value.bool(value), to: &output)
    case .integer(let value): append(Value.integer(value), to: &output)
    case .real(let value): append(Value.real(value), to: &output)
    case .string(let text), .guid(let text): appendQuoted(text, to: &output)
    case .datetime(let ticks): append(Value.datetime(ticks), to: &output)
    case .timespan(let ticks): append(Value.timespan(ticks), to: &output)
    case .array(let items):
      output += "["
      for (index, item) in items.enumerated() {
        if index > 0 { output += "," }
        append(item, to: &output)
      }
      output += "]"
    case .bag(let bag):
      output += "{"
      for (index, key) in bag.keys.enumerated() {
        if index > 0 { output += "," }
        appendQuoted(key, to: &output)
        output += ":"
        append(bag.values[index], to: &output)
      }
      output += "}"
    }
  }

  /// A text in quotes, with what JSON demands escaped.
  public static func quoted(_ text: String) -> String {
    var result = ""
    appendQuoted(text, to: &result)
    return result
  }

  private static func appendReal(_ value: Double, to output: inout String) {
    if value.isFinite {
      output += value.description
    } else {
      output += value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\""
    }
  }

  private static func appendQuoted(_ text: String, to output: inout String) {
    output += "\""
    // 0xC2 leads the C1 control characters, which some terminals obey.
    if text.utf8.allSatisfy({ $0 >= 0x20 && ![0x22, 0x5C, 0x7F, 0xC2].contains($0) }) {
      output += text
    } else {
      for scalar in text.unicodeScalars { appendEscaped(scalar, to: &output) }
    }
    output += "\""
  }

  private static func appendEscaped(_ scalar: Unicode.Scalar, to output: inout String) {
    switch scalar {
    case "\"": output += "\\\""
    case "\\": output += "\\\\"
    case "\n": output += "\\n"
    case "\r": output += "\\r"
    case "\t": output += "\\t"
    case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
      let digits = String(scalar.value, radix: 16)
      output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: output.unicodeScalars.append(scalar)
    }
  }
}
