import AsyncSockets
import Sockets

/// A stream over a connection in which every bit is turned around: what stands for an upgrade in
/// tests.
final class MaskedStream: ByteStream, Sendable {
  struct WrongGreeting: Error {}

  private let base: StreamConnection

  init(over base: StreamConnection) {
    self.base = base
  }

  /// An upgrade with a handshake: a client has to say `h`, and is answered `H`, both unmasked.
  @Sendable static func accept(over base: StreamConnection) async throws -> MaskedStream {
    guard try await base.read(atMost: 1) == Array("h".utf8) else { throw WrongGreeting() }
    try await base.write("H")
    return MaskedStream(over: base)
  }

  /// A client's part of the handshake.
  static func connect(over base: StreamConnection) async throws -> MaskedStream {
    try await base.write("h")
    guard try await base.read(atMost: 1) == Array("H".utf8) else { throw WrongGreeting() }
    return MaskedStream(over: base)
  }

  func read(into buffer: inout OutputRawSpan) async throws(SocketError) -> Int {
    let bytes = try await base.read(atMost: buffer.freeCapacity)
    for byte in bytes { buffer.append(~byte) }
    return bytes.count
  }

  func waitForBytes() async throws(SocketError) {
    try await base.waitForBytes()
  }

  func write(_ bytes: RawSpan) async throws(SocketError) {
    var masked: [UInt8] = []
    masked.reserveCapacity(bytes.byteCount)
    for index in bytes.byteOffsets {
      // SAFETY: any byte is an integer of one byte.
      masked.append(~(unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)))
    }
    try await base.write(masked, deadline: .never)
  }

  func finishWriting() async throws(SocketError) {
    try await base.finishWriting()
  }

  func close() async {
    await base.close()
  }
}

extension ByteStream {
  /// Sends a text and receives as many bytes, or up to the end.
  func roundTrip(_ text: String) async throws -> String {
    try await write(text)
    return try await receivedText(of: text.utf8.count)
  }

  /// Receives a text of so many bytes, or up to the end.
  func receivedText(of count: Int) async throws -> String {
    var bytes: [UInt8] = []
    while bytes.count < count,
      case let piece = try await read(atMost: count - bytes.count), !piece.isEmpty
    {
      bytes += piece
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
