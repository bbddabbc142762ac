extension StringProtocol {
  /// The text without the characters at both ends that `isPadding` holds for, blanks by default.
  /// Linear in what is cut off, and in the copy of the rest.
  public func trimmed(_ isPadding: (Character) -> Bool = { $0 == " " }) -> String {
    drop(while: isPadding).trimmedAtEnd(isPadding)
  }

  /// The text without the padding at its end.
  public func trimmedAtEnd(_ isPadding: (Character) -> Bool = { $0 == " " }) -> String {
    guard let last = lastIndex(where: { !isPadding($0) }) else { return "" }
    return String(self[...last])
  }
}
