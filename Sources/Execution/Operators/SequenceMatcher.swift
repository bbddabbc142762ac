internal import Columnar
internal import Planning

/// The events of one partition in order, each with the steps that it fits.
struct SequenceEvents {
  /// The row of each event.
  var rows: ContiguousArray<UInt32> = []
  /// A bit a step that it fits, and after those one for `until`.
  var fits: ContiguousArray<UInt64> = []
}

/// Finds the matches of a pattern among the events of one partition.
///
/// A run is the beginning of a match: a chain of events in an arena, newest first. Runs wait in one list
/// a length. An event moves the runs that it completes a step of to the next list (`each`,
/// `latest`) or begins a longer copy of them there (`all`, and `each` where the choice of an event
/// in the middle matters). Each run moves at most once a step, so that a pattern costs time linear
/// in the events as long as nobody waits for long without `maxspan`.
///
/// Where ties are forbidden, the events of one time are taken together: first they continue runs,
/// then they end those that they forbid, and last they begin new ones.
struct SequenceMatcher {
  /// The longest that the work of `all` may get.
  static let maximumRunCount = 4_000_000

  private struct Run {
    /// The last event, in the arena.
    var node: Int32
    /// Which start it goes back to.
    var start: Int32
    /// The time of the last event.
    var lastTime: Int64
    /// The place of the last event among those of the partition.
    var lastEvent: Int32
    /// The time up to which it may go on.
    var deadline: Int64
  }

  private struct Node {
    let row: UInt32
    let event: Int32
    let parent: Int32
  }

  /// A found match: the row of each step that stands for an event, end to end.
  private(set) var rows: ContiguousArray<UInt32> = []
  /// For each match whether the end of the data cut off the last step.
  private(set) var censored: ContiguousArray<Bool> = []

  private let pattern: SequencePattern
  private let times: ContiguousArray<Int64>
  private let dataEnd: Int64
  private let length: Int
  /// Which step an event of a place fits, as a bit.
  private var eventBits: [UInt64] = []
  /// For each length of a run what may not come, as bits.
  private var gapBits: [UInt64]
  private let untilBit: UInt64
  private let isForking: Bool
  /// For each place the step there, if it looks at the events before it.
  private let linkedSteps: [Int?]
  /// For each length of a run the forbidden steps that look at its events.
  private let linkedGaps: [[Int]]
  private let anyGapBit: UInt64

  private var nodes: ContiguousArray<Node> = []
  private var waiting: [ContiguousArray<Run>]
  private var isStartDone: ContiguousArray<Bool> = []
  /// For each length the last event that may not come there, and its time.
  private var lastForbidden: [(event: Int32, time: Int64)]

  /// Tells which of some chains of rows a row may continue: `(step, row, chains)`, a chain a list of
  /// rows from the first step on.
  typealias LinkTest = (Int, UInt32, [ContiguousArray<UInt32>]) -> [Bool]
  private let isLinked: LinkTest

  init(
    _ pattern: SequencePattern, times: ContiguousArray<Int64>, dataEnd: Int64,
    isLinked: @escaping LinkTest
  ) {
    self.pattern = pattern
    self.times = times
    self.dataEnd = dataEnd
    self.isLinked = isLinked
    length = pattern.eventSteps.count
    untilBit = pattern.until == nil ? 0 : 1 << UInt64(pattern.steps.count)
    gapBits = Array(repeating: untilBit, count: length + 1)
    var linkedSteps: [Int?] = []
    var linkedGaps = Array(repeating: [Int](), count: length + 1)
    var readsMiddle = false
    var gapCount = 0
    for (index, step) in pattern.steps.enumerated() {
      if step.isNegated {
        gapCount += gapBits[step.place] == untilBit ? 1 : 0
        gapBits[step.place] |= 1 << UInt64(index)
        if step.linked != nil {
          linkedGaps[step.place].append(index)
          readsMiddle = true
        }
      } else {
        eventBits.append(1 << UInt64(index))
        linkedSteps.append(step.linked == nil ? nil : index)
      }
      // What is read of the first event is the same for all that a start may become.
      let linked = step.linked?.columnsRead ?? []
      if linked.contains(where: { $0 >= 2 * pattern.width }) { readsMiddle = true }
    }
    self.linkedSteps = linkedSteps
    self.linkedGaps = linkedGaps
    anyGapBit = gapBits.reduce(0, |)
    isForking = pattern.match == .all || pattern.match == .each && (readsMiddle || gapCount > 1)
    waiting = Array(repeating: [], count: length + 1)
    lastForbidden = Array(repeating: (-1, .min), count: length + 1)
  }

  /// Adds the matches among the events of a partition; false where they are too many.
  mutating func match(_ events: SequenceEvents) -> Bool {
    nodes.removeAll(keepingCapacity: true)
    isStartDone.removeAll(keepingCapacity: true)
    for index in waiting.indices { waiting[index].removeAll(keepingCapacity: true) }
    for index in lastForbidden.indices { lastForbidden[index] = (-1, .min) }
    var index = 0
    while index < events.rows.count {
      var end = index + 1
      let time = times[Int(events.rows[index])]
      if !pattern.allowsTies {
        while end < events.rows.count, times[Int(events.rows[end])] == time { end += 1 }
      }
      for event in index..<end where pattern.allowsTies && events.fits[event] & untilBit != 0 {
        forbid(events, event..<(event + 1), time, only: untilBit)
      }
      for event in index..<end { advance(events, event, time) }
      forbid(events, index..<end, time, only: .max)
      for event in index..<end where events.fits[event] & eventBits[0] != 0 {
        begin(events, event, time)
      }
      guard nodes.count <= Self.maximumRunCount || !isForking else { return false }
      index = end
    }
    confirm()
    return true
  }

  // MARK: - Events

  private func isEarlier(_ run: Run, than event: Int, _ time: Int64) -> Bool {
    pattern.allowsTies ? run.lastEvent < event : run.lastTime < time
  }

  private mutating func begin(_ events: SequenceEvents, _ event: Int, _ time: Int64) {
    let row = events.rows[event]
    nodes.append(Node(row: row, event: Int32(event), parent: -1))
    isStartDone.append(false)
    let run = Run(
      node: Int32(nodes.count - 1), start: Int32(isStartDone.count - 1), lastTime: time,
      lastEvent: Int32(event), deadline: deadline(time))
    place(run, length: 1)
  }

  /// Puts a run where runs of its length wait, or among the matches.
  private mutating func place(_ run: Run, length newLength: Int) {
    if newLength == length, !pattern.hasCensored {
      emit(run, censored: false)
      return
    }
    if pattern.match == .latest { waiting[newLength].removeAll(keepingCapacity: true) }
    waiting[newLength].append(run)
  }

  /// Lets an event continue the runs that wait for it, the longest first, so that it serves none
  /// twice.
  private mutating func advance(_ events: SequenceEvents, _ event: Int, _ time: Int64) {
    let fits = events.fits[event]
    for place in stride(from: length - 1, to: 0, by: -1)
    where fits & eventBits[place] != 0 && !waiting[place].isEmpty {
      let row = events.rows[event]
      let runs = waiting[place]
      waiting[place].removeAll(keepingCapacity: true)
      let links = linked(runs, place, row)
      for (index, run) in runs.enumerated() {
        guard time <= run.deadline, !isStartDone[Int(run.start)] else { continue }
        guard isEarlier(run, than: event, time), links?[index] ?? true else {
          waiting[place].append(run)
          continue
        }
        if isForking { waiting[place].append(run) }
        nodes.append(Node(row: row, event: Int32(event), parent: run.node))
        var longer = run
        longer.node = Int32(nodes.count - 1)
        longer.lastTime = time
        longer.lastEvent = Int32(event)
        self.place(longer, length: place + 1)
      }
    }
  }

  private func linked(_ runs: ContiguousArray<Run>, _ place: Int, _ row: UInt32) -> [Bool]? {
    guard let step = linkedSteps[place] else { return nil }
    return isLinked(step, row, runs.map { chain($0.node) })
  }

  /// The rows of a run from the first event on.
  private func chain(_ node: Int32) -> ContiguousArray<UInt32> {
    var rows: ContiguousArray<UInt32> = []
    var node = node
    while node >= 0 {
      rows.append(nodes[Int(node)].row)
      node = nodes[Int(node)].parent
    }
    rows.reverse()
    return rows
  }

  /// Ends the runs that events of one time forbid.
  private mutating func forbid(
    _ events: SequenceEvents, _ range: Range<Int>, _ time: Int64, only bits: UInt64
  ) {
    var all: UInt64 = 0
    for event in range { all |= events.fits[event] }
    all &= bits
    guard all & anyGapBit != 0 else { return }
    let isEnd = all & untilBit != 0
    for place in 1...length where all & gapBits[place] != 0 {
      let last = range.last { events.fits[$0] & gapBits[place] & bits != 0 }
      guard let event = last else { continue }
      lastForbidden[place] = (Int32(event), time)
      let runs = waiting[place]
      waiting[place].removeAll(keepingCapacity: true)
      let isFree = spared(runs, place, events, range, all)
      for (index, run) in runs.enumerated() {
        let isTooLate = !isEarlier(run, than: event, time) || run.deadline < time
        if isTooLate || !isEnd && isFree?[index] ?? false {
          waiting[place].append(run)
        } else if !isEnd, pattern.match == .each, !isForking {
          fallBack(run, from: place)
        } else if isEnd, place == length, isFree?[index] ?? (all & ~untilBit & gapBits[place] == 0)
        {
          // Nothing forbade the last step up to the end of the sequence.
          emit(run, censored: false)
        }
      }
    }
  }

  /// Which runs no event forbids after all, as it does so only together with their own events; nil
  /// where none looks at those.
  private func spared(
    _ runs: ContiguousArray<Run>, _ place: Int, _ events: SequenceEvents, _ range: Range<Int>,
    _ all: UInt64
  ) -> [Bool]? {
    let steps = linkedGaps[place]
    let linkedBits = steps.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
    guard !steps.isEmpty, all & gapBits[place] & ~linkedBits & ~untilBit == 0 else { return nil }
    var isFree = Array(repeating: true, count: runs.count)
    let chains = runs.map { chain($0.node) }
    for step in steps {
      for event in range where events.fits[event] & 1 << UInt64(step) != 0 {
        for (index, holds) in isLinked(step, events.rows[event], chains).enumerated() where holds {
          isFree[index] = false
        }
      }
    }
    return isFree
  }

  /// A run whose last event led nowhere goes back to the one before, as another may follow that.
  private mutating func fallBack(_ run: Run, from place: Int) {
    guard place > 1 else { return }
    let parent = nodes[Int(nodes[Int(run.node)].parent)]
    let time = times[Int(parent.row)]
    let forbidden = lastForbidden[place - 1]
    let isDead = pattern.allowsTies ? forbidden.event > parent.event : forbidden.time > time
    guard !isDead else { return }
    var shorter = run
    shorter.node = nodes[Int(run.node)].parent
    shorter.lastTime = time
    shorter.lastEvent = parent.event
    waiting[place - 1].append(shorter)
  }

  // MARK: - Matches

  private func deadline(_ time: Int64) -> Int64 {
    switch pattern.span {
    case nil: return .max
    case .length(let length):
      let (sum, isTooLate) = time.addingReportingOverflow(length)
      return isTooLate ? .max : sum
    case .months(let months):
      let day = floorDivide(time, Ticks.perDay)
      let end = CivilDate(dayNumber: day).addingMonths(months)
      return end.map { $0.ticks + time - day * Ticks.perDay } ?? .max
    }
  }

  private mutating func emit(_ run: Run, censored isCensored: Bool) {
    if pattern.match == .each {
      guard !isStartDone[Int(run.start)] else { return }
      isStartDone[Int(run.start)] = true
    }
    rows.append(contentsOf: chain(run.node))
    censored.append(isCensored)
  }

  /// Runs that nothing forbade to the end of their time, or of the data, are matches.
  private mutating func confirm() {
    guard pattern.hasCensored else { return }
    for run in waiting[length] { emit(run, censored: run.deadline > dataEnd) }
  }
}
