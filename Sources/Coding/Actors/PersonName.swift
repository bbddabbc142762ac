/// A name in the form by which names within one article are compared: its words in lower case, cut
/// at hyphens too, without full stops and apostrophes.
struct PersonName: Hashable {
  /// The words in order.
  let words: [String]

  /// The form of a name's tokens.
  init(tokens: some Sequence<String>) {
    words = tokens.flatMap { token in
      token.lowercased().split { $0 == "-" || $0 == " " }.map { word in
        String(word.filter { $0 != "." && $0 != "'" && $0 != "’" })
      }
    }.filter { !$0.isEmpty }
  }

  /// Whether the other name's words stand in this one in one run ("Peña Nieto" in "Enrique Peña
  /// Nieto"), or it is this one with a middle name or initial left out.
  func contains(_ other: PersonName) -> Bool {
    guard let first = other.words.first, words.count >= other.words.count else { return false }
    for start in words.indices where words[start] == first {
      if words[start...].starts(with: other.words) { return true }
    }
    return other.words.count == 2 && words.count == 3 && words.first == other.words.first
      && words.last == other.words.last
  }

  /// Whether the family name seems to stand first, as in Chinese, Korean and Vietnamese names.
  var isFamilyFirst: Bool {
    words.count >= 2 && words.count <= 4 && Self.familyFirst.contains(words[0])
  }

  /// How likely a single word is what this person is called by: 0 where it is no word of the name.
  ///
  /// Family names stand first in East Asian names and last in most others; a known one decides.
  func fit(of word: String, familyNames: [String]) -> Int {
    guard let place = words.lastIndex(of: word) else { return 0 }
    if familyNames.contains(word) { return 4 }
    if words.count == 1 { return 4 }
    if isFamilyFirst { return place == 0 ? 4 : 1 }
    if place == words.count - 1 { return 3 }
    return place == 0 ? 1 : 2
  }

  /// Common East Asian family names, as romanised in news: names that begin with one of these are
  /// read family name first.
  private static let familyFirst: Set<String> = [
    "ahn", "an", "bae", "baek", "ban", "bo", "cai", "cao", "cha", "chae", "chang", "chen", "cheng",
    "cheong", "cho", "choe", "choi", "chong", "chu", "chun", "chung", "cui", "dai", "deng", "ding",
    "dong", "du", "duong", "fan", "fang", "feng", "fu", "gao", "geng", "gu", "guo", "ha", "han",
    "he", "heo", "ho", "hong", "hu", "hua", "huang", "huh", "hwang", "hyun", "im", "jang", "jeon",
    "jeong", "ji", "jia", "jiang", "jin", "jo", "joo", "jun", "jung", "kang", "ki", "kim", "ko",
    "kong", "koo", "kwak", "kwon", "lai", "le", "lee", "lei", "leung", "li", "liang", "liao",
    "lim", "lin", "liu", "lu", "luo", "ma", "mao", "meng", "min", "moon", "na", "nam", "nguyen",
    "ngo", "noh", "oh", "paik", "pak", "pan", "park", "pham", "phan", "pyo", "qi", "qian", "qin",
    "qiu", "ren", "rhee", "ri", "roh", "ryu", "seo", "shen", "shi", "shim", "shin", "sim", "sin",
    "so", "sohn", "son", "song", "su", "suh", "sun", "sung", "tan", "tang", "tran", "truong",
    "tsai", "tung", "vo", "vu", "wang", "wei", "woo", "wu", "xi", "xia", "xiao", "xie", "xu",
    "yan", "yang", "yao", "ye", "yi", "yim", "yin", "yoo", "yoon", "you", "yu", "yuan", "yun",
    "zeng", "zhang", "zhao", "zheng", "zhou", "zhu",
  ]
}
