internal import Columnar

extension ScalarFunctions {
  /// Functions of internet addresses.
  static let networks = [
    function(
      "format_ipv4", "(address [, prefix])", "The address with the bits behind the prefix zero.",
      1...2, .string),
    function(
      "format_ipv4_mask", "(address [, prefix])", "The network as address and prefix.", 1...2,
      .string),
    function(
      "ipv4_compare", "(a, b [, prefix])", "-1, 0 or 1 as the first network comes before.", 2...3,
      .long),
    function(
      "ipv4_is_in_any_range", "(address, range, ...)", "Whether a range holds the address.",
      2...64, .bool),
    function(
      "ipv4_is_in_range", "(address, range)", "Whether the range holds the address.", 2...2,
      .bool),
    function(
      "ipv4_is_match", "(a, b [, prefix])", "Whether both addresses are of one network.", 2...3,
      .bool),
    function(
      "ipv4_is_private", "(address)", "Whether the address is of a private network.", 1...1,
      .bool),
    function(
      "ipv4_netmask_suffix", "(address)", "The length of the prefix, 32 if none is written.",
      1...1, .long),
    function("parse_ipv4", "(text)", "The address as a number.", 1...1, .long),
    function(
      "parse_ipv4_mask", "(text, prefix)", "The network of the address as a number.", 2...2,
      .long),
  ]
}
