import ByteStreams

extension PromiseCheck {
  func endingOneHalfLeavesTheOther() async throws {
    try await onConnection { first, second in
      try await concurrently {
        try await first.write([1, 2])
        try await first.finishWriting()
      } _: {
        try await second.expectNext([1, 2])
        try await second.expectEnd()
      }
      try await concurrently {
        try await second.write([3])
        try await second.finishWriting()
      } _: {
        try await first.expectNext([3])
        try await first.expectEnd()
      }
    }
    // The other order: the half that is read first ends last.
    try await onConnection { first, second in
      try await concurrently {
        try await second.finishWriting()
        try await first.expectEnd()
        try await first.write([4, 5])
        try await first.finishWriting()
      } _: {
        try await second.expectNext([4, 5])
        try await second.expectEnd()
      }
    }
  }

  func theEndStays() async throws {
    try await onConnection { first, second in
      try await first.finishWriting()
      for turn in 1...3 {
        try await second.expectEnd(" in turn \(turn)")
        try await expectEqual(second.readOnce(room: 1), [], " in turn \(turn)")
      }
      try await concurrently {
        try await second.write([1])
      } _: {
        try await first.expectNext([1])
      }
      try await second.expectEnd(" after a write")
    }
  }

  func theEndWakesAReader() async throws {
    try await onConnection { first, second in
      let read = try await outcome(of: { try await second.readOnce(room: 8) }) { _ in
        try await first.finishWriting()
      }
      try expectEqual(read.get(), [])
    }
  }

  func writingEndsOnce() async throws {
    try await onConnection { first, second in
      try await first.finishWriting()
      try await first.finishWriting()
      try await expectFailure(outcome { try await first.write([1]) }, of: "a write")
      try await second.expectEnd()
      try await first.finishWriting()
    }
  }
}
