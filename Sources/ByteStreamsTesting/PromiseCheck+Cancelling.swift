import ByteStreams

extension PromiseCheck {
  func cancelledReadsLoseNothing() async throws {
    try await onConnection { first, second in
      for turn in UInt8(0)..<20 {
        let read = try await outcome(of: { try await first.readOnce(room: 8) }) { cancel in
          cancel()
        }
        try expectFailure(read, of: "the read", as: .cancelled)
        let wait = try await outcome(of: {
          try await first.waitForBytes()
          return try await first.readOnce(room: 8)
        }) { cancel in
          cancel()
        }
        try expectFailure(wait, of: "the read after a wait", as: .cancelled)
        try await concurrently {
          try await second.write([turn, turn, turn])
        } _: {
          try await first.expectNext([turn, turn, turn], in: " in turn \(turn)")
        }
      }
    }
  }

  func cancelledReadsLoseNothingInARace() async throws {
    for seed in seeds {
      try await onConnection { first, second in
        let bytes = [UInt8].counting(2000)
        try await concurrently {
          var random = SeededRandom(seed: seed)
          var rest = bytes[...]
          while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...20, using: &random))
            rest = rest.dropFirst(piece.count)
            try await second.write(Array(piece))
            if Bool.random(using: &random) { await Task.yield() }
          }
          try await second.finishWriting()
        } _: {
          try await expectEqual(readWithCancelling(from: first, ~seed), bytes, ", seed \(seed)")
        }
      }
    }
  }

  func cancelledWritesTransferAPrefix() async throws {
    let large = [UInt8].counting(largeBytes)
    try await onConnection { first, second in
      let write = try await outcome(of: { try await first.write(large) }) { cancel in
        cancel()
      }
      try expectFailure(
        write,
        of: "a write of \(largeBytes) bytes that nobody read",
        as: .cancelled
      )
      try await concurrently {
        try await second.write([1, 2])
      } _: {
        try await first.expectNext([1, 2], in: " of the other direction")
      }
      await first.close()
      try await expectPrefix(of: large, from: second)
    }
  }

  /// Everything up to the end, by reads that are cancelled as the seed says.
  private func readWithCancelling(from stream: First, _ seed: UInt64) async throws -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var bytes: [UInt8] = []
    while true {
      let room = Int.random(in: 1...40, using: &random)
      let turns = Int.random(in: 0...3, using: &random)
      let isCancelledBefore = Int.random(in: 0..<4, using: &random) == 0
      let isCancelled = isCancelledBefore || Bool.random(using: &random)
      let read = try await outcome(
        cancelledBefore: isCancelledBefore,
        of: { try await stream.readOnce(room: room) },
        while: { cancel in
          for _ in 0..<turns { await Task.yield() }
          if isCancelled { cancel() }
        }
      )
      switch read {
      case .success([]):
        return bytes
      case .success(let more):
        bytes += more
      case .failure:
        try expect(isCancelled, "\(read) where nothing was cancelled")
        try expectFailure(read, of: "the read", as: .cancelled)
      }
    }
  }

  /// Reads until the end or an error: a stream with a protocol of its own may miss the rest of a
  /// message.
  private func expectPrefix(of bytes: [UInt8], from stream: Second) async throws {
    var received: [UInt8] = []
    while case .success(let more) = await outcome({ try await stream.read(atMost: 64 << 10) }) {
      guard !more.isEmpty else { break }
      received += more
    }
    try expectEqual(received, Array(bytes.prefix(received.count)), " of a cancelled write")
    try expect(received.count < bytes.count, "a cancelled write has transferred everything")
  }
}
