import ByteStreams

extension PromiseCheck {
  func bytesCrossInOrder() async throws {
    try await onConnection { first, second in
      try await concurrently {
        try await first.write([1, 2])
        try await first.write([3])
        try await first.write("there")
        try await first.finishWriting()
      } _: {
        try await expectEqual(second.readToEnd(), [1, 2, 3] + Array("there".utf8))
      }
      try await concurrently {
        try await second.write("back")
        try await second.finishWriting()
      } _: {
        try await expectEqual(first.readToEnd(), Array("back".utf8))
      }
    }
  }

  func readsAppendWhatFits() async throws {
    try await onConnection { first, second in
      try await concurrently {
        try await first.write([1, 2, 3])
      } _: {
        for expected in UInt8(1)...3 {
          let bytes = try await second.readOnce(room: 1, prefix: 2)
          try expectEqual(bytes, [expected])
        }
      }
    }
  }

  func readsWithoutRoomTakeNothing() async throws {
    try await onConnection { first, second in
      try await expectEqual(second.readOnce(room: 0), [], " before there is anything")
      try await concurrently {
        try await first.write([1, 2])
      } _: {
        for expected in UInt8(1)...2 {
          try await expectEqual(second.readOnce(room: 0), [])
          try await expectEqual(second.readOnce(room: 0, prefix: 3), [])
          try await expectEqual(second.readOnce(room: 1), [expected])
        }
      }
    }
  }

  func writesOfNothingAreNothing() async throws {
    try await onConnection { first, second in
      try await first.write([])
      try await first.write("")
      try await concurrently {
        try await first.write([7])
        try await first.write([])
        try await first.finishWriting()
      } _: {
        try await second.expectNext([7])
        try await second.expectEnd()
      }
    }
  }

  func everyByteCrossesAlone() async throws {
    try await onConnection { first, second in
      try await concurrently {
        while true {
          let bytes = try await second.read(atMost: 8)
          guard !bytes.isEmpty else { break }
          try await second.write(bytes)
        }
      } _: {
        for turn in UInt8(0)..<100 {
          try await first.write([turn])
          try await expectEqual(first.read(atMost: 8), [turn], " in turn \(turn)")
        }
        try await first.finishWriting()
      }
    }
  }

  func anySizesGiveTheWhole() async throws {
    for seed in seeds {
      try await onConnection { first, second in
        try await concurrently {
          try await concurrently {
            try await writeInPieces(to: first, seed)
          } _: {
            try await expectPieces(from: second, seed)
          }
        } _: {
          try await concurrently {
            try await writeInPieces(to: second, ~seed)
          } _: {
            try await expectPieces(from: first, ~seed)
          }
        }
      }
    }
  }

  func largeTransfersCrossAtOnce() async throws {
    let large = [UInt8].counting(largeBytes)
    try await onConnection { first, second in
      try await concurrently {
        try await concurrently {
          try await first.write(large)
          try await first.finishWriting()
        } _: {
          try await expectEqual(second.readToEnd(), large)
        }
      } _: {
        try await concurrently {
          try await second.write(large)
          try await second.finishWriting()
        } _: {
          try await expectEqual(first.readToEnd(), large)
        }
      }
    }
  }

  func waitingForBytesTakesNothing() async throws {
    try await onConnection { first, second in
      let wait = try await outcome(of: { try await second.waitForBytes() }) { _ in
        try await first.write([1])
      }
      try wait.get()
      try await first.finishWriting()
      try await second.waitForBytes()
      try await second.expectNext([1])
      try await second.waitForBytes()
      try await second.expectEnd()
    }
  }

  func firstAttemptsAreContinued() async throws {
    let large = [UInt8].counting(largeBytes)
    try await onConnection { first, second in
      try await concurrently {
        var rest = large[...]
        while !rest.isEmpty {
          let piece = Array(rest.prefix(100_000))
          rest = rest.dropFirst(piece.count)
          let written = try first.writeAtOnce(piece)
          try expect((0...piece.count).contains(written), "\(written) bytes written at once")
          try await first.write(Array(piece.dropFirst(written)))
        }
        try await first.finishWriting()
      } _: {
        var bytes: [UInt8] = []
        while true {
          let piece = try second.readAtOnce(atMost: 30_000)
          let more = if let piece { piece } else { try await second.read(atMost: 1000) }
          guard !more.isEmpty else { break }
          bytes += more
        }
        try expectEqual(bytes, large)
      }
    }
  }

  /// Writes the bytes that the seed gives, in pieces of random sizes.
  private func writeInPieces<Stream: ByteStream & Sendable>(
    to stream: Stream,
    _ seed: UInt64
  ) async throws {
    var random = SeededRandom(seed: seed)
    let bytes = [UInt8].counting(Int.random(in: 0...sizeMax(&random), using: &random))
    let pieceMax = max(sizeMax(&random), bytes.count / 500)
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 0...pieceMax, using: &random))
      rest = rest.dropFirst(piece.count)
      try await stream.write(Array(piece))
    }
    try await stream.finishWriting()
  }

  /// Reads the bytes that the seed gives, in rooms of random sizes.
  private func expectPieces<Stream: ByteStream & Sendable>(
    from stream: Stream,
    _ seed: UInt64
  ) async throws {
    var random = SeededRandom(seed: seed)
    let expected = [UInt8].counting(Int.random(in: 0...sizeMax(&random), using: &random))
    let roomMax = max(sizeMax(&random), expected.count / 500)
    var bytes: [UInt8] = []
    while true {
      let piece = try await stream.readOnce(room: Int.random(in: 1...roomMax, using: &random))
      guard !piece.isEmpty else { break }
      bytes += piece
    }
    try expectEqual(bytes, expected, ", seed \(seed)")
  }

  /// A size that is small as often as it is large, and not so large that a connection of a few
  /// bytes takes long.
  private func sizeMax(_ random: inout SeededRandom) -> Int {
    let size = [1, 10, 1000, 50_000].randomElement(using: &random) ?? 1
    return min(size, max(1000, largeBytes))
  }
}
