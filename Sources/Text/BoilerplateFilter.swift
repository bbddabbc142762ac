/// Tells the lines of an article from what a page puts around them.
///
/// The rules are those of news pages in general, as a table with a reason each; what a line's
/// place and its copies say is decided in `ArticleReader`.
struct BoilerplateFilter {
  /// What is to be done with a line.
  enum Verdict {
    case keep
    case caption
    /// Left out, and why.
    case drop(String)
  }

  /// How a pattern must stand in the line (lower case, plain quotes).
  enum Place {
    case whole, prefix, suffix, anywhere
  }

  /// A pattern, the longest line in words that it condemns, and the reason.
  struct Rule {
    let place: Place
    let pattern: String
    let wordLimit: Int
    let reason: String

    init(_ place: Place, _ pattern: String, _ wordLimit: Int, _ reason: String) {
      self.place = place
      self.pattern = pattern
      self.wordLimit = wordLimit
      self.reason = reason
    }

    func matches(_ line: TextLine, wordCount: Int) -> Bool {
      guard wordCount <= wordLimit else { return false }
      switch place {
      case .whole: return line.folded.elementsEqual(pattern.utf8)
      case .prefix: return line.folded.hasPrefix(pattern)
      case .suffix: return line.folded.hasSuffix(pattern)
      case .anywhere: return line.contains(pattern)
      }
    }
  }

  /// Words that a caption has, with their weight; 2 make a caption.
  struct CaptionCue {
    let pattern: String
    let weight: Int
  }

  /// The verdict on a line by its own features.
  func verdict(_ line: TextLine, in bytes: ContiguousArray<UInt8>) -> Verdict {
    let wordCount = line.words.count
    if line.foreignShare(in: bytes) > 0.3 { return .drop("it is in another script") }
    if line.squeezed.isEmpty { return .drop("it has no words") }
    if isCaption(line, wordCount: wordCount) { return .caption }
    for rule in Self.rules where rule.matches(line, wordCount: wordCount) {
      return .drop(rule.reason)
    }
    if let reason = structuralReason(line, wordCount: wordCount) { return .drop(reason) }
    return .keep
  }

  /// What the form of a line says, whatever its words.
  private func structuralReason(_ line: TextLine, wordCount: Int) -> String? {
    let text = line.folded
    if wordCount <= 6, Self.imageSuffixes.contains(where: { text.hasSuffix($0) }) {
      return "it is the name of a file"
    }
    if wordCount <= 12, text.contains(UInt8(ascii: "@")), hasAddress(line) {
      return "it is an address to write to"
    }
    if wordCount <= 4, text.hasPrefix("http") || text.hasPrefix("www.") {
      return "it is a link"
    }
    if wordCount <= 4, text.last == UInt8(ascii: ":"), !endsWithSaying(line) {
      return "it is a label"
    }
    if !line.endsSentence, let colon = text.firstIndex(of: UInt8(ascii: ":")), colon < 24,
      colon + 1 < text.count, text[colon + 1].isASCIILetter, colon > 0
    {
      return "it is a labelled link"
    }
    if text.hasPrefix("(") && text.hasSuffix(")") && line.contains("$1 = ") {
      return "it is a rate of exchange"
    }
    return nil
  }

  private func hasAddress(_ line: TextLine) -> Bool {
    line.words.contains { word in
      guard let at = word.firstIndex(of: UInt8(ascii: "@")) else { return false }
      return at > word.startIndex && word[at...].contains(UInt8(ascii: "."))
    }
  }

  private func endsWithSaying(_ line: TextLine) -> Bool {
    guard let last = line.words.last?.dropLast() else { return false }
    return Self.sayingVerbs.contains { last.elementsEqual($0.utf8) }
  }

  private func isCaption(_ line: TextLine, wordCount: Int) -> Bool {
    guard wordCount >= 5 else { return false }
    var weight = 0
    for cue in Self.captionCues where line.contains(cue.pattern) { weight += cue.weight }
    guard weight > 0 else { return false }
    // A picture's text describes; only the report quotes.
    if weight == 1, !Self.sayingVerbs.contains(where: { line.contains(" " + $0 + " ") }) {
      weight += 1
    }
    return weight >= 2
  }

  private static let sayingVerbs = [
    "added", "adding", "asked", "reads", "replied", "said", "saying", "says", "told", "tweeted",
    "wrote",
  ]

  private static let imageSuffixes = [".gif", ".jpeg", ".jpg", ".mp4", ".png", ".svg", ".webp"]

  static let captionCues: [CaptionCue] = [
    CaptionCue(pattern: " (c) ", weight: 1),
    CaptionCue(pattern: " (center)", weight: 1),
    CaptionCue(pattern: " (centre)", weight: 1),
    CaptionCue(pattern: " (front", weight: 1),
    CaptionCue(pattern: " (l)", weight: 1),
    CaptionCue(pattern: " (left)", weight: 2),
    CaptionCue(pattern: " (r)", weight: 1),
    CaptionCue(pattern: " (right)", weight: 2),
    CaptionCue(pattern: "(ap photo", weight: 3),
    CaptionCue(pattern: "(file photo", weight: 3),
    CaptionCue(pattern: "(pool photo", weight: 3),
    CaptionCue(pattern: "(photo", weight: 3),
    CaptionCue(pattern: "(pictured", weight: 2),
    CaptionCue(pattern: "(reuters photo", weight: 3),
    CaptionCue(pattern: ", center,", weight: 1),
    CaptionCue(pattern: ", centre,", weight: 1),
    CaptionCue(pattern: ", left,", weight: 1),
    CaptionCue(pattern: ", right,", weight: 1),
    CaptionCue(pattern: "/afp", weight: 2),
    CaptionCue(pattern: "/ap)", weight: 2),
    CaptionCue(pattern: "/associated press", weight: 2),
    CaptionCue(pattern: "/getty images", weight: 2),
    CaptionCue(pattern: "/reuters", weight: 2),
    CaptionCue(pattern: "afp photo", weight: 2),
    CaptionCue(pattern: "ap photo", weight: 2),
    CaptionCue(pattern: "credit: ", weight: 2),
    CaptionCue(pattern: "file image", weight: 2),
    CaptionCue(pattern: "file photo", weight: 2),
    CaptionCue(pattern: "handout photo", weight: 2),
    CaptionCue(pattern: "handout picture", weight: 2),
    CaptionCue(pattern: "image caption", weight: 3),
    CaptionCue(pattern: "in this image", weight: 2),
    CaptionCue(pattern: "in this photo", weight: 2),
    CaptionCue(pattern: "in this picture", weight: 2),
    CaptionCue(pattern: "photo by ", weight: 2),
    CaptionCue(pattern: "photo courtesy", weight: 2),
    CaptionCue(pattern: "photo shows", weight: 2),
    CaptionCue(pattern: "photo taken", weight: 2),
    CaptionCue(pattern: "photo: ", weight: 2),
    CaptionCue(pattern: "photograph: ", weight: 2),
    CaptionCue(pattern: "picture taken", weight: 2),
    CaptionCue(pattern: "the image shows", weight: 2),
    CaptionCue(pattern: "the photo shows", weight: 2),
    CaptionCue(pattern: "this image", weight: 2),
    CaptionCue(pattern: "this photo, ", weight: 2),
    CaptionCue(pattern: "| afp", weight: 2),
    CaptionCue(pattern: "| ap", weight: 2),
    CaptionCue(pattern: "| getty", weight: 2),
    CaptionCue(pattern: "| reuters", weight: 2),
  ]

  static let rules: [Rule] = [
    Rule(.anywhere, " contributed to this ", 30, "it names helpers"),
    Rule(.anywhere, " contributed reporting", 30, "it names helpers"),
    Rule(.anywhere, " telegram channel", 12, "it is a channel to follow"),
    Rule(.anywhere, " whatsapp channel", 12, "it is a channel to follow"),
    Rule(.anywhere, " youtube channel", 12, "it is a channel to follow"),
    Rule(.anywhere, "add us as a preferred source", 20, "it is an advertisement"),
    Rule(.anywhere, "ad blocker", 40, "it is about the page"),
    Rule(.anywhere, "all rights reserved", 60, "it is a copyright line"),
    Rule(.anywhere, "appeared first on", 40, "it is a feed's line"),
    Rule(.anywhere, "click here", 25, "it is a link"),
    Rule(.anywhere, "cookie policy", 60, "it is about the page"),
    Rule(.anywhere, "download our app", 25, "it is an advertisement"),
    Rule(.anywhere, "download the app", 25, "it is an advertisement"),
    Rule(.anywhere, "enable javascript", 40, "it is about the page"),
    Rule(.anywhere, "follow us on", 25, "it is a channel to follow"),
    Rule(.anywhere, "join our newsletter", 40, "it is a newsletter line"),
    Rule(.anywhere, "may not be reproduced", 60, "it is a copyright line"),
    Rule(.anywhere, "may not be republished", 60, "it is a copyright line"),
    Rule(.anywhere, "newsletter sign up", 80, "it is a newsletter line"),
    Rule(.anywhere, "newsletters delivered", 30, "it is a newsletter line"),
    Rule(.anywhere, "our journalism", 40, "it asks for support"),
    Rule(.anywhere, "our newsletter", 40, "it is a newsletter line"),
    Rule(.anywhere, "our privacy policy", 80, "it is about the page"),
    Rule(.anywhere, "sign up for ", 40, "it is a newsletter line"),
    Rule(.anywhere, "subscribe to our", 40, "it is a newsletter line"),
    Rule(.anywhere, "terms of service", 80, "it is about the page"),
    Rule(.anywhere, "terms of use", 80, "it is about the page"),
    Rule(.anywhere, "unauthorized reproduction", 60, "it is a copyright line"),
    Rule(.anywhere, "unsubscribe at any time", 80, "it is a newsletter line"),
    Rule(.anywhere, "\u{a9}", 30, "it is a copyright line"),
    Rule(.prefix, "(additional reporting", 40, "it names helpers"),
    Rule(.prefix, "(edited by", 30, "it names helpers"),
    Rule(.prefix, "(editing by", 40, "it names helpers"),
    Rule(.prefix, "(reporting by", 40, "it names helpers"),
    Rule(.prefix, "(with input", 15, "it names the agencies used"),
    Rule(.prefix, "(writing by", 40, "it names helpers"),
    Rule(.prefix, "advertisement", 6, "it is an advertisement"),
    Rule(.prefix, "additional reporting by", 40, "it names helpers"),
    Rule(.prefix, "also read", 30, "it is a related link"),
    Rule(.prefix, "contact the writer", 12, "it is an address to write to"),
    Rule(.prefix, "copyright", 40, "it is a copyright line"),
    Rule(.prefix, "editing by", 20, "it names helpers"),
    Rule(.prefix, "editor's note:", 60, "it is a note on the page"),
    Rule(.prefix, "follow topic", 8, "it is a channel to follow"),
    Rule(.prefix, "for the latest news", 30, "it is an advertisement"),
    Rule(.prefix, "full coverage:", 12, "it is a related link"),
    Rule(.prefix, "get the latest", 30, "it is a newsletter line"),
    Rule(.prefix, "home >", 30, "it is a menu"),
    Rule(.prefix, "home /", 30, "it is a menu"),
    Rule(.prefix, "image copyright", 6, "it is a picture's credit"),
    Rule(.prefix, "image source", 8, "it is a picture's credit"),
    Rule(.prefix, "listen to this", 12, "it is about the page"),
    Rule(.prefix, "media caption", 30, "it is a film's title"),
    Rule(.prefix, "more from ", 12, "it is a related link"),
    Rule(.prefix, "more on this story", 8, "it is a related link"),
    Rule(.prefix, "most read", 8, "it is a menu"),
    Rule(.prefix, "photo:", 8, "it is a picture's credit"),
    Rule(.prefix, "photos:", 8, "it is a picture's credit"),
    Rule(.prefix, "pictures:", 8, "it is a picture's credit"),
    Rule(.prefix, "read also", 30, "it is a related link"),
    Rule(.prefix, "read full story", 30, "it is a related link"),
    Rule(.prefix, "read more", 30, "it is a related link"),
    Rule(.prefix, "read next", 30, "it is a related link"),
    Rule(.prefix, "recommended", 6, "it is a related link"),
    Rule(.prefix, "related article", 20, "it is a related link"),
    Rule(.prefix, "related stor", 20, "it is a related link"),
    Rule(.prefix, "related:", 30, "it is a related link"),
    Rule(.prefix, "reporting by", 20, "it names helpers"),
    Rule(.prefix, "see also", 30, "it is a related link"),
    Rule(.prefix, "share this", 10, "it is a channel to follow"),
    Rule(.prefix, "share on", 10, "it is a channel to follow"),
    Rule(.prefix, "sign up now", 20, "it is a newsletter line"),
    Rule(.prefix, "skip to ", 10, "it is a menu"),
    Rule(.prefix, "sponsored", 8, "it is an advertisement"),
    Rule(.prefix, "story continued below", 8, "it is about the page"),
    Rule(.prefix, "story continues below", 8, "it is about the page"),
    Rule(.prefix, "subscribe", 15, "it is a newsletter line"),
    Rule(.prefix, "this article first appeared", 30, "it is a note on the page"),
    Rule(.prefix, "this article was ", 40, "it is a note on the page"),
    Rule(.prefix, "this site is protected", 40, "it is about the page"),
    Rule(.prefix, "top stories", 8, "it is a menu"),
    Rule(.prefix, "trending", 6, "it is a menu"),
    Rule(.prefix, "watch: ", 30, "it is a related link"),
    Rule(.prefix, "watch as ", 30, "it is a related link"),
    Rule(.prefix, "watch live", 20, "it is a related link"),
    Rule(.prefix, "write to ", 12, "it is an address to write to"),
    Rule(.prefix, "you are here", 12, "it is a menu"),
    Rule(.prefix, "you may also like", 12, "it is a related link"),
    Rule(.suffix, "min read", 8, "it is about the page"),
    Rule(.suffix, "minute read", 8, "it is about the page"),
    Rule(.whole, "comments", 1, "it is a menu"),
    Rule(.whole, "email", 1, "it is a menu"),
    Rule(.whole, "facebook", 1, "it is a channel to follow"),
    Rule(.whole, "home", 1, "it is a menu"),
    Rule(.whole, "print", 1, "it is a menu"),
    Rule(.whole, "share", 1, "it is a channel to follow"),
    Rule(.whole, "twitter", 1, "it is a channel to follow"),
  ]
}
