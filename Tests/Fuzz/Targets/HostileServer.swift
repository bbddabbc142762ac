import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers whatever it is asked with the same bytes.
final class HostileServer: Sendable {
  /// Where it listens.
  let port: UInt16
  private let listener: Int32
  private let bytes = Mutex<[UInt8]>([])

  /// What it answers.
  var answer: [UInt8] {
    get { bytes.withLock { $0 } }
    set { bytes.withLock { $0 = newValue } }
  }

  /// Begins to listen.
  init() {
    signal(SIGPIPE, SIG_IGN)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
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

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      var limit = timeval(tv_sec: 0, tv_usec: 200_000)
      unsafe setsockopt(
        connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      var request = [UInt8](repeating: 0, count: 1 << 16)
      if unsafe recv(connection, &request, request.count, 0) > 0 {
        let answer = answer
        _ = unsafe send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
        shutdown(connection, Int32(SHUT_WR))
        while unsafe recv(connection, &request, request.count, 0) > 0 {}
      }
      close(connection)
    }
  }
}
