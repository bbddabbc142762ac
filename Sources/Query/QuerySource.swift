/// The text of a query with the name that messages give it.
public struct QuerySource: Sendable {
  /// The query as typed or read.
  public let text: String
  /// The file that it is from, as in `script.kql`, or "" where it was typed.
  public let name: String

  /// A text under a name.
  public init(text: String, name: String = "") {
    self.text = text
    self.name = name
  }
}
