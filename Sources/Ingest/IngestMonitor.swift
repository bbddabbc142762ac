/// What somebody who waits for articles to be read wants: to see how far it is, and to stop it.
public struct IngestMonitor: Sendable {
  /// Asked between articles, and when a read is interrupted: whether to give up.
  let isCancelled: @Sendable () -> Bool
  /// Told after each article, from any thread, how many are done.
  let articlesDone: @Sendable (Int) -> Void

  /// Nobody waits.
  public static let none = IngestMonitor()

  /// A monitor; by default it neither stops nor listens.
  public init(
    isCancelled: @escaping @Sendable () -> Bool = { false },
    articlesDone: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.isCancelled = isCancelled
    self.articlesDone = articlesDone
  }
}
