/// Values by objects, told apart by identity.
///
/// It holds its keys. A dictionary of `ObjectIdentifier` does not: once an object is gone another may be
/// made in its place, and is taken for it.
public struct IdentityMap<Key: AnyObject, Value> {
  private var entries: [ObjectIdentifier: (key: Key, value: Value)] = [:]

  /// A map of nothing.
  public init() {}

  /// The value of an object; nil takes it out.
  public subscript(key: Key) -> Value? {
    get { entries[ObjectIdentifier(key)]?.value }
    set { entries[ObjectIdentifier(key)] = newValue.map { (key, $0) } }
  }
}

extension IdentityMap: Sendable where Key: Sendable, Value: Sendable {}
