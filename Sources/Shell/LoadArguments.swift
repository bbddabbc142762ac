import Loading
import Query

/// What stands behind `.load`: `FILE as NAME format=gdelt2 schema=a:long,b:text`, all but the file as
/// one likes.
enum LoadArguments {
  /// The request, or why it is none.
  static func parse(_ text: String) -> Result<Session.LoadRequest, DotCommand.Problem> {
    var words = text.split(whereSeparator: \.isWhitespace)
    var request = Session.LoadRequest(path: "")
    while let word = words.last {
      if let value = value(of: "format", in: word) {
        switch format(value) {
        case .success(let format): request.options.format = format
        case .failure(let problem): return .failure(problem)
        }
        words.removeLast()
      } else if let value = value(of: "schema", in: word) {
        switch schema(value) {
        case .success(let types): request.options.types = types
        case .failure(let problem): return .failure(problem)
        }
        words.removeLast()
      } else if words.count >= 3, words[words.count - 2] == "as" {
        request.name = String(word)
        words.removeLast(2)
      } else {
        break
      }
    }
    guard let first = words.first, let last = words.last else {
      return .failure(DotCommand.Problem(message: ".load needs a file or folder"))
    }
    request.path = DotCommand.unquoted(String(text[first.startIndex..<last.endIndex]))
    return .success(request)
  }

  /// The format called `name`.
  static func format(_ name: String) -> Result<TableFormat, DotCommand.Problem> {
    if let format = TableFormat.named(name) { return .success(format) }
    let names = (TableFormat.all + TableFormat.generic).map(\.name).sorted()
    let hint = EditDistance.nearest(name, among: names).map { "; did you mean '\($0)'?" }
    return .failure(
      DotCommand.Problem(
        message: "unknown format '\(name)'"
          + (hint ?? "; there are " + names.joined(separator: ", "))))
  }

  /// The types of `a:long,b:text`.
  static func schema(_ text: String) -> Result<[String: FieldType], DotCommand.Problem> {
    var types: [String: FieldType] = [:]
    for part in text.split(separator: ",") {
      guard let colon = part.lastIndex(of: ":") else {
        return .failure(DotCommand.Problem(message: "'\(part)' in the schema is not NAME:TYPE"))
      }
      let word = String(part[part.index(after: colon)...])
      guard let type = FieldType(word: word) else {
        return .failure(
          DotCommand.Problem(
            message:
              "unknown type '\(word)' in the schema; there are bool, datetime, long, real, string"))
      }
      types[String(part[..<colon])] = type
    }
    return .success(types)
  }

  private static func value(of key: String, in word: Substring) -> String? {
    let head = key + "="
    return word.hasPrefix(head) && word.count > head.count
      ? String(word.dropFirst(head.count)) : nil
  }
}
