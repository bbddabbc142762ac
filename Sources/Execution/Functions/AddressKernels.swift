internal import Columnar

/// An address of the internet's version 6, or one of version 4 in its form (`::ffff:a.b.c.d`), with
/// the length of its network's prefix.
struct IPv6Address {
  let bits: UInt128
  /// How many leading bits tell the network; 128 where none was written.
  let prefixLength: Int

  private static let mapped: UInt128 = 0xffff << 32

  /// Reads `fe80::1/64`, `::ffff:1.2.3.4` or an address of version 4, whose prefix is 96 longer here.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    var address = String(parts[0])
    var isDotted = false
    var tail: UInt128?
    if address.contains(".") {
      let start = address.lastIndex(of: ":").map { address.index(after: $0) } ?? address.startIndex
      guard let last = IPv4Address(String(address[start...])) else { return nil }
      isDotted = true
      tail = UInt128(last.network(32))
      address = start == address.startIndex ? "" : String(address[..<start]) + "0:0"
    }
    if address.isEmpty, let tail {
      bits = Self.mapped | tail
    } else {
      guard let groups = Self.groups(address) else { return nil }
      bits = groups | (tail ?? 0)
    }
    guard parts.count == 2 else {
      prefixLength = 128
      return
    }
    guard let length = Int(parts[1]), length >= 0, length <= (isDotted ? 32 : 128) else {
      return nil
    }
    prefixLength = isDotted ? length + 96 : length
  }

  /// Eight groups of hexadecimal digits, of which `::` stands for some that are zero.
  private static func groups(_ text: String) -> UInt128? {
    let halves = text.components(aroundDoubled: ":")
    guard halves.count <= 2 else { return nil }
    func numbers(_ half: String) -> [UInt128]? {
      if half.isEmpty { return [] }
      var result: [UInt128] = []
      for group in half.split(separator: ":", omittingEmptySubsequences: false) {
        guard (1...4).contains(group.count), let value = UInt128(group, radix: 16) else {
          return nil
        }
        result.append(value)
      }
      return result
    }
    guard let head = numbers(halves[0]) else { return nil }
    var all = head
    if halves.count == 2 {
      guard let tail = numbers(halves[1]), head.count + tail.count < 8 else { return nil }
      all += Array(repeating: 0, count: 8 - head.count - tail.count) + tail
    }
    guard all.count == 8 else { return nil }
    return all.reduce(0) { $0 << 16 | $1 }
  }

  /// The address with the bits behind the prefix set to zero.
  func network(_ length: Int) -> UInt128 {
    length <= 0 ? 0 : bits & UInt128.max << UInt128(128 - min(length, 128))
  }

  /// The same with an address of version 4 always in the one form.
  var unified: UInt128 { bits >> 32 == 0 ? bits | Self.mapped : bits }

  /// Eight groups of four digits.
  static func text(_ bits: UInt128) -> String {
    stride(from: 112, through: 0, by: -16).map { shift in
      let digits = String(bits >> UInt128(shift) & 0xffff, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }.joined(separator: ":")
  }
}

extension String {
  /// The parts between doubled separators.
  fileprivate func components(aroundDoubled separator: Character) -> [String] {
    var parts = [""]
    var rest = self[...]
    while let first = rest.popFirst() {
      if first == separator, rest.first == separator {
        rest.removeFirst()
        parts.append("")
      } else {
        parts[parts.count - 1].append(first)
      }
    }
    return parts
  }
}

extension ScalarKernels {
  /// Addresses inside of texts, and those of version 6.
  static let addresses: [String: ScalarKernel] = [
    "has_any_ipv4": rows { call in
      .bool(texts(call, from: 1).contains { hasAddress(call.text(0), $0) })
    },
    "has_any_ipv4_prefix": rows { call in
      .bool(texts(call, from: 1).contains { hasAddressPrefix(call.text(0), $0) })
    },
    "has_ipv4": rows { call in .bool(hasAddress(call.text(0), call.text(1))) },
    "has_ipv4_prefix": rows { call in .bool(hasAddressPrefix(call.text(0), call.text(1))) },
    "ipv4_range_to_cidr_list": rows { call in
      guard let first = IPv4Address(call.text(0)), let last = IPv4Address(call.text(1)) else {
        return .null
      }
      return .dynamic(.array(networks(from: first.network(32), to: last.network(32))))
    },
    "ipv6_compare": rows { call in
      guard let (a, b) = pair(call) else { return .null }
      return .integer(a == b ? 0 : a < b ? -1 : 1)
    },
    "ipv6_is_in_any_range": rows { call in
      guard let address = IPv6Address(call.text(0)) else { return .null }
      return .bool(texts(call, from: 1).contains { isIn(address, $0) })
    },
    "ipv6_is_in_range": rows { call in
      guard let address = IPv6Address(call.text(0)), IPv6Address(call.text(1)) != nil else {
        return .null
      }
      return .bool(isIn(address, call.text(1)))
    },
    "ipv6_is_match": rows { call in
      guard let (a, b) = pair(call) else { return .null }
      return .bool(a == b)
    },
    "parse_ipv6": rows { call in
      guard let address = IPv6Address(call.text(0)) else { return .string("") }
      return .string(IPv6Address.text(address.network(address.prefixLength)))
    },
    "parse_ipv6_mask": rows { call in
      guard let address = IPv6Address(call.text(0)), let length = call.integer(1),
        (0...128).contains(length)
      else { return .string("") }
      return .string(IPv6Address.text(address.network(min(address.prefixLength, Int(length)))))
    },
  ]

  /// The texts of the arguments from a place on, arrays among them spread.
  private static func texts(_ call: RowCall, from first: Int) -> [String] {
    (first..<call.count).flatMap { place -> [String] in
      guard let items = call.array(place) else { return [call.text(place)] }
      return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
  }

  /// Whether the text holds the address, with neither letter nor digit nor full stop beside it.
  private static func hasAddress(_ text: String, _ address: String) -> Bool {
    IPv4Address(address) != nil && candidates(text).contains { $0 == address }
  }

  private static func hasAddressPrefix(_ text: String, _ prefix: String) -> Bool {
    guard prefix.hasSuffix(".") || IPv4Address(prefix) != nil else { return false }
    return candidates(text).contains { candidate in
      candidate.hasPrefix(prefix) && IPv4Address(String(candidate)) != nil
    }
  }

  private static func candidates(_ text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber || $0 == ".") }
  }

  private static func isIn(_ address: IPv6Address, _ range: String) -> Bool {
    guard let network = IPv6Address(range) else { return false }
    let length = network.prefixLength
    return address.network(length) == network.network(length)
  }

  private static func pair(_ call: RowCall) -> (UInt128, UInt128)? {
    guard let a = IPv6Address(call.text(0)), let b = IPv6Address(call.text(1)) else { return nil }
    var length = min(a.prefixLength, b.prefixLength)
    if call.has(2) {
      guard let given = call.integer(2), (0...128).contains(given) else { return nil }
      // A prefix of an address of version 4 counts its own 32 bits.
      let isShort = given <= 32 && a.bits >> 32 == 0xffff && b.bits >> 32 == 0xffff
      length = min(length, Int(given) + (isShort ? 96 : 0))
    }
    let mask = length <= 0 ? 0 : UInt128.max << UInt128(128 - min(length, 128))
    return (a.unified & mask, b.unified & mask)
  }

  /// The networks that together are the addresses from one to another.
  private static func networks(from first: UInt32, to last: UInt32) -> [DynamicValue] {
    var networks: [DynamicValue] = []
    var next = UInt64(first)
    while next <= UInt64(last) {
      var size = next == 0 ? 32 : min(32, next.trailingZeroBitCount)
      while next + (1 << UInt64(size)) - 1 > UInt64(last) { size -= 1 }
      networks.append(.string("\(IPv4Address.text(UInt32(next)))/\(32 - size)"))
      next += 1 << UInt64(size)
    }
    return networks
  }
}
