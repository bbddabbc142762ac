import Text

/// The article of a test case, published on Wednesday, 2019-06-12, or on a day that nobody tells.
func caseArticle(_ text: String, published: String? = "2019-06-12") throws -> Article {
  var metadata = ArticleMetadata()
  metadata.published = published
  return try ArticleReader().read(
    name: "case", bytes: ContiguousArray(text.utf8), metadata: metadata)
}
