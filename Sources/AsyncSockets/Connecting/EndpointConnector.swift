internal import EventLoops
internal import Sockets

/// Connects to a name: drives `HappyEyeballs` with the resolver, the loop's clock and sockets.
///
/// Look-ups, attempts and timers are child tasks on the loop; each ends by an event for the state
/// machine, which says what to start next.
struct EndpointConnector: Sendable {
  let endpoint: Endpoint
  let source: SocketAddress?
  let deadline: Deadline
  let loop: EventLoop
  let resolver: AsyncResolver
  let timing: HappyEyeballsTiming

  private typealias Machine = HappyEyeballs<SocketAddress, SocketError>

  private enum Event: Sendable {
    case lookedUp(Machine.Event)
    case connected(attempt: Int, TCPConnection)
    case failed(attempt: Int, SocketError)
    /// A timer: the number tells whether it is the one that was set last.
    case timerFired(Int)
    /// A timer that ended the race, or before its time: why.
    case stopped(SocketError.Code)
  }

  func connect() async throws(SocketError) -> TCPConnection {
    let result = await loop.runOperation {
      await withTaskGroup(of: Event.self, returning: Result<TCPConnection, SocketError>.self) {
        group in
        let result = await race(&group)
        group.cancelAll()
        return result
      }
    }
    return try result.get()
  }

  private func race(_ group: inout TaskGroup<Event>) async -> Result<TCPConnection, SocketError> {
    var machine = Machine(timing: timing)
    var connections: [Int: TCPConnection] = [:]
    var timers = 0
    let begin = loop.now
    for family in IPFamily.allCases { group.addTask { await lookUp(family) } }
    let end = min(deadline, Deadline.ofTask)
    // Without a deadline too: so the end of the loop is noticed while name servers are asked.
    group.addTask { await sleep(until: end, then: .stopped(.timedOut)) }
    while let event = await group.next() {
      if Task.isCancelled { return .failure(failure(.cancelled)) }
      if case .stopped(let code) = event { return .failure(failure(code)) }
      guard let machineEvent = translate(event, timers, &connections) else { continue }
      for action in machine.handle(machineEvent, at: begin.duration(to: loop.now)) {
        switch action {
        case .start(let attempt, let address):
          group.addTask { await self.attempt(attempt, address) }
        case .setTimer(let moment):
          timers += 1
          let number = timers
          group.addTask {
            await sleep(until: begin.advanced(by: moment), then: .timerFired(number))
          }
        case .clearTimer: timers += 1
        case .cancel: break  // All others are, when the race is over.
        case .succeed(let attempt):
          if let connection = connections[attempt] { return .success(connection) }
        case .fail(let attempts, let lookups): return .failure(failure(attempts, lookups))
        }
      }
    }
    return .failure(failure(.cancelled))
  }

  /// What an event says to the machine; nil for a timer that was set anew.
  private func translate(
    _ event: Event,
    _ currentTimer: Int,
    _ connections: inout [Int: TCPConnection]
  ) -> Machine.Event? {
    switch event {
    case .lookedUp(let answer): return answer
    case .connected(let attempt, let connection):
      connections[attempt] = connection
      return .connected(attempt: attempt)
    case .failed(let attempt, let error): return .attemptFailed(attempt: attempt, error)
    case .timerFired(let number): return number == currentTimer ? .timerFired : nil
    case .stopped: return nil
    }
  }

  private func sleep(until moment: Deadline, then event: Event) async -> Event {
    do throws(EventLoopError) { try await loop.sleep(until: moment) } catch {
      return .stopped(SocketError.Code(error))
    }
    return event
  }

  private func lookUp(_ family: IPFamily) async -> Event {
    do throws(SocketError) {
      return .lookedUp(
        .answered(family, try await resolver.addresses(of: endpoint, family: family))
      )
    } catch {
      return .lookedUp(.lookupFailed(family, error))
    }
  }

  private func attempt(_ number: Int, _ address: SocketAddress) async -> Event {
    do throws(SocketError) {
      let connection = try await TCPConnection.connect(
        to: address,
        from: source,
        deadline: deadline,
        on: loop
      )
      return .connected(attempt: number, connection)
    } catch {
      return .failed(attempt: number, error)
    }
  }

  private func failure(_ code: SocketError.Code) -> SocketError {
    SocketError(code, operation: .connect, endpoint: endpoint)
  }

  /// The last attempt's error with those of all, or the first look-up's.
  private func failure(_ attempts: [SocketError], _ lookups: [SocketError]) -> SocketError {
    var failure =
      attempts.last ?? lookups.first ?? SocketError(.unknownName, operation: .resolve)
    failure.endpoint = endpoint
    failure.attempts = attempts
    return failure
  }
}
