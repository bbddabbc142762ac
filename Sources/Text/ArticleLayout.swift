/// The lines of one article on their way to blocks.
struct ArticleLayout {
  let source: SourceText
  var metadata: ArticleMetadata
  private(set) var blocks: [TextBlock] = []
  private var lines: [TextLine] = []
  /// The first bytes of lines that are known to stand under pictures.
  private let captionStarts: Set<Int>

  init(source: SourceText, metadata: ArticleMetadata, captionStarts: Set<Int> = []) {
    self.source = source
    self.metadata = metadata
    self.captionStarts = captionStarts
  }

  /// Reads the lines from byte `start` on into `blocks` and `metadata`.
  mutating func read(from start: Int) {
    cutLines(from: start)
    judgeLines()
    markCopies()
    if let bodyStart = bodyStart {
      readHead(before: bodyStart)
      dropLabels(from: bodyStart)
    }
    for line in lines { append(line) }
  }

  // MARK: - Lines

  /// Cuts at newlines, at `<br>` and `<p>` tags left in the text, and around a picture's credit.
  private mutating func cutLines(from start: Int) {
    let bytes = source.bytes
    var index = start
    while index < bytes.count {
      var end = index
      var tagEnd = index
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
        if bytes[end] == UInt8(ascii: "<"), let after = breakTag(at: end) {
          tagEnd = after
          break
        }
        end += 1
      }
      let line = TextLine(range: ByteRange(index, end), in: bytes)
      if captionStarts.contains(index) {
        lines.append(TextLine(range: line.range, in: bytes, knownKind: .caption))
      } else if !line.isEmpty {
        cutAtCredit(line)
      }
      index = max(end + 1, tagEnd)
    }
  }

  /// The byte after `<br>`, `<p>` and the like, where one stands at `index`.
  private func breakTag(at index: Int) -> Int? {
    let bytes = source.bytes
    let limit = min(bytes.count, index + 8)
    guard let close = bytes[index..<limit].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let name = bytes[(index + 1)..<close].filter { $0.isASCIILetter }.map { $0.asciiLowercased }
    let isBreak = name.elementsEqual("br".utf8) || name.elementsEqual("p".utf8)
    return isBreak || name.elementsEqual("div".utf8) ? close + 1 : nil
  }

  /// "A caption. | AP The headline" becomes a caption and a line; "Image caption" begins one, and so
  /// does "Ana Paz / AFP".
  private mutating func cutAtCredit(_ line: TextLine) {
    let bytes = source.bytes
    if let start = captionStart(behindCreditOf: line) {
      let range = ByteRange(start, line.range.upper)
      lines.append(TextLine(range: range, in: bytes, knownKind: .caption))
      return
    }
    if line.folded.hasPrefix("image c") {
      let text = [UInt8](bytes[line.range.lower..<line.range.upper])
      if let mark = text.firstRange(of: "mage caption ") {
        let range = ByteRange(line.range.lower + mark.upperBound, line.range.upper)
        lines.append(TextLine(range: range, in: bytes, knownKind: .caption))
        return
      }
    }
    let pattern = [UInt8](" | ".utf8)
    var index = line.range.lower
    while index + 3 < line.range.upper {
      if bytes[index] == pattern[0], bytes[index + 1] == pattern[1], bytes[index + 2] == pattern[2],
        let after = creditEnd(from: index + 3, limit: line.range.upper)
      {
        lines.append(
          TextLine(range: ByteRange(line.range.lower, index), in: bytes, knownKind: .caption))
        let rest = TextLine(range: ByteRange(after, line.range.upper), in: bytes)
        if !rest.isEmpty { lines.append(rest) }
        return
      }
      index += 1
    }
    lines.append(line)
  }

  /// Where the caption begins behind a photographer and agencies, parted by slashes; nil where the
  /// line begins with no such credit or holds nothing else.
  private func captionStart(behindCreditOf line: TextLine) -> Int? {
    let bytes = source.bytes
    let limit = min(line.range.upper, line.range.lower + Self.longestPhotographer)
    guard let slash = bytes[line.range.lower..<limit].firstIndex(of: UInt8(ascii: "/")),
      slash > line.range.lower, bytes.spaceWidth(at: slash - 1, limit: limit) == 1
    else { return nil }
    let words = bytes[line.range.lower..<slash].split(separator: UInt8(ascii: " "))
    guard (1...4).contains(words.count),
      words.allSatisfy({ !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0[$0.startIndex]) }),
      let end = creditEnd(from: slash, limit: line.range.upper), end < line.range.upper,
      bytes.spaceWidth(at: end - 1, limit: line.range.upper) > 0
    else { return nil }
    return end
  }

  /// The bytes in which a photographer's name ends.
  private static let longestPhotographer = 48

  /// The end of a run of agencies, bars and slashes, where one begins at `index`.
  private func creditEnd(from index: Int, limit: Int) -> Int? {
    var end = index
    var found = false
    next: while end < limit {
      let width = source.bytes.spaceWidth(at: end, limit: limit)
      if width > 0 || source.bytes[end] == UInt8(ascii: "|")
        || source.bytes[end] == UInt8(ascii: "/")
      {
        end += max(width, 1)
        continue
      }
      for agency in Agency.photoCredits where source.bytes[end..<limit].starts(with: agency.utf8) {
        end += agency.utf8.count
        found = true
        continue next
      }
      break
    }
    return found ? end : nil
  }

  // MARK: - Verdicts

  private mutating func judgeLines() {
    let filter = BoilerplateFilter()
    var kept: [TextLine] = []
    for line in lines {
      if line.knownKind != nil {
        kept.append(line)
        continue
      }
      if let day = publicationDay(line) {
        if metadata.published == nil {
          metadata.published = day
          metadata.publishedWhy = "stated in the line '\(source[line.range])'"
        }
        continue
      }
      if isAgencyLine(line) { continue }
      switch filter.verdict(line, in: source.bytes) {
      case .keep: kept.append(line)
      case .caption:
        var caption = line
        caption.knownKind = .caption
        kept.append(caption)
      case .drop: break
      }
    }
    lines = kept
  }

  /// The day of a line that is nothing but a day and its usual words ("Published: May 3, 2017").
  private func publicationDay(_ line: TextLine) -> String? {
    guard line.words.count <= 14, let finding = StatedDate.find(in: line.folded) else {
      return nil
    }
    return finding.otherWordCount <= (line.endsSentence ? 0 : 4) ? finding.day : nil
  }

  /// Notes the source of a line that names nothing but an agency.
  private mutating func isAgencyLine(_ line: TextLine) -> Bool {
    let text = source[line.range].filter { $0 != "(" && $0 != ")" }
    guard let agency = Agency.names[text] else { return false }
    if metadata.source == nil { metadata.source = agency }
    return true
  }

  /// Later copies of a line go; a copy before the line itself is what stands under a picture.
  ///
  /// Lines are compared without spaces and marks, and an earlier line may be the beginning of a
  /// later one. Only lines that begin alike are compared, so the cost stays linear.
  private mutating func markCopies() {
    var earlier: [ArraySlice<UInt8>: Int] = [:]
    var squeezed: [[UInt8]] = []
    var dropped: Set<Int> = []
    for index in lines.indices {
      squeezed.append(lines[index].squeezed)
      guard squeezed[index].count >= 24 else { continue }
      let key = squeezed[index].prefix(24)
      guard let first = earlier.updateValue(index, forKey: key), !dropped.contains(first) else {
        continue
      }
      let (a, b) = (squeezed[first], squeezed[index])
      if a == b, lines[first].knownKind == lines[index].knownKind, first + 1 == index {
        dropped.insert(index)
        earlier[key] = first
      } else if lines[first].endsCutOff && b.starts(with: a) {
        dropped.insert(first)
      } else if b.starts(with: a), lines[first].knownKind == nil, lines[first].endsSentence {
        lines[first].knownKind = .caption
      }
    }
    dropCutOffHeadlines(squeezed, &dropped)
    lines = lines.indices.filter { !dropped.contains($0) }.map { lines[$0] }
  }

  /// "Home World Leaders Meet In..." above "Leaders Meet In Geneva": a menu with the title cut off.
  private func dropCutOffHeadlines(_ squeezed: [[UInt8]], _ dropped: inout Set<Int>) {
    for index in lines.indices where lines[index].endsCutOff && lines[index].words.count <= 25 {
      var words = lines[index].words[...]
      for _ in 0..<5 {
        guard words.count >= 4 else { break }
        let rest = words.joined().filter { $0.isASCIIAlphanumeric || $0 >= 0x80 }
        let isCopy = lines.indices.dropFirst(index + 1).prefix(4).contains {
          squeezed[$0].starts(with: rest)
        }
        if isCopy { dropped.insert(index) }
        words = words.dropFirst()
      }
    }
  }

  // MARK: - Head and body

  /// Whether a line is a paragraph of the report: a sentence of some length, or with a dateline.
  private func isRunningText(_ line: TextLine) -> Bool {
    if let dateline = Dateline.read(line, in: source), dateline.end < line.range.upper {
      return true
    }
    return line.endsSentence && line.words.count >= 8
  }

  /// The line with the first dateline, where the head of the article has one; else the first
  /// paragraph.
  private var bodyStart: Int? {
    let head = lines.indices.prefix(8)
    return head.first { lines[$0].knownKind == nil && Dateline.read(lines[$0], in: source) != nil }
      ?? lines.firstIndex { $0.knownKind == nil && isRunningText($0) }
  }

  /// Before the first paragraph stand titles, names of authors, and sentences under pictures.
  private mutating func readHead(before bodyStart: Int) {
    for index in 0..<bodyStart where lines[index].knownKind == nil {
      let words = lines[index].words
      if words.first?.elementsEqual("by".utf8) == true, words.count <= 12 {
        metadata.byline = metadata.byline ?? source[lines[index].range]
        lines[index].range.upper = lines[index].range.lower
      } else if isRunningText(lines[index]) {
        lines[index].knownKind = .caption
      } else if words.count >= 4, words.count <= 40 {
        lines[index].knownKind = .headline
        if metadata.title == nil { metadata.title = source[lines[index].range] }
      } else if words.count < 4 {
        // "Jane Miller", "World news": an author or a section.
        lines[index].range.upper = lines[index].range.lower
      }
    }
  }

  /// In the body, few words in capitals and no full stop are a label; more are a heading.
  private mutating func dropLabels(from bodyStart: Int) {
    for index in lines.indices.dropFirst(bodyStart) where lines[index].knownKind == nil {
      let line = lines[index]
      let last = line.folded.last
      guard !line.endsSentence, last != UInt8(ascii: ":"), last != UInt8(ascii: ","),
        line.capitalizedShare(in: source.bytes) > 0.7, !isRunningText(line),
        Dateline.read(line, in: source) == nil
      else { continue }
      if line.words.count <= 4 {
        lines[index].range.upper = lines[index].range.lower
      } else if line.words.count <= 16 {
        lines[index].knownKind = .headline
      }
    }
  }

  // MARK: - Blocks

  /// Takes dateline and agency off a line and appends what is left.
  private mutating func append(_ line: TextLine) {
    guard !line.isEmpty else { return }
    var range = line.range
    if line.knownKind == nil, let dateline = Dateline.read(line, in: source) {
      metadata.dateline = metadata.dateline ?? dateline.place
      metadata.datelineDay = metadata.datelineDay ?? dateline.monthAndDay
      if metadata.source == nil, let agency = dateline.agency {
        metadata.source = Agency.names[agency] ?? agency
      }
      range.lower = dateline.end
    }
    if let (end, agency) = Agency.trailing(range, in: source) {
      range.upper = end
      if metadata.source == nil, let agency, line.knownKind == nil { metadata.source = agency }
    }
    range = range.trimmed(in: source.bytes)
    guard range.count > 1 else { return }
    blocks.append(TextBlock(kind: line.knownKind ?? .body, range: range))
  }
}
