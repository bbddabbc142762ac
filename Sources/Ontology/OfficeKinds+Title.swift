extension OfficeKinds {
  /// The classes of office that a title is for ("foreign minister"); empty where it is for none of
  /// them.
  public init(title: String) {
    let title = title.lowercased()
    if let kinds = Self.exactTitles[title] {
      self = kinds
    } else if title.hasPrefix("vice president") {
      self = .vice
    } else if let (_, kinds) = Self.titleParts.first(where: { title.contains($0.part) }) {
      self = kinds
    } else if title.contains("minister") {
      self = title.contains("prime") ? .government : .minister
    } else {
      self = []
    }
  }

  /// Words that decide where they stand in a title, the first that fits.
  private static let titleParts: [(part: String, kinds: OfficeKinds)] = [
    ("foreign", .foreign), ("external affairs", .foreign), ("defence", .defence),
    ("defense", .defence), ("security advis", .security), ("ambassador", .ambassador),
    ("spokes", .spokesperson), ("press ", .spokesperson), ("president", .state),
  ]

  private static let exactTitles: [String: OfficeKinds] = [
    "chancellor": .government, "chief executive": .head, "chief of staff": .military,
    "commander": .military, "crown prince": [.leader, .vice], "deputy foreign minister": [],
    "deputy prime minister": .minister, "dictator": .head, "emir": .state, "emperor": .state,
    "ex-leader": .head, "ex-president": .state, "former leader": .head,
    "former president": .state, "former prime minister": .government, "general": .military,
    "head of government": .government, "head of state": .state, "king": .state, "leader": .head,
    "minister": [.foreign, .defence, .minister], "monarch": .state, "paramount leader": .head,
    "premier": .government, "president": .state, "prime minister": .government,
    "queen": .state, "ruler": .head, "secretary of defense": .defence,
    "secretary of state": .foreign, "secretary-general": .organisation, "strongman": .head,
    "sultan": .state, "supreme leader": .leader, "taoiseach": .government,
    "top diplomat": .foreign, "vice foreign minister": [], "vice minister": [],
    "vice premier": .minister,
  ]
}
