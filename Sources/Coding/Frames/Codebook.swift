/// What decides which words make which event: frames, word classes and operators.
///
/// The built-in one comes with the executable; a `PatternFile` of the user's adds to it.
public struct Codebook: Sendable {
  let lexicon: FrameLexicon
  let classes: WordClasses
  let operators: OperatorTable

  /// The codebook of the executable.
  public static let shared = Codebook(lexicon: .shared, classes: .shared, operators: .shared)

  /// The number of expressions that it knows.
  public var expressionCount: Int { lexicon.count }

  /// The same codebook with the rows of a file before its own.
  public func adding(_ file: PatternFile) -> Codebook {
    Codebook(
      lexicon: lexicon.adding(verbRows: file.verbRows, nounRows: file.nounRows),
      classes: classes.adding(file.classRows), operators: operators.adding(file.operatorRows))
  }
}
