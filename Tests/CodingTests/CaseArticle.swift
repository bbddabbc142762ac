import Coding
import Ontology
import Text

/// The article of a test case, published on Wednesday, 2019-06-12, or on a day that nobody tells.
func caseArticle(_ text: String, published: String? = "2019-06-12") throws -> Article {
  var metadata = ArticleMetadata()
  metadata.published = published
  return try ArticleReader().read(
    name: "case", bytes: ContiguousArray(text.utf8), metadata: metadata)
}

/// An event as cases write it: "TYPE mode status ACTORS > RECIPIENTS", countries or else names, with
/// what is empty left out.
func caseLine(_ event: Event) -> String {
  func countries(_ list: [Participant]) -> String {
    Set(list.map { $0.country ?? $0.name }).sorted().joined(separator: "+")
  }
  let status = event.status == .happened ? "" : event.status.rawValue
  let parts = [
    event.type.rawValue, event.mode, status, countries(event.actors), ">",
    countries(event.recipients),
  ]
  return parts.filter { !$0.isEmpty }.joined(separator: " ")
}
