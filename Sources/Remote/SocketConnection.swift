internal import CTLS
internal import Glibc

/// A connection over TCP, encrypted or not.
///
/// Every wait is cut into slices, between which the monitor is asked; a signal ends a slice at once.
@safe final class SocketConnection {
  private var descriptor: Int32
  @unsafe private var session: OpaquePointer?
  private let name: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  private static let sliceMilliseconds: Int32 = 50
  private static let connectMilliseconds: Int32 = 10_000

  /// Connects; the certificate of an encrypted connection must be valid for the host.
  init(
    host: String, port: UInt16, isEncrypted: Bool, _ monitor: RemoteMonitor
  ) throws(RemoteError) {
    name = "\(host):\(port)"
    unsafe session = nil
    descriptor = -1
    descriptor = try Self.connected(host, port, monitor)
    guard isEncrypted else { return }
    guard ctls_is_available() != 0 else {
      throw .unreachable("an encrypted connection needs OpenSSL (libssl.so.3), which is not here")
    }
    unsafe session = ctls_open(host)
    guard unsafe session != nil else { throw .unreachable("no certificate can be for '\(host)'") }
    try shakeHands(monitor)
  }

  deinit { close() }

  /// Closes the connection.
  func close() {
    unsafe ctls_close(session)
    unsafe session = nil
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  // MARK: - Connecting

  private static func connected(
    _ host: String, _ port: UInt16, _ monitor: RemoteMonitor
  ) throws(RemoteError) -> Int32 {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, "\(port)", &hints, &list)
    guard status == 0, unsafe list != nil else {
      throw .unreachable("the host '\(host)' is not known")
    }
    defer { unsafe freeaddrinfo(list) }
    var reason = "no address"
    var next = unsafe list
    while let address = unsafe next {
      let descriptor = unsafe socket(
        address.pointee.ai_family,
        Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
          | Int32(SOCK_NONBLOCK.rawValue), 0)
      if descriptor >= 0 {
        let code = try unsafe connect(descriptor, address.pointee, monitor)
        if code == 0 {
          tune(descriptor)
          return descriptor
        }
        reason = text(of: code)
        _ = Glibc.close(descriptor)
      }
      unsafe next = address.pointee.ai_next
    }
    throw .unreachable("nobody answers at \(host):\(port): \(reason)")
  }

  /// Zero, or the number of the error.
  private static func connect(
    _ descriptor: Int32, _ address: addrinfo, _ monitor: RemoteMonitor
  ) throws(RemoteError) -> Int32 {
    if unsafe Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
    guard errno == EINPROGRESS || errno == EINTR else { return errno }
    var waited: Int32 = 0
    while waited < connectMilliseconds {
      if monitor.isCancelled() {
        _ = Glibc.close(descriptor)
        throw .cancelled
      }
      var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if unsafe Glibc.poll(&poll, 1, sliceMilliseconds) > 0 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return code
      }
      waited += sliceMilliseconds
    }
    return ETIMEDOUT
  }

  /// Small requests go out at once, and a peer that is gone is noticed one day.
  private static func tune(_ descriptor: Int32) {
    turnOn(TCP_NODELAY, of: Int32(IPPROTO_TCP), descriptor)
    turnOn(SO_KEEPALIVE, of: SOL_SOCKET, descriptor)
  }

  private static func turnOn(_ option: Int32, of level: Int32, _ descriptor: Int32) {
    var on: Int32 = 1
    unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func text(of code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }

  private func lost(_ reason: String) -> RemoteError {
    .lost("the connection to \(name) is lost: \(reason)")
  }

  // MARK: - Moving bytes

  /// Sends all bytes.
  func send(_ bytes: [UInt8], _ monitor: RemoteMonitor) throws(RemoteError) {
    guard unsafe session != nil else { return try sendRaw(bytes[...], monitor) }
    let status = unsafe bytes.withUnsafeBytes {
      unsafe ctls_write(session, $0.baseAddress, $0.count)
    }
    guard status == 0 else { throw lost(reason()) }
    try sendEncrypted(monitor)
  }

  /// Waits for bytes and appends them; false when the other side has ended the connection.
  func receive(
    into bytes: inout [UInt8], _ monitor: RemoteMonitor
  ) throws(RemoteError) -> Bool {
    guard unsafe session != nil else {
      let count = try receiveRaw(monitor)
      bytes += buffer[..<count]
      return count > 0
    }
    while true {
      let size = buffer.count
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe ctls_read(session, $0.baseAddress, size)
      }
      if count > 0 {
        bytes += buffer[..<count]
        return true
      }
      guard count != CTLS_CLOSED else { return false }
      guard count == CTLS_WANTS_BYTES else { throw lost(reason()) }
      guard try feed(monitor) else { return false }
    }
  }

  private func shakeHands(_ monitor: RemoteMonitor) throws(RemoteError) {
    while true {
      let status = unsafe ctls_handshake(session)
      // What is wrong with the certificate is told to the server, too.
      try sendEncrypted(monitor)
      if status == 0 { return }
      guard status == Int32(CTLS_WANTS_BYTES) else {
        throw .unreachable("no encrypted connection to \(name): \(reason())")
      }
      guard try feed(monitor) else {
        throw .unreachable("no encrypted connection to \(name): the server ended it")
      }
    }
  }

  /// Puts bytes of the other side into the session; false at their end.
  private func feed(_ monitor: RemoteMonitor) throws(RemoteError) -> Bool {
    let count = try receiveRaw(monitor)
    guard count > 0 else { return false }
    let status = unsafe buffer.withUnsafeBytes {
      unsafe ctls_put(session, $0.baseAddress, count)
    }
    guard status == 0 else { throw lost("no memory") }
    return true
  }

  private func sendEncrypted(_ monitor: RemoteMonitor) throws(RemoteError) {
    while true {
      let size = buffer.count
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe ctls_take(session, $0.baseAddress, size)
      }
      guard count > 0 else { return }
      try sendRaw(buffer[..<count], monitor)
    }
  }

  private func reason() -> String {
    guard let text = unsafe ctls_reason(session) else { return "unknown" }
    return unsafe String(cString: text)
  }

  private func sendRaw(_ bytes: ArraySlice<UInt8>, _ monitor: RemoteMonitor) throws(RemoteError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN || errno == EINTR {
        try wait(Int16(POLLOUT), monitor)
      } else {
        throw lost(Self.text(of: errno))
      }
    }
  }

  /// The number of bytes that came into the buffer, zero at the end.
  private func receiveRaw(_ monitor: RemoteMonitor) throws(RemoteError) -> Int {
    while true {
      let size = buffer.count
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, size, 0)
      }
      if count >= 0 { return count }
      guard errno == EAGAIN || errno == EINTR else { throw lost(Self.text(of: errno)) }
      try wait(Int16(POLLIN), monitor)
    }
  }

  private func wait(_ events: Int16, _ monitor: RemoteMonitor) throws(RemoteError) {
    guard descriptor >= 0 else { throw lost("it was closed") }
    if monitor.isCancelled() { throw .cancelled }
    // A server that sends head and body apart may wait 40 ms for the receipt of the head.
    Self.turnOn(TCP_QUICKACK, of: Int32(IPPROTO_TCP), descriptor)
    var poll = pollfd(fd: descriptor, events: events, revents: 0)
    _ = unsafe Glibc.poll(&poll, 1, Self.sliceMilliseconds)
    if monitor.isCancelled() { throw .cancelled }
  }
}
