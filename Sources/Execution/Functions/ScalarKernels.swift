/// The kernels of all scalar functions and operators, by the name in `ScalarFunctions`.
public enum ScalarKernels {
  /// The kernel of the function called `name` (not an alias).
  public static func kernel(for name: String) -> ScalarKernel? {
    table[name]
  }

  private static let table: [String: ScalarKernel] = {
    var table: [String: ScalarKernel] = [:]
    for family in [
      arithmetic, comparisons, logic, membership, parties, textPredicates, times, numbers,
      conversions, texts,
      patterns, parsers, encodings, arrays, bags, series, digests, networks, addresses,
      units, names, distributions, geography, geographicCells,
    ] {
      table.merge(family) { first, _ in first }
    }
    return table
  }()
}
