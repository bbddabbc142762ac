/// Writes the elements of an SVG picture.
///
/// The picture carries its own style, light or dark as the reader's system is; inside a page the
/// page's variables of the same names win.
struct SVGWriter {
  private var body = ""
  let width: Double
  let height: Double

  /// A picture of so many pixels, which scales to whatever room it is given.
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// About the width of a text of 12 pixels height; without a font nobody knows it exactly.
  static func textWidth(_ text: String) -> Double {
    let capitals = text.count { $0.isUppercase }
    return Double(DisplayWidth.of(text)) * 6.6 + Double(capitals) * 2.4
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, className: String
  ) {
    body +=
      "<line class=\"\(className)\" x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\"/>\n"
  }

  /// A rectangle, its colour that of a series; `tip` is shown to those who point at it.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, color: String, opacity: Double = 1,
    tip: String
  ) {
    body +=
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(width, 0)))\" height=\"\(n(max(height, 0)))\""
    body += " fill=\"\(color)\"" + (opacity < 1 ? " fill-opacity=\"\(n(opacity))\"" : "")
    body += "><title>\(Self.escape(tip))</title></rect>\n"
  }

  mutating func circle(x: Double, y: Double, radius: Double, color: String, tip: String) {
    body += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(color)\">"
    body += "<title>\(Self.escape(tip))</title></circle>\n"
  }

  mutating func polyline(_ points: [(x: Double, y: Double)], color: String) {
    let text = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    body +=
      "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\"\(text)\"/>\n"
  }

  mutating func polygon(_ points: [(x: Double, y: Double)], color: String, tip: String) {
    let text = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    body += "<polygon fill=\"\(color)\" fill-opacity=\"0.75\" points=\"\(text)\">"
    body += "<title>\(Self.escape(tip))</title></polygon>\n"
  }

  /// A text whose `anchor` (`start`, `middle`, `end`) stands at the place.
  mutating func text(
    _ text: String, x: Double, y: Double, anchor: String = "start", className: String = "label",
    rotation: Double = 0
  ) {
    body += "<text class=\"\(className)\" x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\""
    if rotation != 0 { body += " transform=\"rotate(\(n(rotation)) \(n(x)) \(n(y)))\"" }
    body += ">\(Self.escape(text))</text>\n"
  }

  /// The whole picture; `title` is its name for those who cannot see it.
  func document(title: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" \
    width="\(n(width))" height="\(n(height))" role="img" aria-label="\(Self.escape(title))">
    <style>\(Self.style)</style>
    \(body)</svg>

    """
  }

  private static let style = """
    svg{max-width:100%;height:auto;font-family:system-ui,sans-serif;--ink:#222;--faint:#777;--grid:#ddd}\
    @media (prefers-color-scheme:dark){svg{--ink:#eee;--faint:#aaa;--grid:#444}}\
    @media print{svg{--ink:#222;--faint:#777;--grid:#ddd}}\
    .title{font-size:15px;font-weight:600;fill:var(--ink)}.label{font-size:12px;fill:var(--faint)}\
    .value{font-size:12px;fill:var(--ink)}.grid{stroke:var(--grid)}.axis{stroke:var(--faint)}
    """

  /// Text that stands for itself inside XML and HTML, attributes included; characters that XML knows
  /// not at all are left out.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      default:
        // What turns the direction of writing around would do so in a browser, too.
        if scalar.value > 0xFF && ControlEscape.isControl(scalar) {
          result += ControlEscape.escape(String(scalar))
        } else if scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
          && !(0x7F..<0xA0).contains(scalar.value)
        {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// A number with at most one decimal.
  private func n(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return sign + "\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
  }
}
