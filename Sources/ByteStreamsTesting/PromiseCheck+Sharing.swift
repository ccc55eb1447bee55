import ByteStreams

extension PromiseCheck {
  func writesPassAWaitingRead() async throws {
    try await onConnection { first, second in
      let read = try await outcome(of: { try await first.readOnce(room: 8) }) { _ in
        try await concurrently {
          try await first.write([1, 2])
        } _: {
          try await second.expectNext([1, 2])
        }
        try await second.write([3])
      }
      try expectEqual(read.get(), [3])
    }
  }

  func secondReadersAreRefused() async throws {
    try await onConnection { first, second in
      try await refusesOne(
        "read",
        of: { try await first.readOnce(room: 8) },
        then: { try await second.write([1]) }
      )
      try await concurrently {
        try await second.write([2])
      } _: {
        try await first.expectNext([2])
      }
    }
  }

  func secondWritersAreRefused() async throws {
    let large = [UInt8].counting(largeBytes)
    try await onConnection { first, second in
      try await refusesOne(
        "write",
        of: { try await first.write(large) },
        then: { try await second.expectNext(large) }
      )
      try await concurrently {
        try await first.write([1])
        try await first.finishWriting()
      } _: {
        try await second.expectNext([1])
        try await second.expectEnd()
      }
    }
  }

  /// Makes a call twice at once: one is refused as busy, the other goes on after `release`.
  private func refusesOne<R: Sendable>(
    _ name: String,
    of call: @escaping @Sendable () async throws -> R,
    then release: () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Result<R, any Error>.self) { group in
      for _ in 0..<2 {
        group.addImmediateTask { await outcome(call) }
      }
      if let refused = try await group.next() {
        try expectFailure(refused, of: "one of two \(name)s at once", as: .busy)
      }
      try await release()
      if case .failure(let error)? = try await group.next() {
        throw BrokenPromise("the other \(name) failed as well: \(error)")
      }
    }
  }
}
