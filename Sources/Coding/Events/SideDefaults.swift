import Linguistics
import Ontology
import Text

/// Names sides that a clause leaves to its reader: the state that arrests, the people who are shot
/// at, the government that is protested against, the country that a complaint is about.
///
/// The gold shows why: of events of these types nine in ten have both sides.
struct SideDefaults {
  let tree: DocumentTree
  let actors: ActorLookup

  /// The candidates with sides filled in where their type wants them, in order.
  func filling(_ candidates: [Candidate]) -> [Candidate] {
    var lastState: Participant?
    var lastProposal: Candidate?
    let isOfProtest = candidates.contains { $0.type == .protest }
    var told: [Candidate] = []
    return candidates.map { candidate in
      var copy = candidate
      // Nobody marches on a body of states: it is only spoken of.
      if copy.type == .mobilize {
        copy.recipients.removeAll { $0.country?.hasPrefix("IGO:") ?? false }
      }
      fillTeller(&copy)
      fillState(&copy, last: &lastState)
      fillHome(&copy)
      fillPurpose(&copy)
      fillVictims(&copy)
      fillAgainst(&copy)
      fillProtest(&copy)
      fillProposer(&copy, last: lastProposal)
      fillDoer(&copy, among: told)
      fillCounterpart(&copy)
      fillTaken(&copy)
      nameThoseOfProtest(&copy, isOfProtest: isOfProtest)
      if Self.isProposal(copy) { lastProposal = copy }
      told.append(copy)
      return copy
    }
  }

  // MARK: Acts of state

  /// "Further bans were being placed on Chad's ministers, Moe said": who tells of an official act that
  /// names nobody tells of his own side's.
  private func fillTeller(_ candidate: inout Candidate) {
    guard candidate.actors.isEmpty, let teller = candidate.saidBy, let country = teller.country,
      tree.isPassive(candidate.isNominal ? candidate.clause : candidate.trigger)
    else { return }
    switch candidate.type {
    case .aid, .mobilize, .sanction: break
    case .retreat where candidate.mode == "withdraw": break
    case .coerce where candidate.mode != "arrest": break
    default: return
    }
    let official: Set<Sector> = [.government, .military, .police, .international]
    let reached = Set(candidate.recipients.compactMap(\.country))
    guard official.contains(teller.sector), !reached.isEmpty, !reached.contains(country) else {
      return
    }
    candidate.actors = [state(country, "the side of who tells of it")]
  }

  /// Arrests, convictions and bans that name nobody are the state's: the one that the article last
  /// named for such an act, or that of the article.
  private func fillState(_ candidate: inout Candidate, last: inout Participant?) {
    switch (candidate.type, candidate.mode) {
    case (.coerce, "arrest"), (.coerce, "restrict"), (.coerce, "deport"), (.sanction, "convict"),
      (.coerce, "curfew"), (.coerce, "martial-law"), (.retreat, "release"):
      break
    case (.coerce, _):
      if let country = candidate.actors.lazy.compactMap(\.country).first {
        last = state(country, "the state that the article tells of before")
      } else if candidate.actors.isEmpty {
        // Who closes, seizes or censors is a state, most likely the other of an article of two.
        let held = Set(candidate.recipients.compactMap(\.country))
        guard held.count == 1, let one = held.first, let other = actors.counterpart(of: one) else {
          return
        }
        candidate.actors = [state(other, "an act of a state, understood")]
        candidate.certainty *= 0.8
      }
      return
    default: return
    }
    if let country = candidate.actors.lazy.compactMap(\.country).first {
      last = state(country, "an act that only a state can do, as the article tells before")
    } else if candidate.actors.isEmpty {
      let act = "an act that only a state can do"
      let there = place(of: candidate).map { state($0, act + ", in the country where it was done") }
      let own = actors.focus.map { state($0, act) }
      let officials = candidate.isNominal ? nil : official(candidate).map { state($0, act) }
      guard !candidate.isNominal || there != nil || actors.focus != nil else { return }
      candidate.actors = (there ?? last ?? own ?? officials).map { [$0] } ?? []
      // A curfew is everybody's, not the state's against itself.
      if candidate.mode == "curfew" || candidate.mode == "martial-law" {
        let own = Set(candidate.actors.compactMap(\.country))
        candidate.recipients.removeAll { one in
          one.sector == .government && one.country.map(own.contains) ?? false
        }
      }
    }
  }

  /// The country in which the clause says that an act was done.
  private func place(of candidate: Candidate) -> String? {
    for token in [candidate.trigger, candidate.clause] {
      var phrases = tree.phrases(of: token)
      if candidate.type == .retreat {
        // Who lets go is named where it held: "from captivity in Libya", not "released in Doha".
        let held = phrases.filter { $0.preposition == "from" }
        phrases = held.flatMap { tree.phrases(of: $0.head) } + (held.isEmpty ? [] : phrases)
      }
      let places: Set<String> =
        candidate.mode == "deport" ? ["from", "out of"] : ["in", "at", "near"]
      for phrase in phrases where places.contains(phrase.preposition) {
        guard actors.isPlace(phrase.head) else { continue }
        let country =
          actors.participants(at: phrase.head).lazy.compactMap(\.country).first
          ?? actors.town(at: phrase.head)?.country
        if let country { return country }
      }
    }
    return nil
  }

  /// The country of those who are tried or held where they hold its offices.
  private func official(_ candidate: Candidate) -> String? {
    let own: Set<Sector> = [.government, .legislature, .party, .opposition, .judiciary, .police]
    let countries = Set(
      candidate.recipients.filter { own.contains($0.sector) }.compactMap(\.country))
    return countries.count == 1 ? countries.first : nil
  }

  // MARK: People

  /// Whom a state tries, holds, pardons, lets go or has its police shoot at is its own, where nothing
  /// tells of another country.
  private func fillHome(_ candidate: inout Candidate) {
    let isPolice = candidate.actors.contains { $0.sector == .police }
    switch (candidate.type, candidate.mode) {
    case (.coerce, "arrest"), (.sanction, "convict"), (.retreat, "release"), (.concede, _): break
    case (.assault, _) where isPolice, (.coerce, _) where isPolice: break
    default: return
    }
    guard let country = candidate.actors.lazy.compactMap(\.country).first,
      !country.hasPrefix("IGO:")
    else { return }
    for one in candidate.recipients.indices where candidate.recipients[one].country == nil {
      let name = candidate.recipients[one].name
      let isNamed =
        name.unicodeScalars.first?.properties.isUppercase == true && name.contains(" ")
      let last = name.split(separator: " ").last?.lowercased() ?? ""
      guard isNamed || Self.followers.contains(last) else { continue }
      candidate.recipients[one].country = country
      candidate.recipients[one].reason += "; of the state that acts, understood"
    }
  }

  /// Groups that a country's own politics has.
  private static let followers: Set<String> = [
    "activists", "campaigners", "critics", "demonstrators", "dissidents", "lawmakers", "leaders",
    "members", "opponents", "protesters", "strikers", "students", "supporters", "unionists",
    "villagers",
  ]

  /// People who are nobody in particular but are arrested or shot at, in the article's country.
  private func fillVictims(_ candidate: inout Candidate) {
    guard candidate.recipients.isEmpty, !candidate.isNominal, let focus = actors.focus else {
      return
    }
    switch candidate.type {
    case .assault, .coerce, .retreat: break
    default: return
    }
    let against = tree.phrases(of: candidate.trigger).filter { $0.preposition == "against" }
    for head in tree.objects(of: candidate.trigger) + against.map(\.head)
    where !actors.isActor(head) {
      // "Used live rounds against those marching"
      let isPeople =
        tree.text(head) == "those" || WordClasses.shared.contains(tree.lemma(head), in: "person")
        || WordClasses.shared.contains(tree.lemma(head), in: "people")
      guard isPeople else { continue }
      let token = tree.analysis.document.tokens[head]
      candidate.recipients = [
        Participant(
          name: token.text, country: focus, sector: .civilian, range: token.range,
          reason: "people, in the country that the article is about")
      ]
      return
    }
  }

  /// "Rebels captured Goma": a town taken by those of its own country who are not its state is taken from
  /// that.
  private func fillTaken(_ candidate: inout Candidate) {
    guard candidate.type == .assault, candidate.recipients.isEmpty, !candidate.isNominal,
      candidate.frame.conditions.contains(.objectIsTown), !candidate.actors.isEmpty,
      candidate.actors.allSatisfy({ $0.sector == .rebel }),
      let town = tree.objects(of: candidate.trigger).lazy.compactMap({ actors.town(at: $0) }).first,
      let country = town.country
    else { return }
    candidate.recipients = [state(country, "the country of the town that is taken")]
  }

  /// "Fired tear gas to break up a rally of miners": whom the purpose names.
  private func fillPurpose(_ candidate: inout Candidate) {
    guard candidate.recipients.isEmpty, !candidate.isNominal, !candidate.actors.isEmpty else {
      return
    }
    switch candidate.type {
    case .assault, .coerce, .mobilize: break
    default: return
    }
    for clause in tree.children(of: candidate.trigger, [.advcl, .xcomp])
    where tree.isInfinitive(clause) && Self.dispersing.contains(tree.lemma(clause)) {
      for head in tree.objects(of: clause).flatMap({ tree.conjuncts(of: $0) }) {
        let members = tree.phrases(of: head).filter { $0.preposition == "of" }.map(\.head)
        let named = ([head] + members).flatMap { actors.participants(at: $0) }
        if !named.isEmpty {
          candidate.recipients = named
          return
        }
        let isCrowd = WordClasses.shared.contains(tree.lemma(head), in: "protest")
        guard isCrowd, let country = candidate.actors.lazy.compactMap(\.country).first else {
          continue
        }
        candidate.recipients = [
          Participant(
            name: "protesters", country: country, sector: .civilian,
            range: tree.analysis.document.tokens[head].range,
            reason: "those whom it is done to disperse")
        ]
        return
      }
    }
  }

  private static let dispersing: Set<String> = [
    "break", "clear", "contain", "control", "disperse", "drive", "evict", "prevent", "push",
    "quell", "repel", "scatter", "stop", "subdue", "suppress",
  ]

  /// "Threatened action against the union": whom a thing that is done or announced is against.
  private func fillAgainst(_ candidate: inout Candidate) {
    guard candidate.recipients.isEmpty, !candidate.frame.isSymmetric else { return }
    switch candidate.type {
    case .accuse, .threaten, .sanction, .coerce, .assault, .mobilize: break
    default: return
    }
    let below = tree.subtree(
      of: candidate.trigger, excluding: [.nsubj, .conj, .parataxis, .relativeClause, .advcl])
    let names = Set(candidate.actors.map(\.name))
    for token in below where tree.isNominal(token) || token == candidate.trigger {
      for phrase in tree.phrases(of: token) where phrase.preposition == "against" {
        let found = tree.conjuncts(of: phrase.head).flatMap { actors.participants(at: $0) }
          .filter { !names.contains($0.name) }
        if !found.isEmpty {
          candidate.recipients = found
          return
        }
      }
    }
  }

  /// Who protests and against whom: unless said otherwise a country's people against its government.
  private func fillProtest(_ candidate: inout Candidate) {
    guard candidate.type == .protest else { return }
    if let target = opposed(by: candidate) {
      candidate.recipients = [target]
      let home = place(of: candidate)
      for one in candidate.actors.indices
      where candidate.actors[one].country == nil && candidate.actors[one].sector == .civilian {
        candidate.actors[one].country = home
      }
      if candidate.actors.allSatisfy({ $0.range == nil }), let home = home ?? actors.focus {
        candidate.actors = [
          Participant(
            name: "protesters", country: home, sector: .civilian, range: nil,
            reason: "those who protest, understood")
        ]
      }
    }
    // "Farmers blocked roads across Chad": who protests somewhere is at home there.
    let scene = sceneOfProtest(candidate)
    for one in candidate.actors.indices where candidate.actors[one].country == nil {
      let isNamed =
        candidate.actors[one].name.unicodeScalars.first?.properties.isUppercase == true
        && candidate.actors[one].sector != .civilian
      guard !isNamed, let scene else { continue }
      candidate.actors[one].country = scene
      candidate.actors[one].reason += "; where the protest is"
    }
    let sides = candidate.actors + candidate.recipients
    guard let country = sides.lazy.compactMap(\.country).first ?? scene ?? actors.focus else {
      return
    }
    if candidate.actors.isEmpty {
      candidate.actors = [
        Participant(
          name: "protesters", country: country, sector: .civilian, range: nil,
          reason: "those who protest, understood")
      ]
    }
    for one in candidate.recipients.indices where candidate.recipients[one].country == nil {
      let own: Set<Sector> = [.government, .police, .military, .legislature, .judiciary]
      if own.contains(candidate.recipients[one].sector) {
        candidate.recipients[one].country = country
      }
    }
    if candidate.recipients.isEmpty {
      var government = state(country, "the government, understood")
      government.name = ActorLookup.government(of: country) ?? government.name
      candidate.recipients = [government]
    }
  }

  /// The country where a protest is: a place of its clause, or of what it fills or blocks.
  private func sceneOfProtest(_ candidate: Candidate) -> String? {
    let places: Set<String> = [
      "across", "around", "at", "in", "inside", "near", "of", "on", "outside", "through",
      "throughout", "to",
    ]
    var heads = [candidate.trigger, candidate.clause] + candidate.boundNouns
    heads += tree.objects(of: candidate.clause)
    // "Protests rocked Georgia"
    for object in tree.objects(of: candidate.clause) where actors.isPlace(object) {
      let country = actors.participants(at: object).lazy.compactMap(\.country).first
      if let country, !country.hasPrefix("IGO:") { return country }
    }
    for head in heads {
      for phrase in tree.phrases(of: head) where places.contains(phrase.preposition) {
        for place in [phrase.head] + tree.phrases(of: phrase.head).map(\.head)
        where actors.isPlace(place) {
          let country =
            actors.participants(at: place).lazy.compactMap(\.country).first
            ?? actors.town(at: place)?.country
          if let country, !country.hasPrefix("IGO:") { return country }
        }
      }
    }
    return nil
  }

  /// "People were arrested" in an article of protests: it is the police that arrests, and those who
  /// protest whom it arrests.
  private func nameThoseOfProtest(_ candidate: inout Candidate, isOfProtest: Bool) {
    guard isOfProtest else { return }
    switch (candidate.type, candidate.mode) {
    case (.coerce, "arrest"), (.coerce, "restrict"), (.assault, _): break
    default: return
    }
    if candidate.type == .coerce, candidate.actors.count == 1, candidate.actors[0].range == nil,
      let country = candidate.actors[0].country, let police = actors.police(of: country)
    {
      candidate.actors[0].name = police.name
      candidate.actors[0].sector = .police
      candidate.actors[0].reason += "; by the police of which the article speaks"
    }
    let isForce =
      candidate.mode == "crowd-control" || candidate.actors.contains { $0.sector == .police }
    if candidate.type == .assault, isForce, candidate.recipients.isEmpty,
      let country = candidate.actors.lazy.compactMap(\.country).first,
      let crowd = actors.protesters(of: country)
    {
      candidate.recipients = [
        Participant(
          name: crowd, country: country, sector: .civilian, range: nil,
          reason: "those who protest, understood")
      ]
    }
    for place in candidate.recipients.indices {
      let one = candidate.recipients[place]
      guard let last = one.name.split(separator: " ").last?.lowercased(),
        ["crowd", "crowds", "hundreds", "people", "those", "thousands"].contains(last),
        let country = one.country, let crowd = actors.protesters(of: country)
      else { continue }
      candidate.recipients[place].name = crowd
    }
  }

  /// Whom a protest is against by its adjective: "anti-Chadian protests".
  private func opposed(by candidate: Candidate) -> Participant? {
    let places = [candidate.trigger] + tree.children(of: candidate.trigger, [.nsubj, .obj])
    for token in places.flatMap({ tree.children(of: $0, [.amod, .compound]) + [$0] }) {
      let text = tree.analysis.document.tokens[token].text
      guard text.lowercased().hasPrefix("anti-") else { continue }
      if let country = actors.country(named: String(text.dropFirst(5))) {
        return state(country, "the country that the protest is against by name")
      }
    }
    return nil
  }

  // MARK: The other party

  /// Whether a candidate offers or asks for something that others may refuse further on.
  private static func isProposal(_ candidate: Candidate) -> Bool {
    switch candidate.type {
    case .agree, .concede, .request: !candidate.actors.isEmpty
    default: false
    }
  }

  /// "The rebels rejected that offer": whose offer it is was told before.
  private func fillProposer(_ candidate: inout Candidate, last: Candidate?) {
    guard candidate.type == .reject, candidate.recipients.isEmpty, !candidate.isNominal,
      let last, tree.sentenceOf[candidate.trigger] - tree.sentenceOf[last.trigger] <= 2
    else { return }
    let takesUp = tree.objects(of: candidate.trigger).contains { object in
      Self.proposals.contains(tree.lemma(object))
        && tree.children(of: object, [.det]).contains {
          ["that", "the", "this", "these", "those", "such"].contains(tree.text($0))
        }
        && tree.children(of: object, [.nmodPossessive]).isEmpty
    }
    let names = Set(candidate.actors.map(\.name))
    let others = last.actors.filter { !names.contains($0.name) }
    guard takesUp, !others.isEmpty, others.count == last.actors.count else { return }
    candidate.recipients = others
  }

  private static let proposals: Set<String> = [
    "appeal", "attempt", "call", "claim", "condition", "demand", "idea", "invitation", "offer",
    "plan", "proposal", "request", "suggestion", "term", "ultimatum",
  ]

  /// Whom blame, thanks, force and penalties are for where the clause does not say: the other country
  /// of an article of two, the country itself in an article of its own affairs. Demands that name
  /// nobody are for nobody: they have none.
  private func fillCounterpart(_ candidate: inout Candidate) {
    switch candidate.type {
    case .accuse, .support, .concede, .sanction, .aid, .threaten, .assault: break
    // A curfew is everybody's.
    case .coerce where !["curfew", "martial-law"].contains(candidate.mode): break
    // What is agreed or promised is so with the other party.
    case .agree: break
    // A denial is to nobody in particular, a refusal to somebody.
    case .reject where candidate.frame.operatorName != "deny": break
    default: return
    }
    // "The two countries cut ties": what several do may be to one another.
    guard candidate.recipients.isEmpty, !candidate.frame.isSymmetric || candidate.type == .agree,
      Set(candidate.actors.compactMap(\.country)).count == 1,
      let own = candidate.actors.lazy.compactMap(\.country).first,
      let told = actors.counterpart(of: own), case let other = isAtHome(candidate) ? own : told,
      // Whoever is named only further on is not meant.
      other == own || actors.isNamed(other, before: tree.sentence(of: candidate.clause).upperBound)
    else { return }
    // What a government does at home it does not do to itself.
    var names = [CountryCode.name(own)]
    if candidate.type != .reject { names.append(ActorLookup.government(of: own)) }
    if other == own, candidate.type == .agree { return }
    if other == own, candidate.actors.contains(where: { names.contains($0.name) }) { return }
    var party = state(other, "the other party of the article, understood")
    if other == own { nameOwn(&party, of: candidate, in: own) }
    candidate.recipients = [party]
    candidate.certainty *= 0.8
  }

  /// Whether those who act have power at home only: what police, courts and parliaments do to nobody
  /// who is named, they do there.
  private func isAtHome(_ candidate: Candidate) -> Bool {
    let domestic: Set<Sector> = [.judiciary, .legislature, .police]
    switch candidate.type {
    case .assault, .coerce, .sanction:
      return candidate.actors.allSatisfy { domestic.contains($0.sector) }
    default: return false
    }
  }

  /// What the other party is called at home: the government, but its people where it uses force.
  private func nameOwn(_ party: inout Participant, of candidate: Candidate, in country: String) {
    let official: Set<Sector> = [.government, .military, .police, .judiciary, .legislature]
    switch candidate.type {
    case .assault, .coerce, .threaten:
      guard candidate.actors.allSatisfy({ official.contains($0.sector) }) else { break }
      party.name = actors.protesters(of: country) ?? "people"
      party.sector = .civilian
      return
    default: break
    }
    party.name = ActorLookup.government(of: country) ?? party.name
  }

  private func state(_ country: String, _ reason: String) -> Participant {
    Participant(
      name: CountryCode.name(country) ?? country, country: country, sector: .government,
      range: nil, reason: reason)
  }
}
