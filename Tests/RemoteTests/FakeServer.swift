import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers each request as a test says.
final class FakeServer: Sendable {
  /// What becomes of a request.
  enum Answer: Sendable {
    /// A response of status 200 with a length.
    case body([UInt8])
    /// These very bytes, and then the end of the connection.
    case raw([UInt8])
    /// Nothing at all, for as long as the other side waits.
    case silence
  }

  /// A request as it came.
  struct Request: Sendable {
    let head: String
    let body: [UInt8]
  }

  let port: UInt16
  private let listener: Int32
  private let received = Mutex<[Request]>([])
  private let answer: @Sendable (Request, Int) -> Answer

  /// Begins to listen; `answer` is given the request and the number of those before it.
  init(_ answer: @escaping @Sendable (Request, Int) -> Answer) {
    self.answer = answer
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe _ = bind(listener, pointer, size)
        unsafe getsockname(listener, pointer, &size)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    listen(listener, 8)
    Thread.detachNewThread { [self] in acceptAll() }
  }

  deinit { close(listener) }

  /// The requests so far.
  var requests: [Request] { received.withLock { $0 } }

  /// Stops listening.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      Thread.detachNewThread { [self] in
        serve(connection)
        close(connection)
      }
    }
  }

  private func serve(_ connection: Int32) {
    var buffer: [UInt8] = []
    while let request = next(connection, &buffer) {
      let number = received.withLock { requests in
        requests.append(request)
        return requests.count - 1
      }
      switch answer(request, number) {
      case .body(let body):
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n"
        send(connection, Array(head.utf8) + body)
      case .raw(let bytes):
        send(connection, bytes)
        return
      case .silence:
        var byte: UInt8 = 0
        unsafe _ = recv(connection, &byte, 1, 0)
        return
      }
    }
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          connection, $0.baseAddress! + start, bytes.count - start, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      start += count
    }
  }

  private func next(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = buffer.firstRange(of: end) {
        let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        let line = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        let length = line.flatMap { Int($0.dropFirst(16)) } ?? 0
        if buffer.count >= range.upperBound + length {
          let body = Array(buffer[range.upperBound..<range.upperBound + length])
          buffer.removeFirst(range.upperBound + length)
          return Request(head: head, body: body)
        }
      }
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = unsafe recv(connection, &piece, piece.count, 0)
      if count <= 0 { return nil }
      buffer += piece[..<count]
    }
  }
}
