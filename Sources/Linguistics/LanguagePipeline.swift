public import Text

/// Reads the grammar of an article: tokens, parts of speech, lemmas, trees and mentions.
public struct LanguagePipeline: Sendable {
  /// The pipeline, with its data loaded on first use.
  public static let shared = LanguagePipeline()

  private let tokenizer = Tokenizer()
  private let tagger = Tagger()

  /// Tags a sentence already cut into tokens.
  public func tags(_ tokens: ArraySlice<Token>) -> [PartOfSpeech] {
    tagger.tag(tokens).map(\.partOfSpeech)
  }
}
