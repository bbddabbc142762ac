/// Speaks HTTP/1.1 to one server: one request at a time over a connection that is kept for the next.
///
/// No more of the protocol is here than the two engines need: POST, bodies of a given length, in
/// chunks or up to the end of the connection, no redirection, no proxy (docs/decisions/0024).
final class HTTPClient {
  private let address: RemoteAddress
  /// What the head of every request says beside the usual.
  private let headers: [(String, String)]
  private var connection: SocketConnection?
  /// What a server wants to see again.
  private var cookies: [String: String] = [:]

  /// A client that has not connected yet.
  init(_ address: RemoteAddress, headers: [(String, String)]) {
    self.address = address
    self.headers = headers
  }

  /// The head that says who asks, in the way of the engines' own clients.
  static func authorization(
    user: String?, password: String?, token: String?
  ) -> [(String, String)] {
    if let token { return [("Authorization", "Bearer " + token)] }
    guard let user else { return [] }
    let pair = Array((user + ":" + (password ?? "")).utf8)
    return [("Authorization", "Basic " + Base64.text(pair))]
  }

  /// Sends a body and gives the response, whose own body is still to be read.
  ///
  /// A kept connection that the server has given up meanwhile is opened again.
  func post(
    _ path: String, type: String, body: [UInt8], _ monitor: RemoteMonitor,
    onHeader: (_ name: String, _ value: String) -> Void = { _, _ in }
  ) throws(RemoteError) -> HTTPResponse {
    var request = "POST \(path) HTTP/1.1\r\nHost: \(address.authority)\r\n"
    for (name, value) in headers { request += "\(name): \(value)\r\n" }
    if !cookies.isEmpty {
      let pairs = cookies.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }
      request += "Cookie: \(pairs.joined(separator: "; "))\r\n"
    }
    request += "User-Agent: casus\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
    let bytes = Array(request.utf8) + body
    if let kept = connection {
      connection = nil
      do throws(RemoteError) {
        return try exchange(bytes, over: kept, monitor, onHeader)
      } catch {
        guard case .lost = error else { throw error }
      }
    }
    let fresh = try SocketConnection(
      host: address.host, port: address.port, isEncrypted: address.isEncrypted, monitor)
    return try exchange(bytes, over: fresh, monitor, onHeader)
  }

  /// Gives up the connection, whatever is under way on it.
  func close() {
    connection?.close()
    connection = nil
  }

  private func exchange(
    _ bytes: [UInt8], over connection: SocketConnection, _ monitor: RemoteMonitor,
    _ onHeader: (String, String) -> Void
  ) throws(RemoteError) -> HTTPResponse {
    try connection.send(bytes, monitor)
    let response = HTTPResponse(connection)
    try response.readHead(monitor) { name, value in
      if name == "set-cookie" { keep(cookie: value) }
      onHeader(name, value)
    }
    response.finished = { [weak self] in self?.connection = connection }
    return response
  }

  private func keep(cookie: String) {
    let pair = cookie.prefix { $0 != ";" }
    guard let equals = pair.firstIndex(of: "="), cookies.count < 16, pair.utf8.count < 4096 else {
      return
    }
    cookies[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
  }
}

/// The response to one request: the head is read, the body comes piece by piece.
final class HTTPResponse {
  /// The status: 200 where all went well.
  private(set) var status = 0
  private let connection: SocketConnection
  private var buffer: [UInt8] = []
  private var start = 0
  private var body = Body.untilEnd
  private var isKept = true
  /// Called when the body has been read and the connection may be used again.
  var finished: () -> Void = {}

  private enum Body {
    case length(Int)
    /// With the bytes of the chunk under way that are still to come.
    case chunks(left: Int)
    case untilEnd
    case done
  }

  /// A line of a head that is longer is no head.
  private static let longestLine = 1 << 16
  private static let mostHeaders = 1_000_000

  init(_ connection: SocketConnection) {
    self.connection = connection
  }

  /// Reads the head; names come in lower case.
  func readHead(
    _ monitor: RemoteMonitor, _ onHeader: (String, String) -> Void
  ) throws(RemoteError) {
    repeat {
      let first = try line(monitor).split(separator: " ", maxSplits: 2)
      guard first.count >= 2, first[0].hasPrefix("HTTP/1."), let code = Int(first[1]) else {
        throw .malformed("the server does not speak HTTP")
      }
      status = code
      isKept = first[0] == "HTTP/1.1"
      for count in 0... {
        let text = try line(monitor)
        if text.isEmpty { break }
        guard count < Self.mostHeaders, let colon = text.firstIndex(of: ":") else {
          throw .malformed("the head of the server's response cannot be read")
        }
        let name = text[..<colon].lowercased()
        let value = text[text.index(after: colon)...].drop { $0 == " " }
        try note(name, String(value))
        onHeader(name, String(value))
      }
    } while (100..<200).contains(status)
    if status == 204 { body = .length(0) }
  }

  private func note(_ name: String, _ value: String) throws(RemoteError) {
    switch name {
    case "content-length":
      guard let length = Int(value), length >= 0 else {
        throw .malformed("'\(value.prefix(40))' is no length of a response")
      }
      if case .untilEnd = body { body = .length(length) }
    case "transfer-encoding": if value.lowercased() == "chunked" { body = .chunks(left: 0) }
    case "connection": if value.lowercased() == "close" { isKept = false }
    default: break
    }
  }

  /// The next piece of the body, nil behind the last.
  func read(_ monitor: RemoteMonitor) throws(RemoteError) -> ArraySlice<UInt8>? {
    switch body {
    case .done: return nil
    case .length(let left):
      guard left > 0 else { return finish() }
      let piece = try some(monitor, atMost: left)
      body = .length(left - piece.count)
      return piece
    case .untilEnd:
      isKept = false
      if start == buffer.count, try !fill(monitor) { return finish() }
      return try some(monitor, atMost: .max)
    case .chunks(let left): return try chunk(left, monitor)
    }
  }

  /// The whole body.
  func readAll(_ monitor: RemoteMonitor, atMost limit: Int) throws(RemoteError) -> [UInt8] {
    var result: [UInt8] = []
    while let piece = try read(monitor) {
      guard result.count + piece.count <= limit else {
        throw .malformed("the server's response is longer than \(limit >> 20) MB")
      }
      result += piece
    }
    return result
  }

  private func chunk(
    _ begun: Int, _ monitor: RemoteMonitor
  ) throws(RemoteError) -> ArraySlice<UInt8>? {
    var left = begun
    if left == 0 {
      let text = try line(monitor).prefix { $0 != ";" }.filter { $0 != " " }
      guard let size = Int(text, radix: 16), size >= 0, text.first != "-", text.first != "+" else {
        throw .malformed("'\(text.prefix(40))' is no length of a chunk")
      }
      if size == 0 {
        while try !line(monitor).isEmpty {}
        return finish()
      }
      left = size
    }
    let piece = try some(monitor, atMost: left)
    left -= piece.count
    body = .chunks(left: left)
    if left == 0, try !line(monitor).isEmpty {
      throw .malformed("a chunk of the server's response is longer than it says")
    }
    return piece
  }

  private func finish() -> ArraySlice<UInt8>? {
    body = .done
    if isKept && start == buffer.count { finished() } else { connection.close() }
    finished = {}
    return nil
  }

  private func some(
    _ monitor: RemoteMonitor, atMost limit: Int
  ) throws(RemoteError) -> ArraySlice<UInt8> {
    if start == buffer.count, try !fill(monitor) {
      throw .lost("the server ended the connection in the middle of its response")
    }
    let end = start + min(limit, buffer.count - start)
    let piece = buffer[start..<end]
    start = end
    return piece
  }

  private func line(_ monitor: RemoteMonitor) throws(RemoteError) -> String {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        var text = buffer[start..<end]
        if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
        start = end + 1
        return String(decoding: text, as: UTF8.self)
      }
      guard buffer.count - start < Self.longestLine else {
        throw .malformed("the server's response has a line without an end")
      }
      let offset = buffer.count - start
      if try !fill(monitor) { throw .lost("the server ended the connection without an answer") }
      searched = start + offset
    }
  }

  private func fill(_ monitor: RemoteMonitor) throws(RemoteError) -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    return try connection.receive(into: &buffer, monitor)
  }
}

/// Bytes as text, six bits a letter.
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) {
        $0 << 8 | Int(start + $1 < bytes.count ? bytes[start + $1] : 0)
      }
      for place in 0..<4 {
        let isThere = place <= group.count
        result.append(isThere ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
