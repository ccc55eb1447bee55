import Foundation
import Sockets

// A test's own end of a connection.
extension Socket {
  /// A connection to a server on this machine; each piece that is sent goes at once.
  static func connected(
    to port: UInt16,
    at address: IPv4Address = .loopback
  ) throws -> Socket {
    let socket = try createConnection(
      to: Endpoint(.v4(address), port: port),
      timeout: Patience.duration
    )
    try socket.set(.noDelay, to: true)
    return socket
  }

  /// Sends each byte by itself.
  func sendOneByOne(_ text: String) throws {
    for byte in text.utf8 { try sendAll([byte]) }
  }

  /// Receives as much text as is expected, or less where the stream ends.
  func receiveText(_ count: Int) throws -> String {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try receive(atMost: count - bytes.count)
      if piece.isEmpty { break }
      bytes += piece
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Receives what is expected, or whatever comes in its place.
  func receiveText(like expected: String) throws -> String {
    try receiveText(expected.utf8.count)
  }

  /// Receives up to the end of the stream.
  func receiveRest() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while case let piece = try receive(atMost: 1 << 16), !piece.isEmpty { bytes += piece }
    return bytes
  }

  /// Receives up to the end of the stream, be it a reset.
  func drain() {
    _ = try? receiveRest()
  }

  /// Ends the connection by a reset.
  consuming func reset() throws {
    try set(.linger, to: .reset)
    try close()
  }

  /// Sends without end, until the server wants no more or 16 MiB have gone; never receives.
  func flood(_ piece: [UInt8]) {
    let pieces = (16 << 20) / piece.count
    try? setTimeout(.seconds(1))
    for _ in 0..<pieces {
      guard (try? sendAll(piece)) != nil else { return }
    }
  }
}
