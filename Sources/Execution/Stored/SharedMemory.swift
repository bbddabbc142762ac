/// Memory that several workers write to at once, each in places of its own.
///
/// Which places are whose is laid down before the workers begin; they come together before anybody
/// reads. The memory is not set to anything at first.
@safe
final class SharedMemory<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int) {
    unsafe start = .allocate(capacity: max(1, count))
    self.count = count
  }

  subscript(place: Int) -> Element {
    get {
      precondition(place >= 0 && place < count)
      return unsafe start[place]
    }
    set {
      precondition(place >= 0 && place < count)
      unsafe start[place] = newValue
    }
  }

  deinit { unsafe start.deallocate() }
}
