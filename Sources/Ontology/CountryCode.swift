/// Codes of countries (ISO 3166 alpha-3, XKX for Kosovo) and of international bodies (`IGO:UN`).
public enum CountryCode {
  /// Whether `code` is a country's or an international body's.
  public static func isKnown(_ code: String) -> Bool {
    name(code) != nil
  }

  /// The usual English name of what a code stands for; nil where it stands for nothing.
  public static func name(_ code: String) -> String? {
    let dictionary = ActorDictionary.shared
    guard code.hasPrefix("IGO:") else { return dictionary.country(code: code)?.name }
    let bodies = dictionary.entries(for: String(code.dropFirst(4)))
    return bodies.first { $0.country == code }?.name
  }

  /// The adjective of a country ("South Korean"); nil where it has none.
  public static func adjective(_ code: String) -> String? {
    ActorDictionary.shared.adjectives(code: code).first
  }

  /// The countries of which `word` is the name, the adjective or the word for their people, those
  /// of today first.
  public static func codes(of word: String) -> [String] {
    let kinds: Set<WorldEntity.Kind> = [.country, .demonym, .adjective]
    var codes: [String] = []
    let entries = ActorDictionary.shared.entries(for: word).filter { kinds.contains($0.kind) }
    for entry in entries.filter({ $0.end.isEmpty }) + entries {
      if let code = entry.country, !codes.contains(code) { codes.append(code) }
    }
    return codes
  }

  /// All codes of countries and territories, states of the past among them, sorted.
  public static var all: [String] {
    ActorDictionary.shared.countryCodes
  }
}
