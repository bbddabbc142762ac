internal import CZlib

/// Unpacks gzip and zip files into memory.
///
/// What a packed file becomes is bounded: tables pack to between a fifth and a fiftieth of their size, so
/// that a file which grows more than two hundredfold is no table but meant to fill the memory. That is
/// asked of every part of it as it is unpacked, not of the whole at the end.
enum Unpacking {
  /// The most bytes that one byte may become.
  static let greatestRatio = 200
  /// The most files of an archive.
  static let greatestCount = 10_000
  /// Small files may grow to this whatever their ratio.
  static let freeSize = 16 << 20

  static func isGzip(_ prefix: ContiguousArray<UInt8>) -> Bool {
    prefix.starts(with: [0x1F, 0x8B])
  }
  static func isZip(_ prefix: ContiguousArray<UInt8>) -> Bool {
    prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]) || prefix.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// The members of a gzip file, one after the other.
  ///
  /// With `limit` no more than about so many bytes are unpacked: for a look at the beginning.
  static func gzip(
    _ packed: ContiguousArray<UInt8>, limit: Int? = nil, _ monitor: LoadMonitor = .none
  ) throws(LoadFailure) -> ContiguousArray<UInt8> {
    try inflate(
      packed, packed.indices, form: .gzip, limit: Self.limit(packed.count), stopAt: limit, monitor)
  }

  /// A file inside a zip archive.
  struct Entry {
    let name: String
    let bytes: ContiguousArray<UInt8>
  }

  /// The files of a zip archive in its order, folders left out.
  ///
  /// With `limit` no more than about so many bytes of each are unpacked, and not checked.
  static func zip(
    _ packed: ContiguousArray<UInt8>, limit: Int? = nil, _ monitor: LoadMonitor = .none
  ) throws(LoadFailure) -> [Entry] {
    let directory = try ZipDirectory(packed)
    guard directory.members.count <= greatestCount else {
      throw .because("it holds more than \(greatestCount) files: refused")
    }
    // The same bytes named many times would unpack to many times what they are.
    let sizes = directory.members.reduce(0) { $0 + $1.packedSize }
    guard sizes <= packed.count else { throw .because("the files in it overlap: refused") }
    var left = Self.limit(packed.count)
    var entries: [Entry] = []
    for member in directory.members where !member.name.hasSuffix("/") {
      if member.isEncrypted { throw .because("'\(member.name)' in it is encrypted") }
      let data = try directory.data(of: member, in: packed)
      let bytes: ContiguousArray<UInt8>
      switch member.method {
      case 0: bytes = ContiguousArray(packed[data])
      case 8: bytes = try inflate(packed, data, form: .raw, limit: left, stopAt: limit, monitor)
      default: throw .because("'\(member.name)' in it is packed by a method other than deflate")
      }
      guard limit != nil || checksum(bytes) == member.checksum else {
        throw .because("'\(member.name)' in it is damaged: its checksum differs")
      }
      left -= bytes.count
      entries.append(Entry(name: member.name, bytes: bytes))
    }
    return entries
  }

  private static func limit(_ packedSize: Int) -> Int {
    max(freeSize, packedSize.multipliedReportingOverflow(by: greatestRatio).partialValue)
  }

  private enum Form: Int32 {
    case gzip = 31
    case raw = -15
  }

  private static func inflate(
    _ packed: ContiguousArray<UInt8>, _ range: Range<Int>, form: Form, limit: Int,
    stopAt: Int?, _ monitor: LoadMonitor
  ) throws(LoadFailure) -> ContiguousArray<UInt8> {
    var failure: LoadFailure?
    var output = ContiguousArray<UInt8>()
    unsafe packed.withUnsafeBufferPointer { source in
      do throws(LoadFailure) {
        output = try unsafe Inflater(
          UnsafeBufferPointer(rebasing: source[range]), windowBits: form.rawValue,
          limit: limit, stopAt: stopAt ?? .max
        ).run(monitor)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return output
  }

  private static func checksum(_ bytes: ContiguousArray<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var sum: uLong = 0
      for start in stride(from: 0, to: bytes.count, by: 1 << 30) {
        let length = min(1 << 30, bytes.count - start)
        sum = unsafe crc32(sum, bytes.baseAddress.map { unsafe $0 + start }, uInt(length))
      }
      return UInt32(truncatingIfNeeded: sum)
    }
  }
}

/// One run of zlib over bytes in memory.
@safe
private struct Inflater {
  private let source: UnsafeBufferPointer<UInt8>
  private let windowBits: Int32
  private let limit: Int
  private let stopAt: Int

  init(_ source: UnsafeBufferPointer<UInt8>, windowBits: Int32, limit: Int, stopAt: Int) {
    unsafe self.source = unsafe source
    self.windowBits = windowBits
    self.limit = limit
    self.stopAt = stopAt
  }

  func run(_ monitor: LoadMonitor) throws(LoadFailure) -> ContiguousArray<UInt8> {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
      throw .noMemory
    }
    defer { unsafe inflateEnd(&stream) }
    var output = ContiguousArray<UInt8>()
    unsafe output.reserveCapacity(min(limit, max(1 << 10, source.count * 6)))
    var consumed = 0
    var block = ContiguousArray<UInt8>(repeating: 0, count: 1 << 18)
    while true {
      let given = unsafe min(source.count - consumed, 1 << 30)
      let (status, used, made) = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.next_in = unsafe UnsafeMutablePointer(
          mutating: source.baseAddress.map { unsafe $0 + consumed })
        unsafe stream.avail_in = uInt(given)
        unsafe stream.next_out = block.baseAddress
        unsafe stream.avail_out = uInt(block.count)
        let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
        return unsafe (
          status, given - Int(stream.avail_in), block.count - Int(stream.avail_out)
        )
      }
      consumed += used
      output.append(contentsOf: block[..<made])
      if monitor.isCancelled() { throw .cancelled }
      let isBomb =
        output.count > Unpacking.freeSize
        && output.count / max(consumed, 1) > Unpacking.greatestRatio
      if isBomb || output.count > limit {
        throw .because("it unpacks to more than \(Unpacking.greatestRatio) times its size: refused")
      }
      if output.count >= stopAt { return output }
      if status == Z_STREAM_END {
        // Gzip files may hold several members, one after the other.
        guard windowBits > 15, unsafe consumed < source.count, unsafe source[consumed] == 0x1F
        else {
          return output
        }
        unsafe inflateReset2(&stream, windowBits)
      } else if status != Z_OK && status != Z_BUF_ERROR {
        throw .because("its packed data are damaged")
      } else if used == 0 && made == 0 {
        throw .because("its packed data end too early")
      }
    }
  }
}
