import Linguistics
import TestSupport
import Testing
import Text

@Suite struct `The language pipeline` {
  private func analyze(_ text: String) throws -> Analysis {
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    return LanguagePipeline.shared.analyze(article)
  }

  /// The arcs as "relation(head, dependent)", marks left out.
  private func arcs(_ analysis: Analysis) -> Set<String> {
    let tokens = analysis.document.tokens
    var arcs: Set<String> = []
    for (index, word) in analysis.words.enumerated() where word.relation != .punct {
      let head = word.head < 0 ? "ROOT" : tokens[word.head].text
      arcs.insert("\(word.relation.rawValue)(\(head), \(tokens[index].text))")
    }
    return arcs
  }

  @Test(arguments: [
    (
      "The minister met her counterpart in Lima on Friday.",
      [
        "nsubj(met, minister)", "obj(met, counterpart)", "nmod:poss(counterpart, her)",
        "case(Lima, in)", "root(ROOT, met)",
      ]
    ),
    (
      "Peru and Chile have agreed to open the border.",
      [
        "nsubj(agreed, Peru)", "conj(Peru, Chile)", "cc(Chile, and)", "aux(agreed, have)",
        "xcomp(agreed, open)", "obj(open, border)",
      ]
    ),
    (
      "The deal was signed by President Ada Lopez.",
      [
        "nsubj:pass(signed, deal)", "aux:pass(signed, was)", "obl:agent(signed, Ada)",
        "compound(Ada, President)", "flat(Ada, Lopez)",
      ]
    ),
    (
      "The general said the rebels attacked the town.",
      [
        "nsubj(said, general)", "ccomp(said, attacked)", "nsubj(attacked, rebels)",
        "obj(attacked, town)",
      ]
    ),
    (
      "\"We will not yield,\" the general said.",
      ["nsubj(said, general)", "ccomp(said, yield)", "nsubj(yield, We)", "advmod(yield, not)"]
    ),
    (
      "She urged the two sides to resume talks.",
      ["obj(urged, sides)", "obj(resume, talks)", "nummod(sides, two)"]
    ),
    (
      "Officials who met reporters said the talks failed.",
      [
        "acl:relcl(Officials, met)", "nsubj(met, who)", "obj(met, reporters)",
        "nsubj(said, Officials)", "ccomp(said, failed)",
      ]
    ),
    (
      "Lopez, the president of Peru, arrived on Monday.",
      ["nsubj(arrived, Lopez)", "appos(Lopez, president)", "nmod(president, Peru)"]
    ),
    (
      "The army shelled the town and seized the bridge.",
      ["conj(shelled, seized)", "obj(seized, bridge)", "nsubj(shelled, army)"]
    ),
    (
      "He gave the envoy a letter.",
      ["nsubj(gave, He)", "obj(gave, letter)"]
    ),
    (
      "The troops deployed by the ministry left after the vote ended.",
      [
        "acl(troops, deployed)", "obl:agent(deployed, ministry)", "mark(ended, after)",
        "nsubj(left, troops)",
      ]
    ),
    (
      "The decision, announced in Lima on Friday, angered Chile.",
      ["nsubj(angered, decision)", "obj(angered, Chile)", "obl(announced, Friday)"]
    ),
    (
      "China claimed that the move harms its interests and took measures.",
      ["ccomp(claimed, harms)", "obj(took, measures)"]
    ),
    // Words that the network never learnt: it reads a known one in their place.
    (
      "Norwegian authorities froze the assets.",
      ["root(ROOT, froze)", "nsubj(froze, authorities)", "obj(froze, assets)"]
    ),
    (
      "Ghana severs ties with Togo",
      ["root(ROOT, severs)", "nsubj(severs, Ghana)", "obj(severs, ties)"]
    ),
    (
      "The president said the rebels overran the base.",
      ["nsubj(overran, rebels)", "obj(overran, base)", "ccomp(said, overran)"]
    ),
    (
      "The visits of the envoy pleased Togo.",
      ["nsubj(pleased, visits)", "nmod(visits, envoy)", "obj(pleased, Togo)"]
    ),
    (
      "Frozen fish is sold in Chile.",
      ["amod(fish, Frozen)", "nsubj:pass(sold, fish)"]
    ),
    (
      "They met in order to end the war.",
      ["advcl(met, end)", "obj(end, war)"]
    ),
    (
      "Peru is a member of the union.",
      ["nsubj(member, Peru)", "cop(member, is)", "nmod(member, union)", "root(ROOT, member)"]
    ),
    (
      "Speaking in Lima, the leaders discussed trade.",
      ["advcl(discussed, Speaking)", "nsubj(discussed, leaders)"]
    ),
  ])
  func `trees say who does what to whom`(text: String, expected: [String]) throws {
    let arcs = arcs(try analyze(text))
    for arc in expected { #expect(arcs.contains(arc), "\(arc) not in \(arcs.sorted())") }
  }

  /// What the network gets wrong today; whoever trains a better one moves these lines up.
  @Test(arguments: [
    ("She urged the two sides to resume talks.", "xcomp(urged, resume)"),
    ("He gave the envoy a letter.", "iobj(gave, envoy)"),
    ("China claimed that the move harms its interests and took measures.", "conj(claimed, took)"),
    ("They met in order to end the war.", "fixed(in, order)"),
  ])
  func `trees that are wrong today`(text: String, arc: String) throws {
    let arcs = arcs(try analyze(text))
    withKnownIssue { #expect(arcs.contains(arc)) }
  }

  @Test func `every sentence is one tree`() throws {
    var generator = SeededGenerator(seed: 3)
    let vocabulary = [
      "the", "president", "said", "that", "Peru", "and", ",", "\"", "who", "to", "go", "in", "was",
      "attacked", "by", "of", "its", "not", "has", "-", "(", ")", "2017", "'s", "which", "while",
      "talks", "agreeing", "new", "or", "what", "is", ".", "they", "Monday",
    ]
    for _ in 0..<400 {
      let text = (0..<18).map { _ in vocabulary.randomElement(using: &generator) ?? "" }
        .joined(separator: " ")
      let analysis = try analyze(text)
      for sentence in analysis.document.sentences { check(sentence, of: analysis, text) }
    }
  }

  private func check(_ sentence: Sentence, of analysis: Analysis, _ text: String) {
    let roots = sentence.tokens.filter { analysis.words[$0].head == -1 }
    #expect(roots.count == 1, "\(text)")
    #expect(roots.allSatisfy { analysis.words[$0].relation == .root })
    for token in sentence.tokens {
      var current = token
      var steps = 0
      while analysis.words[current].head >= 0, steps <= sentence.tokens.count {
        current = analysis.words[current].head
        steps += 1
        #expect(sentence.tokens.contains(current))
      }
      #expect(steps <= sentence.tokens.count, "a circle in \(text)")
    }
  }

  @Test(arguments: [
    ("denuclearizing", "denuclearize"), ("stopped", "stop"), ("agreed", "agree"),
    ("fled", "flee"), ("accused", "accuse"), ("attacked", "attack"), ("planned", "plan"),
    ("condemned", "condemn"), ("signed", "sign"), ("carried", "carry"), ("mediating", "mediate"),
  ])
  func `verbs have their dictionary forms`(form: String, lemma: String) throws {
    let analysis = try analyze("They have \(form) it today in the old town.")
    let sentence = try analyze("They were \(form) it today in the old town.")
    let index = 2
    #expect([analysis.words[index].lemma, sentence.words[index].lemma].contains(lemma))
  }

  @Test(arguments: [
    ("countries", "country"), ("allies", "ally"), ("women", "woman"), ("sanctions", "sanction"),
    ("crises", "crisis"), ("talks", "talk"), ("businesses", "business"),
  ])
  func `plural nouns have their singular`(form: String, lemma: String) throws {
    let analysis = try analyze("They spoke about the \(form) for a long time on Monday.")
    #expect(analysis.words[4].lemma == lemma)
    #expect(analysis.words[4].isPlural)
  }

  @Test(arguments: [
    (
      "South Korean Foreign Minister Kang Kyung-wha left.",
      "name PERSON [South Korean Foreign Minister Kang Kyung-wha] Kang Kyung-wha"
    ),
    ("They met his Chinese counterpart in Lima.", "nominal - [his Chinese counterpart] -"),
    ("The two sides resumed talks.", "nominal - [The two sides] -"),
    ("They met in South Korea yesterday.", "name GPE [South Korea] South Korea"),
    (
      "The Ministry of Defence and the Security Council met.",
      "name ORG [the Security Council] Security Council"
    ),
    (
      "The Ministry of Justice opened an office in Lima.",
      "name ORG [The Ministry of Justice] Ministry of Justice"
    ),
    ("They left the NATO summit early.", "name ORG [NATO] NATO"),
    ("They left the NATO summit early.", "nominal - [the NATO summit] -"),
    ("He left the room.", "pronoun - [He] -"),
    ("The chief press official left.", "nominal - [The chief press official] -"),
  ])
  func `mentions are whole phrases`(text: String, expected: String) throws {
    let analysis = try analyze(text)
    func words(_ range: Range<Int>) -> String {
      analysis.document.tokens[range].map(\.text).joined(separator: " ")
    }
    let mentions = analysis.mentions.map { mention in
      let name = mention.kind == .name ? words(mention.nameTokens) : "-"
      return "\(mention.kind.rawValue) \(mention.nameType?.rawValue ?? "-") "
        + "[\(words(mention.tokens))] \(name)"
    }
    #expect(mentions.contains(expected), "\(mentions)")
  }

  @Test func `a surname alone is a person where the article has the whole name`() throws {
    let analysis = try analyze(
      "President Ada Lopez met the envoys in the capital on Monday. Later Lopez left for Chile.")
    let last = analysis.mentions.last {
      analysis.document.tokens[$0.head].text == "Lopez"
    }
    #expect(last?.nameType == .person)
  }
}
