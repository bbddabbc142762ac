import Text

/// Finds the stretches between quotation marks, paragraph by paragraph.
enum QuoteSpans {
  /// A quoted stretch: the tokens between the marks, without them.
  struct Found: Hashable {
    let tokens: Range<Int>
    /// The block it stands in.
    let block: Int
    /// Whether its paragraph ends with the quotation still open, so that the next goes on.
    let isOpenEnded: Bool
  }

  /// All stretches in double marks, and those in typographic single marks of three words or more.
  static func find(in document: Document) -> [Found] {
    var found: [Found] = []
    var sentence = 0
    while sentence < document.sentences.count {
      let block = document.sentences[sentence].block
      let first = document.sentences[sentence].tokens.lowerBound
      var last = first
      while sentence < document.sentences.count, document.sentences[sentence].block == block {
        last = document.sentences[sentence].tokens.upperBound
        sentence += 1
      }
      let doubles = doubles(in: document, first..<last, block: block)
      found += doubles
      found += singles(in: document, first..<last, block: block, beside: doubles)
    }
    return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  private static func doubles(in document: Document, _ tokens: Range<Int>, block: Int) -> [Found] {
    var found: [Found] = []
    var open: Int?
    for token in tokens where isDouble(document, token) {
      if let start = open, !opens(document, token) {
        found.append(Found(tokens: (start + 1)..<token, block: block, isOpenEnded: false))
        open = nil
      } else {
        // A second opening mark means that the first paragraph of several was left open.
        if let start = open, token > start + 1 {
          found.append(Found(tokens: (start + 1)..<token, block: block, isOpenEnded: true))
        }
        open = token
      }
    }
    if let start = open, start + 1 < tokens.upperBound {
      found.append(Found(tokens: (start + 1)..<tokens.upperBound, block: block, isOpenEnded: true))
    }
    return found.filter { !$0.tokens.isEmpty }
  }

  private static func isDouble(_ document: Document, _ token: Int) -> Bool {
    let text = document.tokens[token].text
    return text == "\"" || text == "``" || text == "''" || text == "\u{201c}" || text == "\u{201d}"
  }

  /// Whether a mark opens: by its shape, else by the white space around it.
  private static func opens(_ document: Document, _ token: Int) -> Bool {
    switch document.article.source[document.tokens[token].range] {
    case "\u{201c}", "``", "\u{201e}", "\u{ab}": return true
    case "\u{201d}", "''", "\u{bb}": return false
    default:
      let next = token + 1
      let spaceAfter = next >= document.tokens.count || document.tokens[next].spaceBefore
      return document.tokens[token].spaceBefore && !spaceAfter
    }
  }

  private static func singles(
    in document: Document, _ tokens: Range<Int>, block: Int, beside doubles: [Found]
  ) -> [Found] {
    var found: [Found] = []
    var open: Int?
    var double = 0
    for token in tokens {
      while double < doubles.count, doubles[double].tokens.upperBound <= token { double += 1 }
      if double < doubles.count, doubles[double].tokens.contains(token) { continue }
      switch document.article.source[document.tokens[token].range] {
      case "\u{2018}": open = token
      case "\u{2019}":
        guard let start = open, token - start > 3 else { continue }
        // An apostrophe closes nothing: a mark that ends a quotation has none of its word after it.
        let next = token + 1
        if next < tokens.upperBound, !document.tokens[next].spaceBefore,
          document.tokens[next].text.first?.isLetter ?? false
        {
          continue
        }
        found.append(Found(tokens: (start + 1)..<token, block: block, isOpenEnded: false))
        open = nil
      default: continue
      }
    }
    return found
  }
}
