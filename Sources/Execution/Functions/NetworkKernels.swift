internal import Columnar

/// An address of the internet's version 4 with the length of its network's prefix.
struct IPv4Address {
  private let bits: UInt32
  /// How many leading bits tell the network; 32 where none was written.
  let prefixLength: Int

  /// Reads `192.168.1.1` or `192.168.1.1/24`; nil where it is none.
  init?(_ text: String) {
    let parts = text.trimmed().split(separator: "/", omittingEmptySubsequences: false)
    let fields = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, fields.count == 4 else { return nil }
    var bits: UInt32 = 0
    for field in fields {
      guard let byte = Self.number(field, through: 255) else { return nil }
      bits = bits << 8 | UInt32(byte)
    }
    var prefixLength = 32
    if parts.count == 2 {
      guard let length = Self.number(parts[1], through: 32) else { return nil }
      prefixLength = length
    }
    self.bits = bits
    self.prefixLength = prefixLength
  }

  /// The address of a number.
  init?(_ number: Int64) {
    guard let bits = UInt32(exactly: number) else { return nil }
    self.bits = bits
    prefixLength = 32
  }

  /// A number without a sign and without leading zeros.
  private static func number(_ text: Substring, through most: Int) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }),
      text.count == 1 || text.first != "0", let value = Int(text), value <= most
    else { return nil }
    return value
  }

  /// The address with the bits behind the prefix set to zero.
  func network(_ length: Int) -> UInt32 {
    length <= 0 ? 0 : bits & UInt32.max << UInt32(32 - min(length, 32))
  }

  /// Whether the address is of a network that no router passes on.
  var isPrivate: Bool {
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].contains { range in
      IPv4Address(range).map { network($0.prefixLength) == $0.network($0.prefixLength) } ?? false
    }
  }

  /// The four numbers with dots between.
  static func text(_ bits: UInt32) -> String {
    [24, 16, 8, 0].map { String(bits >> $0 & 255) }.joined(separator: ".")
  }
}

extension ScalarKernels {
  /// Functions of internet addresses; of what is no address, null.
  static let networks: [String: ScalarKernel] = [
    "format_ipv4": rows { call in formatted(call, withMask: false) },
    "format_ipv4_mask": rows { call in formatted(call, withMask: true) },
    "ipv4_compare": rows { call in
      guard let (a, b) = networkPair(call) else { return .null }
      return .integer(a == b ? 0 : a < b ? -1 : 1)
    },
    "ipv4_is_in_any_range": rows { call in
      guard let address = IPv4Address(call.text(0)) else { return .null }
      let ranges = (1..<call.count).flatMap { place -> [String] in
        guard let items = call.array(place) else { return [call.text(place)] }
        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
      }
      return .bool(
        ranges.contains { range in
          IPv4Address(range).map {
            address.network($0.prefixLength) == $0.network($0.prefixLength)
          } ?? false
        })
    },
    "ipv4_is_in_range": rows { call in
      guard let address = IPv4Address(call.text(0)), let range = IPv4Address(call.text(1)) else {
        return .null
      }
      return .bool(address.network(range.prefixLength) == range.network(range.prefixLength))
    },
    "ipv4_is_match": rows { call in
      guard let (a, b) = networkPair(call) else { return .null }
      return .bool(a == b)
    },
    "ipv4_is_private": rows { call in
      IPv4Address(call.text(0)).map { .bool($0.isPrivate) } ?? .null
    },
    "ipv4_netmask_suffix": rows { call in
      IPv4Address(call.text(0)).map { .integer(Int64($0.prefixLength)) } ?? .null
    },
    "parse_ipv4": rows { call in
      IPv4Address(call.text(0)).map { .integer(Int64($0.network($0.prefixLength))) } ?? .null
    },
    "parse_ipv4_mask": rows { call in
      guard let address = IPv4Address(call.text(0)), let length = call.integer(1),
        (0...32).contains(length)
      else { return .null }
      return .integer(Int64(address.network(min(Int(length), address.prefixLength))))
    },
  ]

  /// Two addresses by the shortest of their prefixes and of the one given.
  private static func networkPair(_ call: RowCall) -> (UInt32, UInt32)? {
    guard let a = IPv4Address(call.text(0)), let b = IPv4Address(call.text(1)) else { return nil }
    var length = min(a.prefixLength, b.prefixLength)
    if call.has(2) {
      guard let given = call.integer(2), (0...32).contains(given) else { return nil }
      length = min(length, Int(given))
    }
    return (a.network(length), b.network(length))
  }

  private static func formatted(_ call: RowCall, withMask: Bool) -> Value {
    let address = call.integer(0).map { IPv4Address($0) } ?? IPv4Address(call.text(0))
    var length = address?.prefixLength ?? 32
    if call.has(1) {
      guard let given = call.integer(1), (0...32).contains(given) else { return .string("") }
      length = min(length, Int(given))
    }
    guard let address else { return .string("") }
    return .string(
      IPv4Address.text(address.network(length)) + (withMask ? "/\(length)" : ""))
  }
}
