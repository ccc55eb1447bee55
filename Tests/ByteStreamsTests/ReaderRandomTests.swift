import Testing

@testable import ByteStreams

/// Any calls on any stream, cut anywhere and failing anywhere, give what the reference reader
/// gives.
@Suite struct ReaderRandomTests {
  @Test(arguments: 0..<300)
  func `a reader does what the reference does, blocking or not`(seed: UInt64) async {
    var random = SeededRandom(seed: seed)
    let bytes = randomBytes(&random)
    let steps = randomSteps(bytes, &random)
    let bufferBytes = Int.random(in: 1...64, using: &random)
    let calls = (0..<300).map { _ in randomCall(&random) } + [.all(.max)]
    let blocking = blockingResults(of: calls, steps, bufferBytes)
    expectReference(bytes, calls, blocking, "blocking, seed \(seed)")
    let waiting = await results(of: calls, steps, bufferBytes)
    expectReference(bytes, calls, waiting, "seed \(seed)")
  }

  private static let delimiters: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x61, 0x61, 0x62]]

  /// Makes each call again after each failure of the stream.
  private func blockingResults(
    of calls: [ReaderCall],
    _ steps: [ScriptedStream.Step],
    _ bufferBytes: Int
  ) -> [ReaderResult] {
    var reader = BlockingReader(ScriptedStream(steps), bufferBytes: bufferBytes)
    var results: [ReaderResult] = []
    for call in calls {
      var result = reader.make(call)
      while result == .failure(.stream(.timedOut)) { result = reader.make(call) }
      results.append(result)
    }
    return results
  }

  private func results(
    of calls: [ReaderCall],
    _ steps: [ScriptedStream.Step],
    _ bufferBytes: Int
  ) async -> [ReaderResult] {
    var reader = BufferedReader(ScriptedStream(steps), bufferBytes: bufferBytes)
    var results: [ReaderResult] = []
    for call in calls {
      var result = await reader.make(call)
      while result == .failure(.stream(.timedOut)) { result = await reader.make(call) }
      results.append(result)
    }
    return results
  }

  private func expectReference(
    _ bytes: [UInt8],
    _ calls: [ReaderCall],
    _ results: [ReaderResult],
    _ context: String
  ) {
    var reference = ReferenceReader(bytes)
    for (turn, (call, result)) in zip(calls, results).enumerated() {
      let before = reference.peek(100)
      guard !reference.agrees(on: call, result) else { continue }
      Issue.record("\(context), turn \(turn): \(call) gave \(result) of \(before)")
      return
    }
    #expect(reference.rest.isEmpty, "\(context)")
  }

  private func randomCall(_ random: inout SeededRandom) -> ReaderCall {
    let limit = Int.random(in: 0...80, using: &random)
    let carriageReturn: CarriageReturn = limit.isMultiple(of: 2) ? .dropped : .kept
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return .exactly(limit)
    case 1: return .line(limit, carriageReturn)
    case 2: return .through(Self.delimiters[limit % Self.delimiters.count], limit)
    case 3: return .peek(limit)
    case 4 where limit < 10: return .skipLine
    case 5 where limit < 10: return .all(limit * 100)
    case 6: return .atMost(limit)
    case 7: return .into(room: limit)
    default: return .skip(limit)
    }
  }

  /// Bytes that are mostly delimiters and parts of delimiters.
  private func randomBytes(_ random: inout SeededRandom) -> [UInt8] {
    let alphabet: [UInt8] = [0x0A, 0x0D, 0x61, 0x61, 0x61, 0x62, 0x63, 0xE5, 0x9C, 0xB0]
    return (0..<Int.random(in: 0...3000, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? 0
    }
  }

  private func randomSteps(
    _ bytes: [UInt8],
    _ random: inout SeededRandom
  ) -> [ScriptedStream.Step] {
    let pieceMax = [1, 4, 50, 500].randomElement(using: &random) ?? 1
    var rest = bytes[...]
    var steps: [ScriptedStream.Step] = []
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...pieceMax, using: &random))
      rest = rest.dropFirst(piece.count)
      if Int.random(in: 0..<5, using: &random) == 0 { steps.append(.failure(.timedOut)) }
      steps.append(.bytes(Array(piece)))
    }
    return steps + [.failure(.timedOut)]
  }
}
