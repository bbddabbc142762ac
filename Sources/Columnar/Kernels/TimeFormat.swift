/// A format of `format_datetime` or `format_timespan`: runs of letters that stand for parts of a
/// time, and what stands between them.
///
///     yyyy-MM-dd [HH:mm:ss.fff]        d.hh:mm:ss
public struct TimeFormat: Sendable {
  /// What a format is for, which decides its letters.
  public enum Kind: Sendable {
    case datetime
    case timespan
  }

  private enum Piece: Sendable {
    case part(letter: UInt8, width: Int)
    case delimiter(UInt8)
  }

  private let kind: Kind
  private let pieces: [Piece]

  /// The format written as `text`, or nil if it holds anything but its letters and the delimiters
  /// `/ - : , . _ [ ]` and space.
  public init?(_ text: String, for kind: Kind) {
    self.kind = kind
    var pieces: [Piece] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      let run = bytes[place...].prefix { $0 == byte }.count
      if " /-:,._[]".utf8.contains(byte) {
        pieces.append(.delimiter(byte))
        place += 1
      } else if let width = Self.widths(byte, kind).first(where: { $0 <= run }) {
        pieces.append(.part(letter: byte, width: width))
        place += width
      } else {
        return nil
      }
    }
    self.pieces = pieces
  }

  /// How often a letter may stand in a row, most first; a longer run is read as several parts.
  private static func widths(_ letter: UInt8, _ kind: Kind) -> [Int] {
    switch (letter, kind) {
    case (UInt8(ascii: "f"), _), (UInt8(ascii: "F"), _): [7, 6, 5, 4, 3, 2, 1]
    case (UInt8(ascii: "d"), .timespan): [8, 7, 6, 5, 4, 3, 2, 1]
    case (UInt8(ascii: "y"), .datetime): [4, 2, 1]
    case (UInt8(ascii: "t"), .datetime): [2]
    case (UInt8(ascii: "d"), .datetime), (UInt8(ascii: "M"), .datetime), (UInt8(ascii: "h"), _),
      (UInt8(ascii: "H"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "s"), _):
      [2, 1]
    default: []
    }
  }

  /// The time in the format; a timespan below zero begins with `-`.
  public func text(of ticks: Int64) -> String {
    var text = kind == .timespan && ticks < 0 ? "-" : ""
    let magnitude: Int64 = kind == .timespan ? Int64(clamping: ticks.magnitude) : ticks
    let date = CivilDate(ticks: magnitude)
    for piece in pieces {
      switch piece {
      case .delimiter(let byte): text.unicodeScalars.append(Unicode.Scalar(byte))
      case .part(let letter, let width): append(letter, width, magnitude, date, to: &text)
      }
    }
    return text
  }

  private func append(
    _ letter: UInt8, _ width: Int, _ ticks: Int64, _ date: CivilDate, to text: inout String
  ) {
    let hour = ticks / Ticks.perHour % 24
    switch letter {
    case UInt8(ascii: "y"):
      appendPadded(Int64(width <= 2 ? date.year % 100 : date.year), width, to: &text)
    case UInt8(ascii: "M"): appendPadded(Int64(date.month), width, to: &text)
    case UInt8(ascii: "d"):
      appendPadded(kind == .timespan ? ticks / Ticks.perDay : Int64(date.day), width, to: &text)
    case UInt8(ascii: "h") where kind == .datetime:
      appendPadded((hour + 11) % 12 + 1, width, to: &text)
    case UInt8(ascii: "h"), UInt8(ascii: "H"): appendPadded(hour, width, to: &text)
    case UInt8(ascii: "m"): appendPadded(ticks / Ticks.perMinute % 60, width, to: &text)
    case UInt8(ascii: "s"): appendPadded(ticks / Ticks.perSecond % 60, width, to: &text)
    case UInt8(ascii: "t"): text += hour < 12 ? "AM" : "PM"
    default:
      var digits = ""
      appendPadded(ticks % Ticks.perSecond, 7, to: &digits)
      digits = String(digits.prefix(width))
      // `F` says nothing where all of its digits are zero.
      if letter == UInt8(ascii: "f") || digits.utf8.contains(where: { $0 != 48 }) {
        text += digits
      }
    }
  }
}
