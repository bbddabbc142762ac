/// Finds which events of several articles are one happening.
public enum IncidentLinker {
  /// For each document, for each of its events, the number of its incident: from 1, in order of
  /// first appearance.
  public static func link(_ documents: [CodedDocument]) -> [[Int]] {
    var next = 0
    return documents.map { document in
      document.events.map { _ in
        next += 1
        return next
      }
    }
  }
}
