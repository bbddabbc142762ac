/// The arrays that one thread works in, and the passage of a batch of sentences through them.
///
/// A batch is stored a step at a time: row `starts[t] + s` is place `t` of sentence `s`, where place
/// 0 is the root and sentences are ordered from the longest to the shortest. Arrays grow to the
/// largest batch and are kept, so that a run allocates nothing but its results.
struct NetworkWorkspace: Sendable {
  private var starts: [Int32] = []
  private var counts: [Int32] = []

  private var wordScratch = WordFeatures.Scratch()
  private var distinctWords = DistinctWords()
  private var gateRows: [Int32] = []
  private var ownGateRows: [Int32] = []
  private var input: [Int16] = []
  private var gates: [Float] = []
  private var memory = RecurrentMemory()
  private var lowerStates: [Int16] = []
  private var states: [Int16] = []

  private var headScores: [Float] = []
  private var quantized = QuantizedRows()
  private var arcViews: [Float] = []

  private var dependents: [Float] = []
  private var headColumns: [Float] = []
  private var arcScores: [Float] = []
  private var arcDecoder = ArcDecoder()
  private var nodes: [Int] = []
  private var labelViews: [Float] = []
  private var labelScores: [Float] = []
  private var nameScores: [Float] = []
  private var nameDecoder: NameDecoder

  init(_ nameDecoder: NameDecoder) {
    self.nameDecoder = nameDecoder
  }

  /// Reads sentences, none longer than the one before it, and hands over the tokens of each.
  mutating func run(
    _ batch: [ArraySlice<String>], network: ParserNetwork,
    emit: (_ sentence: Int, _ tokens: [ParsedToken]) -> Void
  ) {
    layOut(batch)
    readWords(batch, network)
    encode(network)
    scoreTokens(network)
    for (sentence, forms) in batch.enumerated() {
      emit(sentence, decode(sentence, count: forms.count, network))
    }
  }

  private mutating func layOut(_ batch: [ArraySlice<String>]) {
    starts.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    var start: Int32 = 0
    var active = batch.count
    for step in 0...(batch.first?.count ?? 0) {
      while batch[active - 1].count < step { active -= 1 }
      starts.append(start)
      counts.append(Int32(active))
      start += Int32(active)
    }
    for row in ownGateRows.count..<max(ownGateRows.count, Int(start)) {
      ownGateRows.append(Int32(row))
    }
  }

  private var rowCount: Int { Int(starts[starts.count - 1] + counts[counts.count - 1]) }

  /// Finds the words' rows; a word that occurs twice in a batch is projected once.
  private mutating func readWords(_ batch: [ArraySlice<String>], _ network: ParserNetwork) {
    gateRows.removeAll(keepingCapacity: true)
    distinctWords.removeAll()
    for (step, count) in counts.enumerated() {
      for sentence in 0..<Int(count) {
        guard step > 0 else {
          gateRows.append(
            distinctWords.number(of: WordFeatures.Rows(repeating: WordFeatures.rootRow)))
          continue
        }
        let form = batch[sentence][batch[sentence].startIndex + step - 1]
        let rows = network.features.rows(of: form, scratch: &wordScratch)
        gateRows.append(distinctWords.number(of: rows))
      }
    }
    let width = network.embeddings.width
    input.grow(to: distinctWords.rows.count * width, with: 0)
    for (number, rows) in distinctWords.rows.enumerated() {
      network.embeddings.write(rows, to: &input, at: number * width)
    }
  }

  private mutating func encode(_ network: ParserNetwork) {
    let lower = network.layers[0]
    let upper = network.layers[1]
    let level = network.level
    gates.grow(to: rowCount * max(lower.input.outputs, upper.input.outputs), with: 0)
    lowerStates.grow(to: rowCount * upper.input.inner, with: 0)
    states.grow(to: rowCount * network.heads.inner, with: 0)

    lower.input.apply(
      to: input, rows: distinctWords.rows.count, scale: network.embeddings.scale, output: &gates,
      level: level)
    for (matrix, isBackward) in [(lower.forward, false), (lower.backward, true)] {
      matrix.runLSTM(
        isBackward: isBackward, counts: counts, gates: gates, gateRows: gateRows[...],
        memory: &memory, states: &lowerStates, level: level)
    }
    upper.input.apply(
      to: lowerStates, rows: rowCount, scale: PackedMatrix.stateScale, output: &gates,
      level: level)
    for (matrix, isBackward) in [(upper.forward, false), (upper.backward, true)] {
      matrix.runLSTM(
        isBackward: isBackward, counts: counts, gates: gates, gateRows: ownGateRows[..<rowCount],
        memory: &memory, states: &states, level: level)
    }
  }

  /// Applies the heads to all places; the views for arcs and labels are rectified.
  private mutating func scoreTokens(_ network: ParserNetwork) {
    let heads = network.heads
    headScores.grow(to: rowCount * heads.outputs, with: 0)
    heads.apply(
      to: states, rows: rowCount, scale: PackedMatrix.stateScale, output: &headScores,
      level: network.level)
    for row in 0..<rowCount {
      for place in row * heads.outputs + heads.offsets[3]..<(row + 1) * heads.outputs {
        headScores[place] = max(0, headScores[place])
      }
    }
    quantized.quantize(
      headScores, offset: heads.offsets[4], rows: rowCount, width: network.arcWidth,
      stride: heads.outputs, level: network.level)
    arcViews.grow(to: rowCount * network.arcWidth, with: 0)
    network.arc.apply(to: quantized, output: &arcViews, level: network.level)
  }

  private func row(_ sentence: Int, place: Int) -> Int { Int(starts[place]) + sentence }

  private mutating func decode(
    _ sentence: Int, count: Int, _ network: ParserNetwork
  ) -> [ParsedToken] {
    let stride = PackedMatrix.padded(count + 1)
    scoreArcs(sentence, count: count, stride: stride, network)
    arcDecoder.decode(scores: arcScores, count: count, stride: stride, heads: &nodes)
    scoreLabels(sentence, count: count, network)
    let width = network.heads.outputs
    let offsets = network.heads.offsets
    nameScores.removeAll(keepingCapacity: true)
    var tokens: [ParsedToken] = []
    tokens.reserveCapacity(count)
    for token in 0..<count {
      let start = row(sentence, place: token + 1) * width
      let names = start + offsets[2]
      nameScores.append(contentsOf: headScores[names..<names + network.nameLabelCount])
      let parts = start..<start + network.partsOfSpeech.count
      let tags = start + offsets[1]..<start + offsets[1] + network.tags.count
      let head = nodes[token + 1]
      let label = bestLabel(token: token, isRoot: head == 0, network)
      let arcs = arcScores[token * stride...token * stride + count]
      tokens.append(
        ParsedToken(
          partOfSpeech: network.partsOfSpeech[best(headScores[parts])],
          tag: network.tags[best(headScores[tags])], head: head - 1,
          relation: network.relations[label.relation], namePosition: .outside, nameType: nil,
          arcMargin: margin(arcs, of: head), labelMargin: label.margin))
    }
    nameDecoder.decode(scores: nameScores, width: network.nameLabelCount, tokens: &tokens)
    return tokens
  }

  /// Fills `arcScores`: a row a token, a column a node; the root is node 0.
  private mutating func scoreArcs(
    _ sentence: Int, count: Int, stride: Int, _ network: ParserNetwork
  ) {
    let inner = network.arcWidth
    let limit = network.distance.count / 2
    dependents.grow(to: count * inner, with: 0)
    headColumns.grow(to: inner * stride, with: 0)
    arcScores.grow(to: count * stride, with: 0)
    for node in 0...count {
      let view = row(sentence, place: node) * network.heads.outputs + network.heads.offsets[3]
      for k in 0..<inner { headColumns[k * stride + node] = headScores[view + k] }
    }
    for node in count + 1..<max(count + 1, stride) {
      for k in 0..<inner { headColumns[k * stride + node] = 0 }
    }
    for token in 0..<count {
      let view = row(sentence, place: token + 1) * inner
      for k in 0..<inner { dependents[token * inner + k] = arcViews[view + k] }
      for node in 0..<stride {
        let offset = min(max(node - token - 1, -limit), limit)
        arcScores[token * stride + node] = network.distance[offset + limit]
      }
    }
    addPairScores(
      dependents: dependents, rows: count, inner: inner, heads: headColumns, columns: stride,
      scores: &arcScores, level: network.level)
    for token in 0..<count { arcScores[token * stride + token + 1] = -1e9 }
  }

  /// Fills `labelScores`: a row a token, a column a relation, for the heads in `nodes`.
  private mutating func scoreLabels(_ sentence: Int, count: Int, _ network: ParserNetwork) {
    let width = network.labelWidth
    let stride = network.heads.outputs
    labelViews.grow(to: count * 3 * width, with: 0)
    labelScores.grow(to: count * network.label.outputs, with: 0)
    for token in 0..<count {
      let head = row(sentence, place: nodes[token + 1]) * stride + network.heads.offsets[5]
      let own = row(sentence, place: token + 1) * stride + network.heads.offsets[6]
      let view = token * 3 * width
      for k in 0..<width {
        let ofHead = headScores[head + k]
        let ofDependent = headScores[own + k]
        labelViews[view + k] = ofHead * ofDependent
        labelViews[view + width + k] = ofHead
        labelViews[view + 2 * width + k] = ofDependent
      }
    }
    quantized.quantize(
      labelViews, rows: count, width: 3 * width, stride: 3 * width, level: network.level)
    network.label.apply(to: quantized, output: &labelScores, level: network.level)
  }

  /// The best relation; a root is one and nothing else is.
  private func bestLabel(
    token: Int, isRoot: Bool, _ network: ParserNetwork
  ) -> (relation: Int, margin: Float) {
    let start = token * network.label.outputs
    var best = -1
    var second = -Float.infinity
    var first = -Float.infinity
    for relation in 0..<network.relations.count where relation != network.rootRelation {
      let score = labelScores[start + relation]
      if score > first {
        second = first
        (best, first) = (relation, score)
      } else {
        second = max(second, score)
      }
    }
    if isRoot { return (network.rootRelation, labelScores[start + network.rootRelation] - first) }
    return (best, first - second)
  }

  private func best(_ scores: ArraySlice<Float>) -> Int {
    var best = scores.startIndex
    for place in scores.indices where scores[place] > scores[best] { best = place }
    return best - scores.startIndex
  }

  /// By how much the chosen score exceeds the best of the others.
  private func margin(_ scores: ArraySlice<Float>, of chosen: Int) -> Float {
    var other = -Float.infinity
    for place in scores.indices where place != scores.startIndex + chosen {
      other = max(other, scores[place])
    }
    return scores[scores.startIndex + chosen] - other
  }
}

/// The different words of a batch, numbered as they come.
private struct DistinctWords: Sendable {
  private(set) var rows: [WordFeatures.Rows] = []
  /// Open addressing: numbers plus one, 0 where empty.
  private var slots = [Int32](repeating: 0, count: 4096)

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = 0 }
  }

  mutating func number(of word: WordFeatures.Rows) -> Int32 {
    if 2 * rows.count >= slots.count { widen() }
    var slot = self.slot(of: word)
    while slots[slot] != 0 {
      if Self.areEqual(rows[Int(slots[slot]) - 1], word) { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    rows.append(word)
    slots[slot] = Int32(rows.count)
    return Int32(rows.count - 1)
  }

  private func slot(of word: WordFeatures.Rows) -> Int {
    var hash: UInt64 = 0
    for k in word.indices {
      hash = (hash ^ UInt64(UInt32(bitPattern: word[k]))) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 29
    }
    return Int(truncatingIfNeeded: hash >> 16) & (slots.count - 1)
  }

  private mutating func widen() {
    slots = Array(repeating: 0, count: 2 * slots.count)
    for (number, word) in rows.enumerated() {
      var slot = self.slot(of: word)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  private static func areEqual(_ a: WordFeatures.Rows, _ b: WordFeatures.Rows) -> Bool {
    for k in a.indices where a[k] != b[k] { return false }
    return true
  }
}
