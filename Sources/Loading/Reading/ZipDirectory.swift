/// The list of files at the end of a zip archive (PKWARE's APPNOTE, 4.3): enough to find and check each.
struct ZipDirectory {
  /// What the directory says of one file.
  struct Member {
    let name: String
    let method: Int
    let isEncrypted: Bool
    let checksum: UInt32
    let packedSize: Int
    let headerOffset: Int
  }

  /// The files in the order of the directory.
  let members: [Member]

  /// Reads the directory of an archive.
  init(_ bytes: ContiguousArray<UInt8>) throws(LoadFailure) {
    guard let end = Self.endRecord(bytes) else { throw Self.damaged }
    var count = Self.number(bytes, end + 10, 2)
    var place = Self.number(bytes, end + 16, 4)
    if count == 0xFFFF || place == 0xFFFF_FFFF {
      // Zip64: a locator of 20 bytes stands before the end record.
      let locator = end - 20
      guard locator >= 0, Self.number(bytes, locator, 4) == 0x0706_4B50 else { throw Self.damaged }
      let record = Self.number(bytes, locator + 8, 8)
      guard record >= 0, record <= bytes.count - 56, Self.number(bytes, record, 4) == 0x0606_4B50
      else { throw Self.damaged }
      count = Self.number(bytes, record + 32, 8)
      place = Self.number(bytes, record + 48, 8)
    }
    var members: [Member] = []
    while members.count < count {
      guard place >= 0, place <= bytes.count - 46, Self.number(bytes, place, 4) == 0x0201_4B50
      else { throw Self.damaged }
      let nameLength = Self.number(bytes, place + 28, 2)
      let extraLength = Self.number(bytes, place + 30, 2)
      let next = place + 46 + nameLength + extraLength + Self.number(bytes, place + 32, 2)
      guard next <= bytes.count else { throw Self.damaged }
      let name = bytes[place + 46..<place + 46 + nameLength]
      var sizes = [
        Self.number(bytes, place + 24, 4), Self.number(bytes, place + 20, 4),
        Self.number(bytes, place + 42, 4),
      ]
      let extra = place + 46 + nameLength..<place + 46 + nameLength + extraLength
      Self.widen(&sizes, bytes, extra)
      members.append(
        Member(
          name: String(decoding: name, as: UTF8.self), method: Self.number(bytes, place + 10, 2),
          isEncrypted: Self.number(bytes, place + 8, 2) & 1 == 1,
          checksum: UInt32(Self.number(bytes, place + 16, 4)), packedSize: sizes[1],
          headerOffset: sizes[2]))
      place = next
    }
    self.members = members
  }

  /// Where the packed bytes of a file lie.
  func data(
    of member: Member, in bytes: ContiguousArray<UInt8>
  ) throws(LoadFailure) -> Range<Int> {
    let header = member.headerOffset
    guard header >= 0, header <= bytes.count - 30,
      Self.number(bytes, header, 4) == 0x0403_4B50
    else { throw Self.damaged }
    let start =
      header + 30 + Self.number(bytes, header + 26, 2) + Self.number(bytes, header + 28, 2)
    guard start <= bytes.count, member.packedSize >= 0, member.packedSize <= bytes.count - start
    else { throw Self.damaged }
    return start..<start + member.packedSize
  }

  private static let damaged = LoadFailure.because("it is a damaged or cut off zip archive")

  /// The end record, searched from the end over a comment of at most 65,535 bytes.
  private static func endRecord(_ bytes: ContiguousArray<UInt8>) -> Int? {
    var place = bytes.count - 22
    let last = max(0, place - 65_535)
    while place >= last {
      if number(bytes, place, 4) == 0x0605_4B50 { return place }
      place -= 1
    }
    return nil
  }

  /// Puts the 64-bit sizes of a Zip64 field in place of those that are all ones.
  private static func widen(
    _ sizes: inout [Int], _ bytes: ContiguousArray<UInt8>, _ extra: Range<Int>
  ) {
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let length = number(bytes, place + 2, 2)
      if number(bytes, place, 2) == 1 {
        var field = place + 4
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF {
          guard field + 8 <= min(extra.upperBound, place + 4 + length) else { return }
          sizes[index] = number(bytes, field, 8)
          field += 8
        }
        return
      }
      place += 4 + length
    }
  }

  /// A number of `length` bytes, the lowest first.
  private static func number(_ bytes: ContiguousArray<UInt8>, _ place: Int, _ length: Int) -> Int {
    var number = 0
    for index in (0..<length).reversed() { number = number << 8 | Int(bytes[place + index]) }
    return number
  }
}
