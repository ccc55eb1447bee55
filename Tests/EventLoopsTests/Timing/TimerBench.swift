@testable import EventLoops

/// A wheel and entries for it, known by their index.
@safe final class TimerBench {
  private var wheel: TimerWheel
  private let entries: UnsafeMutablePointer<TimerEntry>
  private let count: Int

  init(entries count: Int, now: Int64) {
    wheel = TimerWheel(now: now)
    self.count = count
    // SAFETY: each is initialised before it is used, and freed with the wheel that may refer to it.
    unsafe entries = .allocate(capacity: count)
    for index in 0..<count {
      unsafe entries.advanced(by: index).initialize(to: TimerEntry(token: UInt64(index)))
    }
  }

  deinit {
    unsafe entries.deallocate()
  }

  var nextLook: Int64? { wheel.nextLook }
  var isEmpty: Bool { wheel.isEmpty }

  func set(_ index: Int, to deadline: Int64) {
    unsafe wheel.set(entries + index, to: deadline)
  }

  func clear(_ index: Int) {
    unsafe wheel.clear(entries + index)
  }

  func remove(_ index: Int) {
    unsafe wheel.remove(entries + index)
  }

  func deadline(of index: Int) -> Int64 { unsafe entries[index].deadline }
  func isFiled(_ index: Int) -> Bool { unsafe entries[index].isFiled }

  /// The index of the next entry that is due.
  func nextExpired(at now: Int64) -> Int? {
    unsafe wheel.nextExpired(now: now).map { unsafe Int($0.pointee.token) }
  }

  /// The indices of all that are due, in the order in which they come.
  func expired(at now: Int64) -> [Int] {
    var expired: [Int] = []
    while let index = nextExpired(at: now) { expired.append(index) }
    return expired
  }
}
