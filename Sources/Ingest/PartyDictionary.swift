public import Columnar
import Ontology

/// The world's names in the form that queries look them up in: the one place where the language's
/// `involves` meets the dictionary of actors.
public enum PartyDictionary {
  /// Looks names up in the built-in dictionary.
  public static let lookup = PartyLookup(
    readings: { readings(of: $0) }, suggestions: { suggestions })

  /// The parties that a name may mean.
  ///
  /// A code comes first, then a country by its name, its people, its adjective, its capital or the
  /// seat of its government. A name that several countries share ("Congo"), or that is a part of the
  /// names of several ("Korea"), has several readings. What is no country is a body or a person; a
  /// family name has a reading a bearer.
  static func readings(of name: String) -> [PartyReading] {
    let words = name.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty else { return [] }
    let text = words.joined(separator: " ")
    if let code = code(text) { return [reading(code)] }
    for spelling in spellings(words) {
      let entries = ActorDictionary.shared.entries(for: spelling)
      let countries = countries(entries)
      if !countries.isEmpty { return countries.map(reading) }
      // "Korea" is nobody's name and a part of two; a body may still be called so.
      let shared = countriesNamed(with: spelling)
      if shared.count > 1 { return shared.map(reading) }
      let parties = parties(entries)
      if !parties.isEmpty { return parties }
    }
    return []
  }

  /// `KOR`, `KR` or `IGO:UN`. Two capitals may also be a name, as "UK" and "EU" are, which comes first.
  private static func code(_ text: String) -> String? {
    guard !text.contains(" ") else { return nil }
    if text.hasPrefix("IGO:") || text.count == 3 && text == text.uppercased() {
      return CountryCode.isKnown(text) ? text : nil
    }
    guard text.count == 2, let code = CountryCode.code(ofAlpha2: text),
      ActorDictionary.shared.entries(for: text).isEmpty
    else { return nil }
    return code
  }

  /// As written, and with capitals: nobody should have to type them.
  private static func spellings(_ words: [String]) -> [String] {
    let written = words.joined(separator: " ")
    let capitalized = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
    var spellings = [written]
    for spelling in [capitalized, written.uppercased()] where !spellings.contains(spelling) {
      spellings.append(spelling)
    }
    return spellings
  }

  /// The codes of the countries among the readings, by the clearest way of naming that one of them
  /// has; states of the past only where no other is meant.
  private static func countries(_ entries: [WorldEntity]) -> [String] {
    let ways: [Set<WorldEntity.Kind>] = [
      [.country], [.demonym, .adjective], [.capital], [.seat],
    ]
    for way in ways {
      let named = entries.filter { way.contains($0.kind) && $0.country != nil }
      let current = named.filter { $0.end.isEmpty }
      let codes = (current.isEmpty ? named : current).compactMap(\.country)
      if !codes.isEmpty { return unique(codes) }
    }
    return []
  }

  /// The countries of today whose name or adjective holds the word beside others.
  private static func countriesNamed(with text: String) -> [String] {
    guard !text.contains(" "), text.count > 3 else { return [] }
    return CountryCode.all.filter { code in
      let names = [CountryCode.name(code), CountryCode.adjective(code)].compactMap { $0 }
      return names.contains { name in
        let words = name.split(separator: " ").map { $0.lowercased() }
        return words.count > 1 && words.last == text.lowercased()
      } && !isPast(code)
    }
  }

  private static func isPast(_ code: String) -> Bool {
    guard let name = CountryCode.name(code) else { return false }
    let entries = ActorDictionary.shared.entries(for: name)
    return entries.contains { $0.country == code && $0.kind == .country && !$0.end.isEmpty }
  }

  /// Bodies and persons. An international body's code marks all that belongs to it.
  private static func parties(_ entries: [WorldEntity]) -> [PartyReading] {
    let bodies: Set<WorldEntity.Kind> = [
      .international, .agency, .legislature, .party, .armedGroup, .nongovernmental, .media, .people,
    ]
    for kinds in [bodies, [.person], [.surname]] {
      let readings = entries.filter { kinds.contains($0.kind) }.map { entry in
        let isInternational = entry.country?.hasPrefix("IGO:") == true && bodies == kinds
        return PartyReading(name: entry.name, code: isInternational ? entry.country : nil)
      }
      if !readings.isEmpty { return unique(readings) }
    }
    return []
  }

  private static func reading(_ code: String) -> PartyReading {
    PartyReading(name: CountryCode.name(code) ?? code, code: code)
  }

  private static func unique<Element: Hashable>(_ items: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return items.filter { seen.insert($0).inserted }
  }

  private static let suggestions: [String] = CountryCode.all.flatMap { code in
    [CountryCode.name(code), CountryCode.adjective(code)].compactMap { $0 }
  }
}
