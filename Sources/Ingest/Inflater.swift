import CZlib

/// Unpacks gzip (RFC 1952) piece by piece, several members one after another as `gzip` does.
///
/// Safe to use: zlib's state is its own and never handed out.
@safe final class Inflater {
  /// Why it cannot go on.
  enum Failure: Error {
    case damaged
    /// So much from so little that it can only be meant to fill the memory.
    case bomb
    case memory
  }

  /// Deflate can pack a thousandfold, but text no more than this; beyond `freeBytes` it is a bomb.
  static let ratioLimit = 250
  /// What may come out before the ratio is looked at: long runs of one letter are no harm yet.
  static let freeBytes = 64 << 20

  /// Whether the bytes begin a gzip member.
  static func isGzip(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// zlib keeps the address, so the state may not move.
  private let state: UnsafeMutablePointer<z_stream>
  private var bytesIn = 0
  private var bytesOut = 0
  /// Whether a member has ended and the next has not begun.
  private(set) var isBetweenMembers = false

  /// An inflater at the beginning of a member.
  init() throws(Failure) {
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    // 15 bits of window, 16 for the gzip wrapping.
    let status = unsafe inflateInit2_(
      state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { throw .memory }
  }

  deinit {
    unsafe inflateEnd(state)
    unsafe state.deallocate()
  }

  /// Unpacks from `input` into `output`: how many bytes it took and how many it gave. It takes none
  /// where something follows the last member that is no gzip.
  func inflate(
    _ input: ArraySlice<UInt8>, into output: inout ContiguousArray<UInt8>
  ) throws(Failure) -> (taken: Int, given: Int) {
    if isBetweenMembers {
      guard Self.isGzip(input) || input.count == 1 && input.first == 0x1F else { return (0, 0) }
      guard unsafe inflateReset(state) == Z_OK else { throw .damaged }
      isBetweenMembers = false
    }
    var input = Array(input)
    let status = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe state.pointee.next_in = source.baseAddress
        unsafe state.pointee.avail_in = UInt32(source.count)
        unsafe state.pointee.next_out = target.baseAddress
        unsafe state.pointee.avail_out = UInt32(target.count)
        return unsafe CZlib.inflate(state, Z_NO_FLUSH)
      }
    }
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw status == Z_MEM_ERROR ? .memory : .damaged
    }
    isBetweenMembers = status == Z_STREAM_END
    let taken = unsafe input.count - Int(state.pointee.avail_in)
    let given = unsafe output.count - Int(state.pointee.avail_out)
    bytesIn += taken
    bytesOut += given
    if bytesOut > Self.freeBytes && bytesOut / max(bytesIn, 1) > Self.ratioLimit { throw .bomb }
    return (taken, given)
  }
}
