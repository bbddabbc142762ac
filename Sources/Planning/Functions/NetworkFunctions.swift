internal import Columnar

extension ScalarFunctions {
  /// Functions of internet addresses.
  static let networks = [
    network(
      "format_ipv4", "(address [, prefix])", "The address with the bits behind the prefix zero.",
      1...2, .string),
    network(
      "format_ipv4_mask", "(address [, prefix])", "The network as address and prefix.", 1...2,
      .string),
    network(
      "ipv4_compare", "(a, b [, prefix])", "-1, 0 or 1 as the first network comes before.", 2...3,
      .long),
    network(
      "ipv4_is_in_any_range", "(address, range, ...)", "Whether a range holds the address.",
      2...64, .bool),
    network(
      "ipv4_is_in_range", "(address, range)", "Whether the range holds the address.", 2...2,
      .bool),
    network(
      "ipv4_is_match", "(a, b [, prefix])", "Whether both addresses are of one network.", 2...3,
      .bool),
    network(
      "ipv4_is_private", "(address)", "Whether the address is of a private network.", 1...1,
      .bool),
    network(
      "ipv4_netmask_suffix", "(address)", "The length of the prefix, 32 if none is written.",
      1...1, .long),
    network("parse_ipv4", "(text)", "The address as a number.", 1...1, .long),
    network(
      "parse_ipv4_mask", "(text, prefix)", "The network of the address as a number.", 2...2,
      .long),
  ]

  private static func network(
    _ name: String, _ arguments: String, _ summary: String, _ arity: ClosedRange<Int>,
    _ type: LogicalType
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: name + arguments, summary: summary, arity: arity,
      resolve: TypeRule.gives(type, .any))
  }
}
