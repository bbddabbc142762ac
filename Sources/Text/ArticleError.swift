/// Why the bytes of a file are not an article.
public enum ArticleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There are no bytes, or only white space.
  case empty
  /// A byte that text never holds, with its place.
  case binary(byteOffset: Int)
  /// A byte that UTF-8 does not allow there, with its place.
  case invalidUTF8(byteOffset: Int)
  /// A line longer than any paragraph; lines count from 1.
  case lineTooLong(line: Int, byteCount: Int, limit: Int)
  /// More bytes than any article.
  case tooLong(byteCount: Int, limit: Int)

  /// One line for the user, without the file's name.
  public var description: String {
    switch self {
    case .empty: "it is empty"
    case .binary(let byteOffset): "it is binary (a control character at byte \(byteOffset))"
    case .invalidUTF8(let byteOffset): "it is not valid UTF-8 (at byte \(byteOffset))"
    case .lineTooLong(let line, let byteCount, let limit):
      "line \(line) has \(byteCount) bytes, more than the \(limit) that a paragraph may have"
    case .tooLong(let byteCount, let limit):
      "it has \(byteCount) bytes, more than the \(limit) that an article may have"
    }
  }
}
