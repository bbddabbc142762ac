internal import Text

/// How well a text is cut into tokens and sentences: the share of pieces whose first and last byte
/// are both right, as precision and recall have it.
///
/// Treebanks of bare tokens say nothing about the spaces between them, so the text is put together
/// by the rules of English typesetting first. That makes the tokens a little easier to find than in
/// the wild; sentences are joined by spaces, not by line ends, and are not easier.
public struct CuttingScores: Sendable {
  /// Counts of found, predicted and true pieces.
  public struct Tally: Sendable {
    var right = 0
    var predicted = 0
    var gold = 0

    /// The harmonic mean of precision and recall, in per cent.
    public var f1: Double {
      predicted + gold == 0 ? 0 : 200 * Double(right) / Double(predicted + gold)
    }

    mutating func add(_ found: Set<Range<Int>>, _ gold: Set<Range<Int>>) {
      right += found.intersection(gold).count
      predicted += found.count
      self.gold += gold.count
    }
  }

  /// Tokens.
  public private(set) var tokens = Tally()
  /// Sentences.
  public private(set) var sentences = Tally()

  /// No pieces yet.
  public init() {}

  /// Cuts the text of some sentences that stand one after the other and counts what is right.
  public mutating func add(_ sentences: some Sequence<TreebankSentence>) {
    let text = RebuiltText(sentences)
    let tokenizer = Tokenizer(placeNames: [])
    let whole = ByteRange(0, text.bytes.count)
    let source = SourceText(name: "", bytes: text.bytes)
    let found = tokenizer.tokenize(whole, in: source)
    tokens.add(Set(found.map { $0.range.lower..<$0.range.upper }), text.tokens)
    let cut = SentenceSplitter().split(found).map {
      found[$0.lowerBound].range.lower..<found[$0.upperBound - 1].range.upper
    }
    self.sentences.add(Set(cut), text.sentences)
  }
}

/// A text put together from tokens, with the places of its tokens and sentences.
private struct RebuiltText {
  var bytes: ContiguousArray<UInt8> = []
  var tokens: Set<Range<Int>> = []
  var sentences: Set<Range<Int>> = []

  init(_ gold: some Sequence<TreebankSentence>) {
    for sentence in gold {
      if !bytes.isEmpty { bytes.append(0x20) }
      let start = bytes.count
      var isOpen = false
      var glues = true
      for form in sentence.forms {
        let isQuote = form == "\"" || form == "“" || form == "”" || form == "''" || form == "``"
        let closes = isQuote ? isOpen : Self.gluedToLeft.contains(form) || Self.isClitic(form)
        if !glues && !closes { bytes.append(0x20) }
        let lower = bytes.count
        bytes.append(contentsOf: form.utf8)
        tokens.insert(lower..<bytes.count)
        glues = isQuote ? !isOpen : Self.gluedToRight.contains(form)
        if isQuote { isOpen.toggle() }
      }
      sentences.insert(start..<bytes.count)
    }
  }

  private static func isClitic(_ form: String) -> Bool {
    form.count > 1 && (form.hasPrefix("'") || form.hasPrefix("’")) || form == "n't" || form == "n’t"
  }

  private static let gluedToLeft: Set<String> = [
    "%", ")", ",", ".", "...", ":", ";", "?", "!", "]", "’", "'", "…",
  ]
  private static let gluedToRight: Set<String> = ["$", "(", "[", "£", "€", "#"]
}
