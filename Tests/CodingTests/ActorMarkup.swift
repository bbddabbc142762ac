import Linguistics
import Text

/// An `Analysis` written by hand, so that resolution is tested apart from tagger and parser.
///
/// Words stand between spaces, sentences between `/`, paragraphs between `//`. A mention is
/// bracketed: `[the South Korean <Moon Jae-in>]s` is a name with its title, `[the two sides]s` a
/// description, `{he}s` a pronoun. The letter after it says what it is to its verb: `s` subject,
/// `o` object, `p` possessor, `c` joined to the mention before, none for the rest. `~said` is a
/// verb; `~said=say` gives its lemma.
struct ActorMarkup {
  private var tokens: [Token] = []
  private var words: [WordAnalysis] = []
  private var mentions: [Mention] = []
  private var sentences: [Sentence] = []
  private var verbs: [Int] = []
  private var relations: [(mention: Int, letter: Character)] = []
  private var sentenceStart = 0
  private var block = 0
  private var open: (start: Int, nameStart: Int?, name: Range<Int>?)?

  static func analysis(_ text: String) -> Analysis {
    var markup = ActorMarkup()
    for piece in text.split(separator: " ") { markup.read(piece) }
    markup.endSentence()
    let source = SourceText(name: "test", bytes: ContiguousArray(text.utf8))
    let article = Article(source: source, metadata: ArticleMetadata(), blocks: [])
    let document = Document(
      article: article, tokens: markup.tokens, sentences: markup.sentences)
    return Analysis(document: document, words: markup.words, mentions: markup.mentions)
  }

  private mutating func read(_ piece: Substring) {
    if piece == "/" || piece == "//" {
      endSentence()
      if piece == "//" { block += 1 }
      return
    }
    var piece = piece
    var isPronoun = false
    while let first = piece.first, "[<{~".contains(first) {
      switch first {
      case "[": open = (tokens.count, nil, nil)
      case "<":
        if open == nil { open = (tokens.count, nil, nil) }
        open?.nameStart = tokens.count
      case "{": isPronoun = true
      default: verbs.append(tokens.count)
      }
      piece.removeFirst()
    }
    let isVerb = verbs.last == tokens.count
    let end = piece.firstIndex { "]>}".contains($0) } ?? piece.endIndex
    let closing = piece[end...]
    let parts = piece[..<end].split(separator: "=").map(String.init)
    add(parts[0], lemma: parts.count > 1 ? parts[1] : parts[0].lowercased(), isVerb: isVerb)
    if closing.contains(">"), let start = open?.nameStart { open?.name = start..<tokens.count }
    let isClosed =
      closing.contains("]") || (closing.contains(">") && open?.nameStart == open?.start)
    let letter = closing.last { $0.isLetter }
    if isPronoun {
      words[tokens.count - 1].partOfSpeech = .pronoun
      close(start: tokens.count - 1, name: nil, kind: .pronoun, letter)
    } else if isClosed, let current = open {
      close(
        start: current.start, name: current.name, kind: current.name == nil ? .nominal : .name,
        letter)
      open = nil
    }
  }

  private mutating func add(_ text: String, lemma: String, isVerb: Bool) {
    let isPunctuation = text.allSatisfy { !$0.isLetter && !$0.isNumber } || text == "'s"
    tokens.append(Token(range: ByteRange(0, 0), text: text, spaceBefore: !isPunctuation))
    let isCapital = text.first?.isUppercase ?? false
    let partOfSpeech: PartOfSpeech =
      if isVerb {
        .verb
      } else if isPunctuation {
        .punctuation
      } else if isCapital {
        .properNoun
      } else if text.first?.isNumber ?? false {
        .numeral
      } else if ["and", "or"].contains(text) {
        .coordinatingConjunction
      } else {
        open != nil ? .adjective : .other
      }
    words.append(WordAnalysis(partOfSpeech: partOfSpeech, lemma: lemma))
  }

  private mutating func close(
    start: Int, name: Range<Int>?, kind: Mention.Kind, _ letter: Character?
  ) {
    let end = tokens.count
    let head = name?.lowerBound ?? end - 1
    if kind == .nominal { words[head].partOfSpeech = .noun }
    relations.append((mentions.count, letter ?? "-"))
    mentions.append(
      Mention(
        tokens: start..<end, nameTokens: name ?? start..<end, head: head, kind: kind,
        nameType: nil, sentence: sentences.count))
  }

  private mutating func endSentence() {
    guard tokens.count > sentenceStart else { return }
    for (mention, letter) in relations {
      let head = mentions[mention].head
      let next = verbs.first { $0 > head } ?? verbs.last
      let last = verbs.last { $0 < head } ?? verbs.first
      switch letter {
      case "s": attach(head, to: next, .nsubj)
      case "o": attach(head, to: last, .obj)
      case "p": attach(head, to: head + 1 < tokens.count ? head + 1 : nil, .nmodPossessive)
      case "c": attach(head, to: mention > 0 ? mentions[mention - 1].head : nil, .conj)
      default: attach(head, to: last, .obl)
      }
    }
    sentences.append(
      Sentence(
        tokens: sentenceStart..<tokens.count, range: ByteRange(0, 0), kind: .body, block: block))
    sentenceStart = tokens.count
    verbs = []
    relations = []
  }

  private mutating func attach(_ token: Int, to head: Int?, _ relation: DependencyRelation) {
    guard let head, head != token else { return }
    words[token].head = head
    words[token].relation = relation
  }
}
