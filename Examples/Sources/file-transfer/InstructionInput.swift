import TutorialCommands

/// The server's end of what a client says: instructions, nods and bytes, that may stick together or
/// come in pieces.
///
/// Nothing ends an instruction. Here it ends where the next one begins, or when the client has been
/// silent for a moment.
struct InstructionInput: Sendable {
  private var pending: [UInt8] = []
  private var isQuiet = false
  /// Whether the stream has ended.
  private var hasEnded = false

  private static let prefix = Array(Instruction.prefix.utf8)

  /// Takes what has come; nothing is the end of the stream.
  mutating func take(_ bytes: [UInt8]) {
    hasEnded = bytes.isEmpty
    if pending.isEmpty { pending = bytes } else { pending += bytes }
  }

  /// Notes that the client has been silent for a moment.
  mutating func takeSilence() {
    isQuiet = true
  }

  /// Whether a part of an instruction is here, which silence would make whole.
  var hasBegun: Bool { !pending.isEmpty }

  /// Whether nothing is here, and nothing more comes.
  var isOver: Bool { hasEnded && pending.isEmpty }

  /// The next instruction; nil where more is to come first.
  mutating func next() throws -> [UInt8]? {
    try checkSize()
    guard !pending.isEmpty else { return nil }
    let end: Int
    if let start = startOfNext {
      end = start
    } else if isQuiet || hasEnded {
      end = pending.count
    } else {
      return nil
    }
    isQuiet = false
    guard end <= Instruction.bytesMax else { throw TooLong() }
    defer { pending.removeSubrange(..<end) }
    return Array(pending[..<end])
  }

  /// Takes the nod that is due before bytes are sent; false where more of it is to come.
  mutating func takeNod(for verb: String) throws -> Bool {
    try checkSize()
    let nod = Array(Instruction.line(verb, Instruction.receiveReady).utf8)
    if pending.count < nod.count, nod.starts(with: pending) {
      guard !hasEnded else { throw EarlyEnd(Instruction.receiveReady) }
      return false
    }
    guard pending.starts(with: nod) else {
      throw UnexpectedAnswer(pending, insteadOf: Instruction.receiveReady)
    }
    pending.removeSubrange(..<nod.count)
    return true
  }

  /// What has come of a file that is being sent to us, at most `count` bytes; nil where nothing
  /// has.
  mutating func takeBytes(atMost count: Int) throws -> [UInt8]? {
    guard !pending.isEmpty else {
      guard !hasEnded else { throw EarlyEnd("file") }
      return nil
    }
    if pending.count <= count {
      defer { pending = [] }
      return pending
    }
    defer { pending.removeSubrange(..<count) }
    return Array(pending[..<count])
  }

  private func checkSize() throws {
    guard pending.count <= 4 * Instruction.bytesMax else { throw TooLong() }
  }

  /// An instruction longer than `Instruction.bytesMax`.
  private struct TooLong: Error, CustomStringConvertible {
    var description: String {
      "receive instruction: longer than \(Instruction.bytesMax) bytes"
    }
  }

  /// Where in `pending` an instruction begins that is not the first.
  private var startOfNext: Int? {
    guard pending.count > Self.prefix.count else { return nil }
    return (1...(pending.count - Self.prefix.count)).first { start in
      pending[start...].starts(with: Self.prefix)
    }
  }
}
