public import Linguistics

/// How well trees, tags and names agree with a treebank.
public struct ParseScores: Sendable {
  /// Tokens compared.
  public private(set) var tokenCount = 0
  private var partsOfSpeech = 0
  private var tags = 0
  private var heads = 0
  private var relations = 0
  private var core = Overlap()
  private var nameOverlap = Overlap()
  private var hasNames = false

  /// No sentences yet.
  public init() {}

  /// Per cent of tokens with the right universal part of speech.
  public var upos: Double { percent(partsOfSpeech) }
  /// Per cent of tokens with the right Penn tag.
  public var xpos: Double { percent(tags) }
  /// Per cent of tokens with the right head.
  public var uas: Double { percent(heads) }
  /// Per cent of tokens with the right head and relation, subtypes aside.
  public var las: Double { percent(relations) }
  /// F1 of verb, core role and argument, any word of a name standing for it.
  public var coreF1: Double { core.f1 }
  /// F1 of names by their tokens and class; nil where the treebank marks none.
  public var namesF1: Double? { hasNames ? nameOverlap.f1 : nil }

  /// Takes in a sentence.
  public mutating func add(_ gold: TreebankSentence, _ parsed: ParsedSentence) {
    precondition(gold.tokens.count == parsed.tokens.count)
    for (a, b) in zip(gold.tokens, parsed.tokens) {
      tokenCount += 1
      partsOfSpeech += a.partOfSpeech == b.partOfSpeech.rawValue ? 1 : 0
      tags += a.tag == b.tag ? 1 : 0
      guard a.head == b.head else { continue }
      heads += 1
      relations += universal(a.relation) == universal(b.relation) ? 1 : 0
    }
    core.add(
      coreArguments(gold, gold.tokens.map { ($0.head, $0.relation) }),
      coreArguments(gold, parsed.tokens.map { ($0.head, $0.relation) }))
    if let names = gold.names {
      hasNames = true
      nameOverlap.add(
        names,
        Set(
          parsed.names.map {
            Name(start: $0.tokens.lowerBound, end: $0.tokens.upperBound, type: $0.type)
          }))
    }
  }

  private func percent(_ count: Int) -> Double {
    tokenCount == 0 ? 0 : 100 * Double(count) / Double(tokenCount)
  }

  private func universal(_ relation: String) -> Substring {
    relation.prefix { $0 != ":" }
  }
}

/// What two sets share.
private struct Overlap {
  private var both = 0
  private var either = 0

  var f1: Double { either == 0 ? 0 : 200 * Double(both) / Double(either) }

  mutating func add<Element>(_ gold: Set<Element>, _ parsed: Set<Element>) {
    both += gold.intersection(parsed).count
    either += gold.count + parsed.count
  }
}

private struct CoreArgument: Hashable {
  let verb: Int
  let role: String
  let argument: Int
}

/// The relations that decide who did what.
private let coreRoles = [
  "ccomp": "complement", "nsubj": "subject", "nsubj:pass": "passive subject", "obj": "object",
  "obl:agent": "agent", "xcomp": "complement",
]

/// The core arguments of verbs in a tree over the gold tokens.
private func coreArguments(
  _ gold: TreebankSentence, _ arcs: [(head: Int, relation: String)]
) -> Set<CoreArgument> {
  var found: Set<CoreArgument> = []
  for (place, arc) in arcs.enumerated() {
    guard let role = coreRoles[arc.relation], arc.head >= 0,
      gold.tokens[arc.head].partOfSpeech == "VERB"
    else { continue }
    found.insert(
      CoreArgument(
        verb: headOfName(gold, arc.head), role: role, argument: headOfName(gold, place)))
  }
  return found
}

/// The gold head of the name or compound that a token stands in.
private func headOfName(_ gold: TreebankSentence, _ place: Int) -> Int {
  let inside: Set = ["compound", "fixed", "flat", "nmod:desc"]
  var place = place
  // A tree has no cycle, but files may.
  for _ in 0..<20 {
    let token = gold.tokens[place]
    guard inside.contains(token.relation), token.head >= 0 else { break }
    place = token.head
  }
  return place
}
