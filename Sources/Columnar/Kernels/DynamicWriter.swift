/// Writes dynamic values as JSON, without spaces, members in their order.
public enum DynamicWriter {
  /// The JSON of a value; what JSON cannot say (a datetime, NaN) is a string.
  public static func json(_ value: DynamicValue) -> String {
    var text = ""
    append(value, to: &text)
    return text
  }

  /// What `tostring` gives: a string as it is, nothing for null, otherwise the JSON.
  public static func text(of value: DynamicValue) -> String {
    switch value {
    case .null: ""
    case .string(let text), .guid(let text): text
    case .datetime(let ticks): DatetimeText.text(of: ticks)
    case .timespan(let ticks): TimespanText.text(of: ticks)
    case .real(let real): NumberText.text(of: real)
    case .bool, .integer, .array, .bag: json(value)
    }
  }

  private static func append(_ value: DynamicValue, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .real(let value):
      if value.isFinite {
        text += value.description
      } else {
        text += value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\""
      }
    case .string(let value), .guid(let value): appendQuoted(value, to: &text)
    case .datetime(let ticks): appendQuoted(DatetimeText.text(of: ticks), to: &text)
    case .timespan(let ticks): appendQuoted(TimespanText.text(of: ticks), to: &text)
    case .array(let items):
      text += "["
      for (place, item) in items.enumerated() {
        if place > 0 { text += "," }
        append(item, to: &text)
      }
      text += "]"
    case .bag(let bag):
      text += "{"
      for place in 0..<bag.count {
        if place > 0 { text += "," }
        appendQuoted(bag.keys[place], to: &text)
        text += ":"
        append(bag.values[place], to: &text)
      }
      text += "}"
    }
  }

  /// Appends `value` in quotes, escaped as JSON demands.
  public static func appendQuoted(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
