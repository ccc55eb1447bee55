internal import EventLoops
internal import Sockets
internal import SystemCalls

/// What every async handle is made of: a socket that does not block, and its place on a loop.
///
/// All that waits goes through `perform`.
struct SocketCore: ~Copyable, Sendable {
  let registration: Registration
  let held: HeldSocket

  /// - Parameters:
  ///   - socket: its timeout is zero already.
  ///   - loop: where it is used from now on.
  init(_ socket: consuming Socket, on loop: EventLoop) {
    registration = Registration(on: loop)
    // A read stops behind bytes that came with descriptors or other credentials (unix(7)).
    if socket.family == .unix { registration.expectShortReads() }
    held = HeldSocket(socket)
  }

  var loop: EventLoop { registration.loop }

  /// Makes a call on the loop, and where it would have to wait, waits and makes it again.
  ///
  /// - Parameters:
  ///   - operation: what an error is told to have happened in.
  ///   - direction: what is waited for; each has one operation at a time.
  ///   - deadline: when it gives up waiting.
  ///   - address: whom an error is told to be about.
  ///   - attempt: makes the call.
  /// - Returns: what `attempt` does.
  /// - Throws: what `attempt` does; `.timedOut`, `.cancelled`, `.closed`, `.busy`.
  @inline(__always)
  func perform<R: ~Copyable>(
    _ operation: @autoclosure () -> SocketError.Operation,
    _ direction: WaitDirection,
    until deadline: Deadline,
    address: @autoclosure () -> SocketAddress? = nil,
    _ attempt: (borrowing Socket) throws(Errno) -> R
  ) async throws(SocketError) -> R {
    do throws(WaitFailure) {
      guard registration.isCurrent(in: #isolation) else {
        return try await performFromElsewhere(direction, deadline, attempt)
      }
      return try await performOnLoop(direction, deadline, attempt)
    } catch {
      throw SocketError(error, operation(), address())
    }
  }

  /// Makes a call again and again until it says that all is done; in between the loop's other tasks
  /// have their turn.
  ///
  /// Else as `perform`.
  ///
  /// - Parameters:
  ///   - operation: what an error is told to have happened in.
  ///   - direction: what is waited for; no other operation comes between the steps.
  ///   - deadline: when it gives up waiting.
  ///   - step: makes the call, and says whether it was the last.
  /// - Throws: as `perform`.
  @inline(__always)
  func performInSteps(
    _ operation: @autoclosure () -> SocketError.Operation,
    _ direction: WaitDirection,
    until deadline: Deadline,
    _ step: (borrowing Socket) throws(Errno) -> Bool
  ) async throws(SocketError) {
    do throws(WaitFailure) {
      guard registration.isCurrent(in: #isolation) else {
        try await loop.runOperation { () async throws(WaitFailure) in
          try await performStepsOnLoop(direction, deadline, step)
        }
        return
      }
      try await performStepsOnLoop(direction, deadline, step)
    } catch {
      throw SocketError(error, operation())
    }
  }

  @inline(__always)
  private func performStepsOnLoop(
    _ direction: WaitDirection,
    _ deadline: Deadline,
    _ step: (borrowing Socket) throws(Errno) -> Bool
  ) async throws(WaitFailure) {
    try registration.begin(direction)
    defer { registration.end(direction) }
    if registration.mustYield { try await registration.yield() }
    while true {
      if try tryStep(direction, step) { return }
      if registration.isReady(direction) {
        try await registration.yield()
      } else {
        try await registration.wait(for: direction, held.onLoop.descriptor, until: deadline)
      }
    }
  }

  /// One step, where the direction is ready; whether it was the last.
  @inline(__always)
  private func tryStep(
    _ direction: WaitDirection,
    _ step: (borrowing Socket) throws(Errno) -> Bool
  ) throws(WaitFailure) -> Bool {
    guard registration.isReady(direction) else { return false }
    do throws(Errno) { return try step(held.onLoop) } catch {
      guard error == .wouldBlock else { throw .system(error) }
      registration.noteWouldBlock(direction)
      return false
    }
  }

  @inline(__always)
  private func performOnLoop<R: ~Copyable>(
    _ direction: WaitDirection,
    _ deadline: Deadline,
    _ attempt: (borrowing Socket) throws(Errno) -> R
  ) async throws(WaitFailure) -> R {
    try registration.begin(direction)
    defer { registration.end(direction) }
    if registration.mustYield { try await registration.yield() }
    while true {
      if registration.isReady(direction) {
        do throws(Errno) { return try attempt(held.onLoop) } catch {
          guard error == .wouldBlock else { throw .system(error) }
          registration.noteWouldBlock(direction)
        }
      }
      try await registration.wait(for: direction, held.onLoop.descriptor, until: deadline)
    }
  }

  /// The same for a caller that is on another thread, or of an actor: two hops, but nothing else
  /// differs.
  @inline(never)
  private func performFromElsewhere<R: ~Copyable>(
    _ direction: WaitDirection,
    _ deadline: Deadline,
    _ attempt: (borrowing Socket) throws(Errno) -> R
  ) async throws(WaitFailure) -> R {
    try await loop.runOperation { () async throws(WaitFailure) in
      try await performOnLoop(direction, deadline, attempt)
    }
  }
}

extension SocketError {
  /// An error of a wait, or of a call that was waited for.
  package init(
    _ failure: WaitFailure,
    _ operation: SocketError.Operation,
    _ address: SocketAddress? = nil
  ) {
    let code: Code =
      switch failure {
      case .timedOut: .timedOut
      case .cancelled: .cancelled
      case .closed: .closed
      case .busy: .busy
      case .system(let error): Code(error)
      }
    self.init(code, operation: operation, address: address)
  }
}
