import Linguistics
import Ontology
import Text

// The first two rounds: who is named in full, and what the article and the tables say of them.
extension ArticleReading {
  /// Makes an actor of every person with a full name and gives each lone family name to one.
  mutating func gatherNamedPersons() {
    let full = analysis.mentions.indices.filter {
      !swallowed.contains($0) && isPersonName($0) && nameForm(of: $0).words.count > 1
    }
    // Headlines write every word with a capital, so that names run on ("Paz Calls"): they are read
    // last, when the names of the text are known.
    for mention in full where sentence(of: mention).kind != .headline {
      assign(mention, toPerson: fullNamed(mention))
    }
    for mention in full where sentence(of: mention).kind == .headline {
      if let run = runOnName(mention) {
        names[mention] = run.name
        assign(mention, toPerson: run.actor)
      } else {
        assign(mention, toPerson: fullNamed(mention))
      }
    }
    referenceDay = day ?? dayOfTerms() ?? latestYear
    for mention in analysis.mentions.indices
    where assigned[mention].isEmpty && !swallowed.contains(mention) {
      guard analysis.mentions[mention].kind == .name, nameForm(of: mention).words.count == 1,
        compassCountry(names[mention].lowerBound) == nil, let actor = loneNamed(mention)
      else { continue }
      assign(mention, toPerson: actor)
    }
  }

  /// Gives every named person country, office and sector: what the article says, then the tables.
  mutating func settlePersons() {
    let persons = registry.clusters.indices.filter { registry[$0].sort == .person }
    for actor in persons { settleByArticle(actor) }
    for actor in persons { settleByGivenName(actor) }
    for actor in persons { settleByOffices(actor) }
    weighCountries(by: persons)
    for actor in persons { settleByListing(actor) }
    for actor in persons { settleByPossessor(actor) }
    for actor in persons { settleBySharedTitle(actor) }
    for actor in persons { settleByHome(actor) }
  }

  /// Somebody of whom neither title nor role says it is a woman or a man by the given name.
  private mutating func settleByGivenName(_ actor: Int) {
    guard registry[actor].isFemale == nil else { return }
    let parts = registry[actor].name.split(separator: " ")
    guard parts.count > 1, let first = parts.first?.lowercased() else { return }
    let classes = WordClasses.shared
    if classes.contains(first, in: "name-of-woman") {
      registry[actor].isFemale = true
    } else if classes.contains(first, in: "name-of-man") {
      registry[actor].isFemale = false
    }
  }

  /// The form by which a name mention is compared.
  func nameForm(of mention: Int) -> PersonName {
    PersonName(tokens: nameWords(of: mention))
  }

  private func isPersonName(_ mention: Int) -> Bool {
    let kind = analysis.mentions[mention].kind
    guard kind == .name, !isDate(mention),
      !isDescription(analysis.mentions[mention], name: names[mention])
    else { return false }
    if names[mention].count == 1, compassCountry(names[mention].lowerBound) != nil { return false }
    let type = analysis.mentions[mention].nameType
    let entries = dictionary.entries(for: nameWords(of: mention))
    if entries.contains(where: { $0.kind == .person }) { return true }
    let others: Set<WorldEntity.Kind> = [.surname, .role, .collective]
    if entries.contains(where: { !others.contains($0.kind) }) { return false }
    if contexts[mention].isTitled, type != .organization, type != .place { return true }
    // A town that the tagger took for a person ("bombed Bergen").
    if names[mention].count == 1, entries.contains(where: { $0.kind == .place }) { return false }
    return type == .person || type == .organization && looksLikePerson(names[mention])
  }

  /// Whether a name is a month and a number ("Aug 8") or a day of the week.
  private func isDate(_ mention: Int) -> Bool {
    if isWeekday(names[mention]) { return true }
    let words = nameWords(of: mention)
    let months: Set<String> = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return words.count > 1 && words.dropFirst().allSatisfy { $0.allSatisfy(\.isNumber) }
      && months.contains(words.first?.prefix(3).lowercased() ?? "")
  }

  /// Whether a name is that of a day of the week, which is nobody's even beside an office.
  func isWeekday(_ name: Range<Int>) -> Bool {
    name.count == 1 && TimeReader.weekday(tokens[name.lowerBound].lowercased()) != nil
  }

  /// Whether a name that the tagger took for a body's is made like a person's: a given name that
  /// somebody has, a family name, and no word for a body.
  func looksLikePerson(_ name: Range<Int>) -> Bool {
    guard name.count == 2 || name.count == 3 else { return false }
    let first = tokens[name.lowerBound]
    // "Mei-ling"
    let isJoined = first.split(separator: "-").last?.first?.isLowercase == true
    guard isJoined || dictionary.isGivenName(first) else { return false }
    return name.allSatisfy { token in
      let word = tokens[token]
      let isInitial = word.count == 2 && word.hasSuffix(".")
      return (isInitial || word.contains(where: \.isLowercase))
        && analysis.words[token].partOfSpeech == .properNoun
        && !OfficeTitle.institutionNouns.contains(word)
        && !dictionary.entries(for: tokens[token...token]).contains {
          ![.person, .surname].contains($0.kind)
        }
    }
  }

  private mutating func fullNamed(_ mention: Int) -> Int {
    let form = nameForm(of: mention)
    let known = registry.clusters.indices.first { actor in
      registry[actor].surfaces.contains { $0.form.contains(form) || form.contains($0.form) }
    }
    if let known { return known }
    let entry = dictionary.entries(for: nameWords(of: mention)).first { $0.kind == .person }
    var cluster = ActorCluster(
      sort: .person, name: text(of: names[mention]), country: nil, sector: .unknown,
      reason: "named in the article")
    cluster.familyNames = (entry?.surnames ?? []).flatMap {
      PersonName(tokens: [$0]).words.suffix(1)
    }
    return registry.add(cluster)
  }

  /// The family name of a person of the text at the start of a headline's run of capitals.
  private func runOnName(_ mention: Int) -> (name: Range<Int>, actor: Int)? {
    let form = nameForm(of: mention)
    let start = names[mention].lowerBound
    for actor in registry.clusters.indices where registry[actor].sort == .person {
      guard let known = registry[actor].fullForm, !known.contains(form), !form.contains(known),
        known.fit(of: form.words[0], familyNames: registry[actor].familyNames) >= 3
      else { continue }
      return (start..<start + 1, actor)
    }
    return nil
  }

  /// A day on which as many as possible of those whom the article calls by an office held it: a
  /// year of the text where one does, else the last of them to take office.
  private func dayOfTerms() -> String? {
    var terms: [[WorldEntity]] = []
    for actor in registry.clusters.indices {
      for mention in registry[actor].mentions {
        guard let role = contexts[mention].role,
          contexts[mention].modifiers.isDisjoint(with: OfficeTitle.apartModifiers)
        else { continue }
        let kinds = OfficeTitle.kinds(of: role.name)
        let held = dictionary.entries(for: nameWords(of: mention)).filter {
          $0.kind == .person && !$0.start.isEmpty && !$0.officeKinds.isDisjoint(with: kinds)
        }
        if !held.isEmpty { terms.append(held) }
        break
      }
    }
    guard !terms.isEmpty else { return nil }
    func holderCount(on day: String) -> Int {
      terms.filter { $0.contains { $0.isInOffice(on: day) } }.count
    }
    let starts = Set(terms.joined().map(\.start)).sorted()
    // `max` takes the first of equals, here the latest start.
    guard let best = starts.reversed().max(by: { holderCount(on: $0) < holderCount(on: $1) })
    else { return nil }
    if let year = latestYear, holderCount(on: year) >= holderCount(on: best) { return year }
    return best
  }

  /// Who is meant by one word: a person named in full elsewhere in the article, or somebody whose
  /// office the tables know.
  private mutating func loneNamed(_ mention: Int) -> Int? {
    let context = contexts[mention]
    let word = nameForm(of: mention).words[0]
    let entries = dictionary.entries(for: nameWords(of: mention))
    let isElse = entries.contains { ![.surname, .person, .role].contains($0.kind) }
    // "Aid for Peru, a spokeswoman said": only what stands right before it makes a country a person.
    let isOwnTitle =
      context.isAddressed || context.roleTokens?.upperBound == names[mention].lowerBound
    if entries.contains(where: { $0.kind == .country }), !isOwnTitle { return nil }
    var best: (actor: Int, score: Int)?
    for actor in registry.clusters.indices where registry[actor].sort == .person {
      let cluster = registry[actor]
      guard let form = cluster.fullForm else { continue }
      var score = form.fit(of: word, familyNames: cluster.familyNames) * 4
      if score == 0 { continue }
      // A country's or city's name is somebody's only as a family name, or with a title.
      if isElse && !context.isTitled && score < 16 { continue }
      if let isFemale = context.isFemale, let known = cluster.isFemale, isFemale != known {
        continue
      }
      score += agreement(of: cluster, with: context)
      // Of two with one family name, the one named last before is meant.
      let distance = cluster.mentions.map { $0 <= mention ? mention - $0 : 60 }.min() ?? 60
      score = score * 100 - min(distance, 60)
      if best.map({ score > $0.score }) ?? true { best = (actor, score) }
    }
    if let best { return best.actor }
    if isElse && !context.isTitled || isMonth(mention) { return nil }
    let peoples: Set<WorldEntity.Kind> = [.adjective, .demonym, .people]
    if entries.contains(where: { peoples.contains($0.kind) }) { return nil }
    return surnamed(mention, entries: entries)
  }

  /// How well what stands around a name fits a person: title and country.
  private func agreement(of cluster: ActorCluster, with context: PhraseContext) -> Int {
    var score = 0
    for known in cluster.mentions {
      let other = contexts[known]
      if let role = context.role, let title = other.role {
        score = max(score, role.name == title.name ? 6 : 0)
      }
      if let country = context.countries.first, other.countries.contains(country) {
        score = max(score, 6)
      }
    }
    return score
  }

  /// Whether a name that nobody in the article bears is a month's: "in May", "last May", "since March".
  private func isMonth(_ mention: Int) -> Bool {
    let place = names[mention].lowerBound
    return place > 0 && !contexts[mention].isTitled
      && TimeReader.months[tokens[place].lowercased()] != nil
      && Self.beforeMonths.contains(tokens[place - 1].lowercased())
  }

  private static let beforeMonths: Set<String> = [
    "by", "during", "early", "for", "from", "in", "last", "late", "mid", "next", "of", "since",
    "this", "through", "till", "until",
  ]

  private mutating func surnamed(_ mention: Int, entries: [WorldEntity]) -> Int? {
    let context = contexts[mention]
    let kinds = context.role.map { OfficeTitle.kinds(of: $0.name) } ?? []
    let fame = countriesOfFame(entries)
    // A name that only one country's offices know needs nothing beside it.
    let homes = Set(entries.filter { $0.kind == .surname }.compactMap(\.country))
    var best: (entity: WorldEntity, score: Double)?
    for entity in entries where entity.kind == .surname {
      guard let country = entity.country else { continue }
      var score = 0.0
      if context.countries.contains(country) { score += 4 }
      score += min(3, Double(countryCounts[country] ?? 0))
      if !kinds.isEmpty { score += entity.officeKinds.isDisjoint(with: kinds) ? -4 : 3 }
      if let day = referenceDay {
        // Whom the world knows by the name alone is so known after the office, too.
        score += entity.isInOffice(on: day) ? 2 : fame == [country] ? 0 : -2
      }
      // Of all who ever bore it only one was in office on the article's own day.
      if let day, fame.isEmpty || fame == [country], serving(entries, on: day) == [country],
        entity.isInOffice(on: day)
      {
        score += 2
      }
      if referenceDay == nil && entity.end.isEmpty { score += 1 }
      if !entity.officeKinds.isDisjoint(with: .head) {
        score += homes == [country] ? 2 : 1
        if fame == [country] { score += 4 }
      }
      if best.map({ score > $0.score }) ?? true { best = (entity, score) }
    }
    let isPerson = context.isTitled || analysis.mentions[mention].nameType == .person
    if let best, best.score >= (isPerson ? 3 : 5) {
      let entity = best.entity
      return registry.actor("person:" + entity.name) {
        var cluster = ActorCluster(
          sort: .person, name: entity.name, country: nil, sector: .unknown,
          reason: "known by the office of \(entity.office)")
        cluster.familyNames = PersonName(tokens: entity.surnames).words
        return cluster
      }
    }
    guard isPerson else { return nil }
    let name = text(of: names[mention])
    return registry.actor("person:" + name) {
      ActorCluster(
        sort: .person, name: name, country: nil, sector: .unknown, reason: "named in the article")
    }
  }

  /// The countries of those with a family name who are in office on a day.
  private func serving(_ entries: [WorldEntity], on day: String) -> Set<String> {
    Set(
      entries.filter { $0.kind == .surname && $0.isInOffice(on: day) }.compactMap(\.country))
  }

  /// The countries whose heads of state or government a family name is of, as far as news calls
  /// them by it alone: where there is one, the name needs no day and no country beside it.
  private func countriesOfFame(_ entries: [WorldEntity]) -> Set<String> {
    let heads = entries.filter { $0.kind == .surname && !$0.officeKinds.isDisjoint(with: .head) }
    // A word with another sense ("General", "Major") is nobody without a title.
    guard !entries.contains(where: { $0.kind == .role }) else { return [] }
    return Set(heads.compactMap(\.country)).intersection(OfficeTitle.prominentStates)
  }

  private mutating func assign(_ mention: Int, toPerson actor: Int) {
    assigned[mention] = [actor]
    registry[actor].mentions.append(mention)
    registry[actor].addSurface(
      text(of: shownName(of: mention)), nameForm(of: mention),
      isInText: sentence(of: mention).kind == .body)
    if let isFemale = contexts[mention].isFemale { registry[actor].isFemale = isFemale }
    for token in contexts[mention].start..<names[mention].lowerBound {
      ownerOfToken[token] = mention
    }
    for token in contexts[mention].roleTokens ?? 0..<0 { ownerOfToken[token] = mention }
  }

  /// The tokens of a person's name as news writes it: monarchs and popes go by their title and given
  /// name ("King Harald V", "Pope John").
  private func shownName(of mention: Int) -> Range<Int> {
    let name = names[mention]
    guard name.lowerBound > sentence(of: mention).tokens.lowerBound, let last = name.last else {
      return name
    }
    let title = tokens[name.lowerBound - 1]
    let isNumbered = name.count > 1 && tokens[last].allSatisfy { "IVX".contains($0) }
    let isRegnal = OfficeTitle.regnalTitles.contains(title)
    return isRegnal && (name.count == 1 || isNumbered)
      ? name.lowerBound - 1..<name.upperBound : name
  }

  private mutating func settleByArticle(_ actor: Int) {
    for mention in registry[actor].mentions {
      let context = contexts[mention]
      // "Peru's UN ambassador" is Peru's.
      let isSentByOwner =
        context.countries.count == 2 && context.hasCountryPossessor
        && context.countries[0].hasPrefix("IGO:")
      if registry[actor].country == nil,
        let country = isSentByOwner ? context.countries.last : context.countries.first,
        context.countries.count == 1 || !context.hasCountryPossessor || isSentByOwner
      {
        registry[actor].country = country
        registry[actor].reason = "its country stands beside the name in the article"
      }
      guard registry[actor].role.isEmpty, let role = context.role else { continue }
      registry[actor].role = title(role, context)
      registry[actor].kinds = OfficeTitle.kinds(of: role.name)
      registry[actor].sector = sector(of: role, body: context.body)
      registry[actor].isMedia = role.kind == .reporter
      if role.name.hasSuffix("woman") || OfficeTitle.womensRoles.contains(role.name) {
        registry[actor].isFemale = true
      } else if OfficeTitle.mensRoles.contains(role.name) {
        registry[actor].isFemale = false
      }
    }
  }

  /// A spokesperson has the sector of whom it speaks for, a leader of a group that of the group.
  private func sector(of role: WorldEntity, body: WorldEntity?) -> Sector {
    guard let body, body.sector != .unknown, body.kind != .reporter else { return role.sector }
    let isOfBody =
      role.kind == .spokesperson || role.sector == .unknown || body.kind == .armedGroup
      || body.kind == .party || body.kind == .international || body.kind == .nongovernmental
    return isOfBody ? body.sector : role.sector
  }

  private func title(_ role: WorldEntity, _ context: PhraseContext) -> String {
    let apart = ["former", "deputy", "acting", "vice"].filter(context.modifiers.contains)
    return (apart + [role.name]).joined(separator: " ")
  }

  private mutating func settleByOffices(_ actor: Int) {
    let cluster = registry[actor]
    guard let form = cluster.fullForm else { return }
    var candidates: [WorldEntity] = []
    for name in Set(cluster.surfaces.map(\.text) + [cluster.name]).sorted() {
      candidates += dictionary.entries(for: name).filter { $0.kind == .person }
    }
    if form.words.count == 1, !cluster.name.contains(" ") {
      // A king's lone name is anybody's; he is meant where his country or title stands beside it.
      candidates = candidates.filter { entity in
        let isNamed = entity.country.map { countryCounts[$0] != nil } ?? false
        return isNamed || !entity.officeKinds.isDisjoint(with: cluster.kinds)
      }
    } else {
      let plain = dictionary.entries(for: form.words.joined(separator: " "))
      candidates += plain.filter { [candidates] in $0.kind == .person && !candidates.contains($0) }
    }
    guard form.words.count > 1 || cluster.surfaces.count >= 1, !candidates.isEmpty else { return }
    func score(_ entity: WorldEntity) -> Int {
      var score = 0
      if let country = cluster.country { score += entity.country == country ? 8 : -8 }
      if !entity.officeKinds.isDisjoint(with: cluster.kinds) { score += 3 }
      if let day = referenceDay, entity.isInOffice(on: day) { score += 4 }
      if !entity.officeKinds.isDisjoint(with: .head) { score += 1 }
      return score
    }
    // Of equals the latest term is taken: the tables are in order of start.
    guard let best = candidates.reversed().max(by: { score($0) < score($1) }) else { return }
    if let country = cluster.country, best.country != country { return }
    if cluster.country == nil {
      registry[actor].country = best.country
      registry[actor].reason = "held the office of \(best.office) (\(best.start) to \(best.end))"
    }
    let isInOffice = referenceDay.map(best.isInOffice) ?? true
    if isInOffice { registry[actor].kinds.formUnion(best.officeKinds) }
    if registry[actor].role.isEmpty {
      registry[actor].role = isInOffice ? best.office : "former " + best.office
    }
    if registry[actor].sector == .unknown { registry[actor].sector = best.sector }
  }

  /// The actor named by the mention that begins at a token.
  func namedActor(startingAt start: Int) -> Int? {
    let mention = analysis.mentions.indices.first {
      names[$0].lowerBound == start || analysis.mentions[$0].tokens.lowerBound == start
    }
    return mention.flatMap { assigned[$0].first }
  }

  /// The actor named by the mention that ends before a token.
  func namedActor(endingAt end: Int) -> Int? {
    let mention = analysis.mentions.indices.first {
      names[$0].upperBound == end || analysis.mentions[$0].tokens.upperBound == end
    }
    return mention.flatMap { assigned[$0].first }
  }
}
