import CPlatform
package import EventLoops
package import SystemCalls

/// A poller that tells what a test says, and remembers what it was asked for.
///
/// It behaves as epoll does, edge-triggered: what a descriptor is ready for when it is added or
/// modified is told at once, and afterwards what `tell` says. Descriptors are known by their
/// numbers; the kernel is not asked about them.
package final class ScriptedPoller: Poller {
  /// What a loop has asked for.
  package enum Request: Hashable, Sendable {
    case add(Int32, PollInterest)
    case modify(Int32, PollInterest)
    case remove(Int32)
  }

  /// Which of its calls is to fail.
  package enum Call: Hashable, Sendable {
    case add, modify, remove
  }

  struct State {
    var registered: [Int32: (interest: PollInterest, token: UInt64)] = [:]
    /// What descriptors are ready for, registered or not.
    var ready: [Int32: PollReadiness] = [:]
    /// What is to be told, in its order.
    var pending: [PollAnswer] = []
    var requests: [Request] = []
    var failures: [Call: [Errno]] = [:]
    var isWoken = false
    var waits = 0
    var timeout: Int64?
  }

  let monitor = Monitor(State())

  /// A poller that knows of no descriptor.
  package init() {}

  package func add(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno) {
    let number = descriptor.number
    try monitor.withLock { state throws(Errno) in
      try state.takeFailure(.add)
      guard state.registered[number] == nil else { throw Errno(rawValue: EEXIST) }
      state.requests.append(.add(number, interest))
      state.registered[number] = (interest, token)
      state.announce(number, state.ready[number] ?? [])
    }
  }

  package func modify(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno) {
    let number = descriptor.number
    try monitor.withLock { state throws(Errno) in
      try state.takeFailure(.modify)
      guard state.registered[number] != nil else { throw Errno(rawValue: ENOENT) }
      state.requests.append(.modify(number, interest))
      state.registered[number] = (interest, token)
      state.announce(number, state.ready[number] ?? [])
    }
  }

  package func remove(_ descriptor: borrowing FileDescriptor) throws(Errno) {
    let number = descriptor.number
    try monitor.withLock { state throws(Errno) in
      try state.takeFailure(.remove)
      guard let gone = state.registered.removeValue(forKey: number) else {
        throw Errno(rawValue: ENOENT)
      }
      state.requests.append(.remove(number))
      state.pending.removeAll { $0.token == gone.token }
    }
  }

  package func wait(timeoutNanoseconds: Int64?, into answers: inout PollAnswers) {
    answers.removeAll()
    let deadline = timeoutNanoseconds.map { time in
      MonotonicClock.nanoseconds.addingReportingOverflow(time).partialValue
    }
    monitor.withLock { state in
      state.waits += 1
      state.timeout = timeoutNanoseconds
    }
    let told: [PollAnswer]? = monitor.wait(until: deadline) { state, isLast in
      guard state.isWoken || !state.pending.isEmpty || isLast else { return nil }
      state.isWoken = false
      let told = Array(state.pending.prefix(PollAnswers.capacity))
      state.pending.removeFirst(told.count)
      return told
    }
    for answer in told ?? [] { answers.append(answer) }
  }

  package func wake() {
    monitor.withLock { $0.isWoken = true }
    monitor.notifyAll()
  }
}

extension ScriptedPoller.State {
  mutating func takeFailure(_ call: ScriptedPoller.Call) throws(Errno) {
    guard let error = failures[call]?.first else { return }
    failures[call]?.removeFirst()
    throw error
  }

  /// Has told what a registration asks for, in one answer with what is to be told of it anyway.
  mutating func announce(_ number: Int32, _ readiness: PollReadiness) {
    guard let (interest, token) = registered[number] else { return }
    let told = readiness.intersection(interest.covered(with: readiness))
    guard !told.isEmpty else { return }
    if let index = pending.firstIndex(where: { $0.token == token }) {
      pending[index].readiness.formUnion(told)
    } else {
      pending.append(PollAnswer(token: token, readiness: told))
    }
  }
}

extension PollInterest {
  /// What is told to who asks for this: an exceptional state to whoever reads, and to the others
  /// together with the writability that an error brings.
  fileprivate func covered(with readiness: PollReadiness) -> PollReadiness {
    let isBroken = readiness.isSuperset(of: [.reading, .writing, .exceptional])
    guard !isBroken else { return readiness }
    var covered: PollReadiness = []
    if contains(.reading) { covered.formUnion([.reading, .exceptional]) }
    if contains(.writing) { covered.formUnion(.writing) }
    return covered
  }
}
