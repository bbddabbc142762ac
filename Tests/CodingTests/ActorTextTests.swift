import Coding
import Testing
import Text

/// Who is met in a text, read by the whole pipeline.
@Suite struct ActorTextTests {
  @Test(arguments: [
    ("Norwegian ministers Kari Moe and Ola Lie met reporters in Oslo.", "Ola Lie", "NOR"),
    ("Peruvian senators Ana Paz, Luis Rey and Eva Sol left Lima.", "Luis Rey", "PER"),
  ])
  func `a plural title is the title of all`(text: String, name: String, country: String) throws {
    #expect(try actors(of: text)[name] == .some(country))
  }

  @Test(arguments: [
    ("Norwegian minister Kari Moe and Ola Lie met reporters in Oslo.", "Ola Lie"),
    ("Kari Moe, a Norwegian minister, and Ola Lie met reporters.", "Ola Lie"),
  ])
  func `a title of one is nobody else's`(text: String, name: String) throws {
    #expect(try actors(of: text)[name] == .some(nil))
  }

  /// The countries of everybody met, by name.
  private func actors(of text: String) throws -> [String: String?] {
    let article = try ArticleReader().read(name: "a", bytes: ContiguousArray(text.utf8))
    let coded = EventCoder().code(article)
    return Dictionary(coded.actors.map { ($0.name, $0.country) }) { first, _ in first }
  }
}
