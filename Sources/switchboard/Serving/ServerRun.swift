import EventLoops
import SocketServers
import SystemCalls

/// A server from its start to its end: binds, announces, serves, and drains when it is asked to
/// end.
struct ServerRun: Sendable {
  /// How long open connections may go on after it was asked to end.
  var grace: Duration
  /// Serves.
  var loops: EventLoopGroup
  /// SIGTERM or SIGINT.
  var termination: TerminationRequest
  /// Tells the servers of it.
  var shutdown: ShutdownRequest

  /// What happens to a server.
  private enum Event: Sendable {
    case bound(Binding)
    case ended
    case failed(Complaint)
    case askedToEnd
    /// Nobody will ask: signals cannot be waited for.
    case isDeaf(Complaint)
    case graceOver
  }

  /// Binds every address and serves those that can be had.
  ///
  /// - Parameter bind: binds all addresses that it can.
  /// - Returns: `failed` where an address could not be had, or served to the end.
  func run(
    _ bind: @escaping @Sendable () async -> Binding
  ) async -> ExitStatus {
    await withTaskGroup(of: Event.self) { group in
      var state = State()
      group.addTask { await waitForTermination() }
      group.addTask { .bound(await bind()) }
      while !state.isOver, let event = await group.next() {
        await take(event, &state, &group)
      }
      group.cancelAll()
      for service in state.services { await service.stop() }
      return state.status
    }
  }
}

extension ServerRun {
  private struct State {
    /// Nil until all are bound.
    var running: Int?
    var services: [Service] = []
    var status = ExitStatus.done
    var isEnding = false

    var isOver: Bool { running == 0 }
  }

  private func take(
    _ event: Event,
    _ state: inout State,
    _ group: inout TaskGroup<Event>
  ) async {
    switch event {
    case .bound(let binding):
      state.services = binding.services
      // Asked to end meanwhile: names that were being looked up have failed by that.
      state.running = state.isEnding ? 0 : binding.services.count
      guard !state.isEnding else { return }
      if !binding.failures.isEmpty { state.status = .failed }
      for failure in binding.failures { failure.tell() }
      for service in binding.services { group.addTask { await serve(service) } }
      for address in binding.addresses { announce(address) }
    case .ended:
      state.running? -= 1
    case .failed(let complaint):
      complaint.tell()
      state.status = .failed
      state.running? -= 1
    case .isDeaf(let complaint):
      complaint.tell()
      state.status = .failed
    case .askedToEnd:
      state.isEnding = true
      shutdown.request(grace: grace)
      for service in state.services { await service.stop() }
      if state.running == nil { group.cancelAll() }
      group.addTask { await waitForGrace() }
    case .graceOver:
      group.cancelAll()
    }
  }

  private func serve(_ service: Service) async -> Event {
    do {
      try await service.serve()
      return .ended
    } catch {
      return .failed(Complaint(error))
    }
  }

  /// A server whose starter does not read what it prints serves all the same.
  private func announce(_ address: BoundAddress) {
    do throws(OutputError) {
      try StandardOutput.write(line: "listening \(address)")
    } catch {
      Complaint(error).tell()
    }
  }

  private func waitForTermination() async -> Event {
    do throws(WaitFailure) { try await termination.wait(on: loops.loops[0]) } catch {
      // Cancelled, nobody waits for the answer.
      guard error != .cancelled else { return .askedToEnd }
      return .isDeaf(Complaint("wait for signals: \(error)"))
    }
    return .askedToEnd
  }

  private func waitForGrace() async -> Event {
    // Cancelled, nobody waits for the answer.
    try? await loops.loops[0].sleep(for: grace)
    return .graceOver
  }
}
