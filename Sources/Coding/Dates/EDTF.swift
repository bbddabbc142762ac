/// Reads dates in the Extended Date/Time Format (ISO 8601-2), as events carry them.
public enum EDTF {
  /// The first and last day that a date may be, as days since 1970-01-01; nil where the text is
  /// not EDTF of the kind that Casus writes (a day, month or year, or an interval of such).
  public static func days(of text: String) -> ClosedRange<Int>? {
    guard let date = EDTFDate(text), date.first <= date.last else { return nil }
    return date.first.number...date.last.number
  }
}
