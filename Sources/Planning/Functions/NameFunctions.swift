internal import Columnar

extension ScalarFunctions {
  /// Functions of names, addresses in texts, units and distributions.
  static let namesAndUnits: [ScalarFunction] = [
    function(
      "base64_decode_toguid", "(text)", "The guid behind a base64 text; null if it is none.", 1...1,
      .guid),
    function("base64_encode_fromguid", "(guid)", "The guid in base64.", 1...1, .string),
    function(
      "beta_cdf", "(x, alpha, beta)", "The chance of at most x in a beta distribution.", 3...3,
      .real),
    function(
      "beta_inv", "(chance, alpha, beta)",
      "The x that a beta distribution stays below with the chance.", 3...3, .real),
    function("beta_pdf", "(x, alpha, beta)", "The density of a beta distribution.", 3...3, .real),
    function(
      "convert_angle", "(value, from, to)", "The value in another unit of angle, as in 'Degree'.",
      3...3, .real),
    function(
      "convert_energy", "(value, from, to)", "The value in another unit of energy, as in 'Joule'.",
      3...3, .real),
    function(
      "convert_force", "(value, from, to)", "The value in another unit of force, as in 'Newton'.",
      3...3, .real),
    function(
      "convert_length", "(value, from, to)", "The value in another unit of length, as in 'Meter'.",
      3...3, .real),
    function(
      "convert_mass", "(value, from, to)", "The value in another unit of mass, as in 'Kilogram'.",
      3...3, .real),
    function(
      "convert_speed", "(value, from, to)",
      "The value in another unit of speed, as in 'KilometerPerHour'.", 3...3, .real),
    function(
      "convert_temperature", "(value, from, to)",
      "The value in another unit of temperature, as in 'DegreeCelsius'.", 3...3, .real),
    function(
      "convert_volume", "(value, from, to)", "The value in another unit of volume, as in 'Liter'.",
      3...3, .real),
    function(
      "gzip_compress_to_base64_string", "(text)", "The text as a gzip file in base64.", 1...1,
      .string),
    function(
      "gzip_decompress_from_base64_string", "(text)",
      "The text in a gzip file in base64; empty where it is none.", 1...1, .string),
    function(
      "has_any_ipv4", "(text, address, ...)", "Whether one of the addresses stands in the text.",
      2...64, .bool),
    function(
      "has_any_ipv4_prefix", "(text, prefix, ...)",
      "Whether an address with one of the beginnings stands in the text.", 2...64, .bool),
    function(
      "has_ipv4", "(text, address)", "Whether the address stands in the text.", 2...2, .bool),
    function(
      "has_ipv4_prefix", "(text, prefix)",
      "Whether an address with that beginning stands in the text.", 2...2, .bool),
    function(
      "ipv4_range_to_cidr_list", "(from, to)", "The networks that make up a range of addresses.",
      2...2, .dynamic),
    function(
      "ipv6_compare", "(a, b [, prefix])",
      "-1, 0 or 1 as the first network of version 6 or 4 comes before.", 2...3, .long),
    function(
      "ipv6_is_in_any_range", "(address, range, ...)",
      "Whether a range of version 6 holds the address.", 2...64, .bool),
    function(
      "ipv6_is_in_range", "(address, range)", "Whether the range of version 6 holds the address.",
      2...2, .bool),
    function(
      "ipv6_is_match", "(a, b [, prefix])",
      "Whether both addresses of version 6 or 4 are of one network.", 2...3, .bool),
    function(
      "parse_command_line", "(text, 'windows')", "The arguments of a command line.", 2...2, .dynamic
    ),
    function("parse_ipv6", "(text)", "The address of version 6 written out.", 1...1, .string),
    function(
      "parse_ipv6_mask", "(text, prefix)", "The network of version 6 written out.", 2...2, .string),
    function("parse_path", "(path)", "The parts of a file's path.", 1...1, .dynamic),
    function(
      "punycode_domain_from_string", "(host)", "The host with the labels in punycode decoded.",
      1...1, .string),
    function(
      "punycode_domain_to_string", "(host)",
      "The host with its labels in punycode where they need it.", 1...1, .string),
    function("punycode_from_string", "(text)", "The text in punycode.", 1...1, .string),
    function(
      "punycode_to_string", "(text)", "The text behind punycode; empty where it is none.", 1...1,
      .string),
    function(
      "welch_test", "(mean1, variance1, count1, mean2, variance2, count2)",
      "The chance of two such samples if their means are the same.", 6...6, .real),
    function(
      "zlib_compress_to_base64_string", "(text)", "The text as a zlib stream in base64.", 1...1,
      .string),
    function(
      "zlib_decompress_from_base64_string", "(text)",
      "The text in a zlib stream in base64; empty where it is none.", 1...1, .string),
  ]
}
