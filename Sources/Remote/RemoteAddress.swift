/// Where an engine is: `spark://host:port/database`, `clickhouses://host/database`.
///
/// A user may stand before the host; a password may not, because whatever is typed is kept in the history
/// and shown in lists of processes.
public struct RemoteAddress: Sendable, Hashable {
  /// The engines that can be spoken to.
  public enum Kind: String, Sendable, CaseIterable {
    /// HiveServer2 over HTTP: Spark's Thrift server, Kyuubi, Hive, Databricks.
    case spark
    /// ClickHouse over HTTP.
    case clickhouse
  }

  /// Which engine.
  public let kind: Kind
  /// Whether the connection is encrypted and the server's certificate checked.
  public let isEncrypted: Bool
  /// The name or the address of the machine.
  public let host: String
  /// The port.
  public let port: UInt16
  /// The database that tables are looked for in; nil for the server's own choice.
  public let database: String?
  /// The user, where the URL names one.
  public let user: String?
  /// The path of the HTTP request.
  public let path: String

  /// Why a text is no address.
  public struct Problem: Error, Sendable, Hashable {
    /// One line.
    public let message: String
  }

  /// The schemes that an address may begin with.
  private static let schemes = Kind.allCases.flatMap { [$0.rawValue, $0.rawValue + "s"] }

  /// Whether a text is an address with a password in it, which must not be kept anywhere.
  public static func holdsPassword(_ text: String) -> Bool {
    guard let end = text.firstRange(of: "://") else { return false }
    let authority = text[end.upperBound...].prefix { $0 != "/" && $0 != "?" && !$0.isWhitespace }
    guard let at = authority.lastIndex(of: "@") else { return false }
    return authority[..<at].contains(":")
  }

  /// The address that a text says.
  public init(_ text: String) throws(Problem) {
    guard let end = text.firstRange(of: "://") else {
      throw Problem(message: "'\(text)' is no address; write it as spark://host:10001/database")
    }
    guard !Self.holdsPassword(text) else {
      throw Problem(
        message: "an address with a password in it is not taken; "
          + "put the password into CASUS_PASSWORD or the file of credentials")
    }
    let scheme = text[..<end.lowerBound].lowercased()
    guard
      let kind = Kind.allCases.first(where: { scheme == $0.rawValue || scheme == $0.rawValue + "s" }
      )
    else {
      throw Problem(
        message: "unknown scheme '\(scheme)'; there are " + Self.schemes.joined(separator: ", "))
    }
    self.kind = kind
    isEncrypted = scheme.hasSuffix("s")
    var rest = text[end.upperBound...]
    var path = kind == .spark ? "/cliservice" : "/"
    if let mark = rest.firstIndex(of: "?") {
      for item in rest[rest.index(after: mark)...].split(separator: "&") {
        guard item.hasPrefix("path=/") else {
          throw Problem(message: "unknown '\(item)' in the address; there is path=/...")
        }
        path = String(item.dropFirst(5))
      }
      rest = rest[..<mark]
    }
    self.path = path
    let authority = rest.prefix { $0 != "/" }
    let database = rest.dropFirst(authority.count).drop { $0 == "/" }
    self.database = database.isEmpty ? nil : String(database)
    let at = authority.lastIndex(of: "@")
    user = at.map { String(authority[..<$0]) }
    let place = at.map { authority[authority.index(after: $0)...] } ?? authority
    (host, port) = try Self.place(place, kind, isEncrypted)
    guard Self.isHarmless(host), Self.isHarmless(path), Self.isHarmless(self.database ?? "") else {
      throw Problem(message: "an address has no blanks and no control characters")
    }
  }

  private static func place(
    _ text: Substring, _ kind: Kind, _ isEncrypted: Bool
  ) throws(Problem) -> (String, UInt16) {
    var host = text
    var port = standardPort(kind, isEncrypted)
    // An address of version 6 stands in brackets.
    let bracket = text.first == "[" ? text.firstIndex(of: "]") : nil
    let colon = text.lastIndex(of: ":")
    if let colon, colon > bracket ?? text.startIndex {
      guard let number = UInt16(text[text.index(after: colon)...]), number > 0 else {
        throw Problem(message: "'\(text[text.index(after: colon)...])' is no port")
      }
      port = number
      host = text[..<colon]
    }
    if bracket != nil { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { throw Problem(message: "an address names a host") }
    return (String(host), port)
  }

  private static func standardPort(_ kind: Kind, _ isEncrypted: Bool) -> UInt16 {
    switch (kind, isEncrypted) {
    case (.spark, false): 10001
    case (.spark, true): 443
    case (.clickhouse, false): 8123
    case (.clickhouse, true): 8443
    }
  }

  /// What is put into the head of a request must not end its line.
  private static func isHarmless(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
  }

  /// Host and port as they stand in a URL.
  public var authority: String {
    (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
  }

  /// The address without the user, for messages.
  public var shown: String {
    kind.rawValue + (isEncrypted ? "s" : "") + "://" + authority
      + (database.map { "/" + $0 } ?? "")
  }
}
