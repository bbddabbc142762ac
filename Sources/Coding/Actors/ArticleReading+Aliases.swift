import Linguistics
import Ontology
import Text

// The short forms that an article itself explains or makes: "the Civil Aviation Board (CAB)", "CAB
// (Civil Aviation Board)", "Petra" for Petra Air.
extension ArticleReading {
  /// For each short form that the article explains the mention of the whole name; the first
  /// explanation counts.
  static func explainedNames(
    tokens: [String], names: [Range<Int>], kinds: [Mention.Kind], dictionary: ActorDictionary
  ) -> [String: Int] {
    var explained: [String: Int] = [:]
    for bracket in tokens.indices where tokens[bracket] == "(" {
      guard let close = tokens[bracket...].prefix(12).firstIndex(of: ")"), close > bracket + 1
      else { continue }
      let before = kinds.indices.first { names[$0].upperBound == bracket && kinds[$0] == .name }
      let inside = tokens[bracket + 1..<close]
      if inside.count == 1, let whole = before {
        // "the Civil Aviation Board (CAB)"
        let short = inside[bracket + 1]
        if names[whole].count > 1, isShortForm(short), sharesInitials(short, tokens[names[whole]]),
          !dictionary.entries(for: short).contains(where: { $0.kind == .media })
        {
          explained[short] = explained[short] ?? whole
        }
      } else if inside.count > 1, let short = before.map({ names[$0] }), short.count == 1 {
        // "CAB (Civil Aviation Board)"
        let word = tokens[short.lowerBound]
        let whole = kinds.indices.first {
          kinds[$0] == .name && names[$0].lowerBound == bracket + 1 && names[$0].count > 1
        }
        if let whole, isShortForm(word), sharesInitials(word, tokens[names[whole]]) {
          explained[word] = explained[word] ?? whole
        }
      }
    }
    return explained
  }

  private static func isShortForm(_ word: String) -> Bool {
    let letters = word.filter { $0 != "." && $0 != "-" }
    return (2...8).contains(letters.count) && letters.allSatisfy(\.isLetter)
      && letters.filter(\.isUppercase).count * 2 > letters.count
  }

  /// Whether half of the letters of a short form begin words of a name: letters come from other
  /// languages, too ("FRELIMO").
  private static func sharesInitials(_ short: String, _ name: ArraySlice<String>) -> Bool {
    let letters = short.lowercased().filter(\.isLetter)
    var rest = name.flatMap { $0.split(separator: "-") }.compactMap(\.first)
      .map { Character($0.lowercased()) }
    var shared = 0
    for letter in letters {
      guard let place = rest.firstIndex(of: letter) else { continue }
      rest.remove(at: place)
      shared += 1
    }
    return shared * 2 >= letters.count
  }

  /// The actors of the whole name that a mention is the explained short form of.
  mutating func explainedActors(_ mention: Int) -> [Int]? {
    let words = nameWords(of: mention)
    guard words.count == 1, let word = words.first, let whole = explained[word], whole != mention
    else { return nil }
    if assigned[whole].isEmpty {
      // The short form may stand in a headline or caption before the explanation.
      assigned[whole] = namedActors(whole)
    }
    guard let actor = assigned[whole].first else { return nil }
    return [actor]
  }

  /// The body or company of which a single word is the first of the name ("Petra" for Petra Air),
  /// where no table knows the word and no other body of the article begins with it.
  func bodyCalled(_ form: PersonName) -> Int? {
    guard form.words.count == 1 else { return nil }
    let called = registry.clusters.indices.filter { actor in
      registry[actor].sort == .body
        && registry[actor].surfaces.contains {
          $0.form.words.count > 1 && $0.form.words.first == form.words.first
        }
    }
    return called.count == 1 ? called[0] : nil
  }
}
