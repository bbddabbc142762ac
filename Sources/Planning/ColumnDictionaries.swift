internal import Columnar

extension LogicalPlan {
  /// The dictionaries behind a column of texts or of lists of texts, as far as it comes unchanged
  /// from tables; nil where it is computed, so that nobody knows what may stand in it.
  func dictionaries(ofColumn index: Int) -> [StringDictionary]? {
    switch node {
    case .scan(_, let table, let columns):
      guard columns.indices.contains(index) else { return nil }
      return table.dictionaries(ofColumn: columns[index])
    case .filter(let input, _), .sort(let input, _), .topN(let input, _, _), .limit(let input, _),
      .sample(let input, _), .window(let input, _):
      return index < input.schema.columns.count ? input.dictionaries(ofColumn: index) : nil
    case .project(let input, let exprs):
      guard case .column(let place) = exprs[index].kind else { return nil }
      return input.dictionaries(ofColumn: place)
    case .union(let inputs):
      var all: [StringDictionary] = []
      for input in inputs {
        guard let part = input.dictionaries(ofColumn: index) else { return nil }
        for dictionary in part where !all.contains(where: { $0 === dictionary }) {
          all.append(dictionary)
        }
      }
      return all
    case .materialized(let shared): return shared.plan.dictionaries(ofColumn: index)
    case .aggregate(let input, let keys, _):
      guard index < keys.count, case .column(let place) = keys[index].kind else { return nil }
      return input.dictionaries(ofColumn: place)
    case .range, .join, .unnest, .apply, .argument, .series, .topNested, .steps, .graph,
      .graphMatch, .sequence, .plugin:
      return nil
    }
  }
}

extension Table {
  /// The dictionaries behind a column, each once; nil where some chunk has none.
  fileprivate func dictionaries(ofColumn index: Int) -> [StringDictionary]? {
    if isElsewhere { return nil }
    if let columns { return columns[index].dictionary.map { [$0] } }
    var all: [StringDictionary] = []
    for chunk in chunks {
      let dictionary: StringDictionary
      switch chunk.vectors[index].values {
      case .strings(_, let part), .lists(_, _, let part): dictionary = part
      case .bools, .integers, .reals, .dynamics: return nil
      }
      if !all.contains(where: { $0 === dictionary }) { all.append(dictionary) }
    }
    return all
  }
}
