import SystemCalls
import TestSupport

@testable import EventLoops

/// A descriptor and its place on a loop: an eventfd, of which a scripted poller tells whatever the
/// test says.
final class Place: Sendable {
  let registration: Registration
  let descriptor: FileDescriptor
  let number: Int32

  init(on loop: EventLoop) throws(Errno) {
    let descriptor = try System.eventfd()
    number = descriptor.number
    registration = Registration(on: loop)
    self.descriptor = descriptor
  }

  var isCurrent: Bool { registration.isCurrent }
  var isInScope: Bool { registration.isInScope }
  func isReady(_ direction: WaitDirection) -> Bool { registration.isReady(direction) }

  /// What an operation does whose call would block: on the loop.
  func wait(
    _ direction: WaitDirection = .reading,
    until deadline: Deadline = .never
  ) async throws(WaitFailure) {
    try registration.begin(direction)
    defer { registration.end(direction) }
    registration.noteWouldBlock(direction)
    while !registration.isReady(direction) {
      try await registration.wait(for: direction, descriptor, until: deadline)
    }
  }

  /// How such a wait ended; nil where it became ready.
  func failure(
    _ direction: WaitDirection = .reading,
    until deadline: Deadline = .never
  ) async -> WaitFailure? {
    do throws(WaitFailure) {
      try await wait(direction, until: deadline)
      return nil
    } catch {
      return error
    }
  }
}

/// A loop, and what it is made of.
struct LoopBench {
  let loop: EventLoop
  let clock: ManualClock
  let poller: ScriptedPoller
}
