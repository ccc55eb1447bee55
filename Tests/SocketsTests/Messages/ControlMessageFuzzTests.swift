import Sockets
import TestSupport
import Testing

struct ControlMessageFuzzTests {
  private static let rounds = 100_000

  @Test func `random bytes never trap the parser and what it reads is stable`() {
    var random = SeededGenerator()
    for round in 0..<Self.rounds {
      let bytes = random.bytes(count: .random(in: 0...96, using: &random))
      if let problem = problem(with: bytes) {
        Issue.record("seed \(random.seed), round \(round), \(bytes): \(problem)")
        return
      }
    }
  }

  @Test func `messages that are changed at random never trap the parser`() {
    var random = SeededGenerator()
    for round in 0..<Self.rounds {
      let messages = randomMessages(&random)
      let bytes = ControlMessage.encode(messages)
      guard unsafe ControlMessage.decode(bytes.span.bytes) == messages else {
        Issue.record("seed \(random.seed), round \(round): \(messages) come back as others")
        return
      }
      let changed = mutated(bytes, &random)
      if let problem = problem(with: changed) {
        Issue.record("seed \(random.seed), round \(round), \(changed): \(problem)")
        return
      }
    }
  }

  private func randomMessages(_ random: inout SeededGenerator) -> [ControlMessage] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      // Kinds whose typed members have something to read, more often than any.
      let kind =
        [(Int32(1), Int32(1)), (1, 2), (0, 8), (41, 50), (-1, .max)]
        .randomElement(using: &random) ?? (0, 0)
      return ControlMessage(
        level: SocketOptionLevel(rawValue: kind.0),
        type: kind.1,
        payload: random.bytes(count: .random(in: 0...24, using: &random))
      )
    }
  }

  /// The bytes with one changed, one cut off the end, or the length of a header replaced.
  private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    guard !bytes.isEmpty else { return random.bytes(count: 16) }
    let index = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(index...)
    default:
      let length = UInt64.max >> UInt64.random(in: 0..<64, using: &random)
      for offset in 0..<8 { bytes[offset] = UInt8(truncatingIfNeeded: length >> (8 * offset)) }
    }
    return bytes
  }

  /// What does not hold of the messages in `bytes`; nil where all does.
  private func problem(with bytes: [UInt8]) -> String? {
    let messages = unsafe ControlMessage.decode(bytes.span.bytes)
    let taken = messages.reduce(0) { $0 + 16 + $1.payload.count }
    guard taken <= bytes.count else { return "more was read than is there" }
    for message in messages where readsTooMuch(message) { return "a typed member reads too much" }
    let again = ControlMessage.encode(messages)
    guard unsafe ControlMessage.decode(again.span.bytes) == messages else {
      return "what was read does not come back"
    }
    return nil
  }

  private func readsTooMuch(_ message: ControlMessage) -> Bool {
    let count = message.payload.count
    return (message.descriptorNumbers.map { $0.count != count / 4 } ?? false)
      || (message.credentials != nil && count < 12)
      || (message.packetInformation != nil && count < 12)
      || (message.integer != nil && count != 4 && count != 1)
  }
}
