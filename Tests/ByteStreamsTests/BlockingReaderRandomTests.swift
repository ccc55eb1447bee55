import Testing

@testable import ByteStreams

/// Any calls on any stream, cut anywhere and failing anywhere, give what the reference reader
/// gives.
@Suite struct BlockingReaderRandomTests {
  @Test(arguments: 0..<300)
  func `a reader does what the reference does`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bytes = randomBytes(&random)
    var reference = ReferenceReader(bytes)
    var reader = BlockingReader(
      ScriptedStream(randomSteps(bytes, &random)),
      bufferBytes: Int.random(in: 1...64, using: &random)
    )
    for turn in 0..<400 {
      let context = "seed \(seed), turn \(turn)"
      guard agrees(&reader, &reference, &random, context) else { return }
      if reference.rest.isEmpty && turn > 300 { break }
    }
    // Whatever the calls have left comes now.
    let left = retrying { () throws(Reader.Failure) in try reader.readAll(maximumBytes: .max) }
    #expect(left == .success(Array(reference.rest)), "seed \(seed)")
  }

  private typealias Reader = BlockingReader<ScriptedStream>

  private static let delimiters: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x61, 0x61, 0x62]]

  /// Makes one random call on both; whether they gave the same.
  private func agrees(
    _ reader: inout Reader,
    _ reference: inout ReferenceReader,
    _ random: inout SeededRandom,
    _ context: String
  ) -> Bool {
    let limit = Int.random(in: 0...80, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0:
      let expected = Result { () throws(Reader.Failure) in try reference.readExactly(limit) }
      let given = retrying { () throws(Reader.Failure) in try reader.readExactly(limit) }
      return same(given, expected, context)
    case 1:
      let carriageReturn: CarriageReturn = limit.isMultiple(of: 2) ? .dropped : .kept
      let expected = Result { () throws(Reader.Failure) in
        try reference.readLine(maximumBytes: limit, carriageReturn: carriageReturn)
      }
      let given = retrying { () throws(Reader.Failure) in
        try reader.readLine(maximumBytes: limit, carriageReturn: carriageReturn)
      }
      return same(given, expected, context)
    case 2:
      let delimiter = Self.delimiters[limit % Self.delimiters.count]
      let expected = Result { () throws(Reader.Failure) in
        try reference.readThrough(delimiter, maximumBytes: limit)
      }
      let given = retrying { () throws(Reader.Failure) in
        try reader.readThrough(delimiter, maximumBytes: limit)
      }
      return same(given, expected, context)
    case 3:
      let given = retrying { () throws(Reader.Failure) in try reader.peek(limit) }
      return same(given, .success(reference.peek(limit)), context)
    case 4 where limit < 10:
      let given = retrying { () throws(Reader.Failure) in try reader.skipLine() }
      return same(given, .success(reference.skipLine()), context)
    case 5 where limit < 10:
      let expected = Result { () throws(Reader.Failure) in
        try reference.readAll(maximumBytes: limit * 100)
      }
      let given = retrying { () throws(Reader.Failure) in
        try reader.readAll(maximumBytes: limit * 100)
      }
      return same(given, expected, context)
    case 6:
      let given = retrying { () throws(Reader.Failure) in try reader.read(atMost: limit) }
      return accepted(given, &reference, limit, context)
    case 7:
      let given = retrying { () throws(Reader.Failure) in try reader.readOnce(room: limit).bytes }
      return accepted(given, &reference, limit, context)
    default:
      let next = reference.peek(limit)
      let given = retrying { () throws(Reader.Failure) in
        Array(next.prefix(try reader.skip(atMost: limit)))
      }
      return accepted(given, &reference, limit, context)
    }
  }

  /// Makes the same call again after each failure of the stream.
  private func retrying<R>(
    _ call: () throws(Reader.Failure) -> R
  ) -> Result<R, Reader.Failure> {
    while true {
      do throws(Reader.Failure) {
        return .success(try call())
      } catch {
        guard case .stream = error else { return .failure(error) }
      }
    }
  }

  private func same<R: Equatable>(
    _ given: Result<R, Reader.Failure>,
    _ expected: Result<R, Reader.Failure>,
    _ context: String
  ) -> Bool {
    #expect(given == expected, "\(context)")
    return given == expected
  }

  private func accepted(
    _ given: Result<[UInt8], Reader.Failure>,
    _ reference: inout ReferenceReader,
    _ count: Int,
    _ context: String
  ) -> Bool {
    guard case .success(let bytes) = given, reference.accept(bytes, atMost: count) else {
      Issue.record("\(context): \(given) of \(reference.peek(count))")
      return false
    }
    return true
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
