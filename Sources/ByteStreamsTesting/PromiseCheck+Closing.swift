import ByteStreams

extension PromiseCheck {
  func closingLosesNothing() async throws {
    let bytes = [UInt8].counting(10_000)
    try await onConnection { first, second in
      try await concurrently {
        try await first.write(bytes)
        await first.close()
      } _: {
        try await second.expectNext(bytes)
        for _ in 0..<3 { try await second.expectEnd() }
      }
    }
  }

  func closedStreamsRefuse() async throws {
    try await onConnection { first, _ in
      await first.close()
      for _ in 0..<2 {
        let read = await outcome { try await first.readOnce(room: 8) }
        try expectFailure(read, of: "a read", as: .closed)
        try await expectFailure(outcome { try await first.write([1]) }, of: "a write", as: .closed)
        let finish = await outcome { try await first.finishWriting() }
        try expectFailure(finish, of: "the end of writing", as: .closed)
        await first.close()
      }
    }
  }

  func closingWakesAReader() async throws {
    try await onConnection { first, _ in
      let read = try await outcome(of: { try await first.readOnce(room: 8) }) { _ in
        await first.close()
      }
      try expectFailure(read, of: "the read", as: .closed)
    }
  }

  func closingWakesAWriter() async throws {
    let large = [UInt8].counting(largeBytes)
    try await onConnection { first, _ in
      let write = try await outcome(of: { try await first.write(large) }) { _ in
        await first.close()
      }
      try expectFailure(write, of: "a write of \(largeBytes) bytes that nobody read", as: .closed)
    }
  }

  func thePeersClosingEndsReading() async throws {
    try await onConnection { first, second in
      let read = try await outcome(of: { try await first.readOnce(room: 8) }) { _ in
        await second.close()
      }
      try expectEqual(read.get(), [])
      try await first.expectEnd()
    }
  }

  func thePeersClosingFailsWriting() async throws {
    let large = [UInt8].counting(largeBytes)
    try await onConnection { first, second in
      let write = try await outcome(of: { try await first.write(large) }) { _ in
        await second.close()
      }
      try expectFailure(write, of: "a write of \(largeBytes) bytes that nobody read")
      try await expectFailure(outcome { try await first.write(large) }, of: "a later write")
    }
  }
}
