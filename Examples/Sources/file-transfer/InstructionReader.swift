import Sockets
import TutorialCommands

/// The server's end of what a client says: instructions, nods and bytes, that may stick together or
/// come in pieces.
///
/// Nothing ends an instruction. Here it ends where the next one begins, or when the client has been
/// silent for a moment.
struct InstructionReader {
  private var pending: [UInt8] = []
  private let quiet: Duration

  /// How much of a file is received at once, in bytes.
  private static let pieceBytesMax = 256 << 10
  private static let prefix = Array(Instruction.prefix.utf8)

  /// A reader of nothing yet.
  ///
  /// - Parameter quiet: the silence that ends an instruction.
  init(quiet: Duration) {
    self.quiet = quiet
  }

  /// The next instruction; nil at the end of the stream.
  mutating func next(from socket: borrowing Socket) throws -> [UInt8]? {
    if pending.isEmpty { try receive(from: socket) }
    guard !pending.isEmpty else { return nil }
    while !hasNext, try socket.wait(for: .receiving, timeout: quiet) != [] {
      let count = pending.count
      try receive(from: socket)
      if pending.count == count { break }
    }
    let end = startOfNext ?? pending.count
    guard end <= Instruction.bytesMax else { throw TooLong() }
    defer { pending.removeSubrange(..<end) }
    return Array(pending[..<end])
  }

  /// Takes the nod that is due before bytes are sent.
  mutating func nod(for verb: String, from socket: borrowing Socket) throws {
    let nod = Array(Instruction.line(verb, Instruction.receiveReady).utf8)
    while pending.count < nod.count, nod.starts(with: pending) {
      let count = pending.count
      try receive(from: socket)
      guard pending.count > count else { throw EarlyEnd(Instruction.receiveReady) }
    }
    guard pending.starts(with: nod) else {
      throw UnexpectedAnswer(pending, insteadOf: Instruction.receiveReady)
    }
    pending.removeSubrange(..<nod.count)
  }

  /// The next piece of a file that is being sent to us, at most `count` bytes.
  mutating func bytes(atMost count: Int, from socket: borrowing Socket) throws -> [UInt8] {
    guard pending.isEmpty else {
      let piece = Array(pending.prefix(count))
      pending.removeSubrange(..<piece.count)
      return piece
    }
    let piece = try socket.receive(atMost: min(count, Self.pieceBytesMax))
    guard !piece.isEmpty else { throw EarlyEnd("file") }
    return piece
  }

  private mutating func receive(from socket: borrowing Socket) throws {
    pending += try socket.receive(atMost: Instruction.bytesMax)
    guard pending.count <= 4 * Instruction.bytesMax else { throw TooLong() }
  }

  /// An instruction longer than `Instruction.bytesMax`.
  private struct TooLong: Error, CustomStringConvertible {
    var description: String {
      "receive instruction: longer than \(Instruction.bytesMax) bytes"
    }
  }

  private var hasNext: Bool { startOfNext != nil }

  /// Where in `pending` an instruction begins that is not the first.
  private var startOfNext: Int? {
    guard pending.count > Self.prefix.count else { return nil }
    return (1...(pending.count - Self.prefix.count)).first { start in
      pending[start...].starts(with: Self.prefix)
    }
  }
}
