/// One of the parties that a name in a query may mean.
///
/// A country or an international body has a code, under which everybody stands who belongs to it; a
/// person or another body is found by its names.
public struct PartyReading: Sendable, Hashable {
  /// What to write to mean this party and no other: `North Korea`, `Kim Jong Un`.
  public let name: String
  /// What stands in the columns of countries; nil for a person or a body without one.
  public let code: String?

  /// A reading of a name.
  public init(name: String, code: String?) {
    self.name = name
    self.code = code
  }
}

/// Knows whom the names in a query may mean; the world's names are Ontology's, and whoever fills a
/// catalog hands them over in this form.
public struct PartyLookup: Sendable {
  /// The parties that a name may mean: one where it is clear, several where it is not, none where
  /// nobody is called so.
  public let readings: @Sendable (_ name: String) -> [PartyReading]
  /// Names to suggest where one is misspelt.
  public let suggestions: @Sendable () -> [String]

  /// A lookup of its parts.
  public init(
    readings: @escaping @Sendable (_ name: String) -> [PartyReading],
    suggestions: @escaping @Sendable () -> [String]
  ) {
    self.readings = readings
    self.suggestions = suggestions
  }
}
