/// What a poller tells of one descriptor.
package struct PollAnswer: Hashable, Sendable {
  /// What was registered together with the descriptor.
  package var token: UInt64
  /// What has happened to it.
  package var readiness: PollReadiness

  package init(token: UInt64, readiness: PollReadiness) {
    self.token = token
    self.readiness = readiness
  }
}

/// What one wait of a poller told.
@safe
package struct PollAnswers: ~Copyable {
  /// Answers that one wait takes.
  ///
  /// More are left for the next turn. A call for each 256 costs nothing that could be noticed.
  package static let capacity = 256

  // SAFETY: the memory belongs to this value alone, has `capacity` places, of which the first
  // `count` are initialised, and is freed with it.
  private let storage: UnsafeMutablePointer<PollAnswer>
  /// How many there are.
  package private(set) var count = 0

  init() {
    // SAFETY: no place is used before it is initialised.
    unsafe storage = .allocate(capacity: PollAnswers.capacity)
  }

  deinit {
    // SAFETY: answers are trivial, so that nothing has to be undone first.
    unsafe storage.deallocate()
  }

  /// An answer, by its place.
  package subscript(index: Int) -> PollAnswer {
    precondition(index < count, "no such answer")
    // SAFETY: checked above.
    return unsafe storage[index]
  }

  /// Adds an answer; a poller gives no more than `capacity`.
  package mutating func append(_ answer: PollAnswer) {
    precondition(count < PollAnswers.capacity, "more answers than there is room for")
    // SAFETY: the place behind the last exists, and is free.
    unsafe (storage + count).initialize(to: answer)
    count += 1
  }

  package mutating func removeAll() {
    count = 0
  }
}
