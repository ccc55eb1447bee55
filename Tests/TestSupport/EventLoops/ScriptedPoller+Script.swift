package import EventLoops
package import SystemCalls

// A test's side of the poller: from any thread.
extension ScriptedPoller {
  /// Makes a descriptor ready, and tells whoever has registered it: once, as an edge.
  ///
  /// - Parameters:
  ///   - number: the descriptor's.
  ///   - readiness: `.reading` with `.exceptional` is a peer that has finished; all three are a
  ///     connection that is gone, which is told whatever was asked for.
  package func tell(_ number: Int32, _ readiness: PollReadiness) {
    monitor.withLock { state in
      state.ready[number, default: []].formUnion(readiness)
      state.announce(number, readiness)
    }
    monitor.notifyAll()
  }

  /// Takes back what a descriptor is ready for, as a call does that takes all there was.
  ///
  /// Its next registration is not told of it. What is about to be told still is.
  package func takeBack(_ number: Int32, _ readiness: PollReadiness) {
    monitor.withLock { $0.ready[number, default: []].subtract(readiness) }
  }

  /// Tells of a token, whoever has it: as the kernel does of a descriptor that was closed while
  /// somebody has a duplicate.
  package func tell(token: UInt64, _ readiness: PollReadiness) {
    monitor.withLock { $0.pending.append(PollAnswer(token: token, readiness: readiness)) }
    monitor.notifyAll()
  }

  /// Forgets a descriptor, as the kernel does when it is closed.
  package func forget(_ number: Int32) {
    monitor.withLock { state in
      state.ready[number] = nil
      if let gone = state.registered.removeValue(forKey: number) {
        state.pending.removeAll { $0.token == gone.token }
      }
    }
  }

  /// Makes the next calls of a kind fail, one after another.
  package func fail(_ call: Call, _ errors: Errno...) {
    monitor.withLock { $0.failures[call, default: []].append(contentsOf: errors) }
  }

  /// What was asked for, in its order, but for calls that failed.
  package var requests: [Request] { monitor.withLock { $0.requests } }

  /// What is registered, by the descriptors' numbers.
  package var registered: [Int32: PollInterest] {
    monitor.withLock { $0.registered.mapValues(\.interest) }
  }

  /// The token of a descriptor that is registered.
  package func token(of number: Int32) -> UInt64? {
    monitor.withLock { $0.registered[number]?.token }
  }

  /// How often the loop has waited.
  package var waits: Int { monitor.withLock { $0.waits } }

  /// For how long the loop's last wait was to be; nil is without end.
  package var timeoutNanoseconds: Int64? { monitor.withLock { $0.timeout } }
}
