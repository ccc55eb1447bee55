import Sockets
import TestSupport
import Testing

@Suite(.needs(.rawSockets))
struct HeaderIncludedTests {
  @Test func `an echo request in a header made by hand is answered`() async throws {
    let request = EchoPacket(isReply: false, identifier: 0x4242, sequence: 7, payload: "hello")
    let answer = try await onThread { () -> EchoPacket in
      let socket = try Socket(.inet, .raw, protocol: .icmp)
      try socket.set(.headerIncluded, to: true)
      try socket.setTimeout(.seconds(10))
      try socket.send(request.withHeader(to: .loopback), to: .ipv4(.loopback, port: 0))
      // A raw socket hears all of its protocol: the request itself, and what others send.
      while true {
        let received = try socket.receiveFrom(atMost: 1500)
        guard let packet = EchoPacket(withHeader: received.bytes) else { continue }
        if packet.isReply, packet.identifier == request.identifier { return packet }
      }
    }
    #expect(answer.sequence == request.sequence)
    #expect(answer.payload == request.payload)
  }
}

/// An echo request or reply of ICMP, RFC 792.
private struct EchoPacket: Equatable, Sendable {
  var isReply: Bool
  var identifier: UInt16
  var sequence: UInt16
  var payload: String

  init(isReply: Bool, identifier: UInt16, sequence: UInt16, payload: String) {
    self.isReply = isReply
    self.identifier = identifier
    self.sequence = sequence
    self.payload = payload
  }

  /// Reads an IPv4 packet; nil where it holds no echo.
  init?(withHeader bytes: [UInt8]) {
    guard let first = bytes.first, first >> 4 == 4 else { return nil }
    let message = bytes.dropFirst(Int(first & 0xf) * 4)
    guard message.count >= 8, let type = message.first, type == 0 || type == 8 else { return nil }
    func number(_ offset: Int) -> UInt16 {
      let index = message.startIndex + offset
      return UInt16(message[index]) << 8 | UInt16(message[index + 1])
    }
    isReply = type == 0
    identifier = number(4)
    sequence = number(6)
    payload = String(decoding: message.dropFirst(8), as: UTF8.self)
  }

  /// The message behind a header of IPv4 with 20 bytes, RFC 791.
  func withHeader(to destination: IPv4Address) -> [UInt8] {
    let message = encoded
    let length = UInt16(20 + message.count)
    var header: [UInt8] = [0x45, 0]
    header += [UInt8(length >> 8), UInt8(length & 0xff)]
    // Identification, flags and offset; time to live, ICMP; the checksum, which comes below.
    header += [0x12, 0x34, 0x40, 0, 64, 1, 0, 0]
    for address in [IPv4Address.loopback, destination] {
      header += (0..<4).map { UInt8(truncatingIfNeeded: address.bits >> (24 - 8 * $0)) }
    }
    let checksum = internetChecksum(header)
    header[10] = UInt8(checksum >> 8)
    header[11] = UInt8(checksum & 0xff)
    return header + message
  }

  private var encoded: [UInt8] {
    var bytes: [UInt8] = [isReply ? 0 : 8, 0, 0, 0]
    for number in [identifier, sequence] {
      bytes += [UInt8(number >> 8), UInt8(number & 0xff)]
    }
    bytes += Array(payload.utf8)
    let checksum = internetChecksum(bytes)
    bytes[2] = UInt8(checksum >> 8)
    bytes[3] = UInt8(checksum & 0xff)
    return bytes
  }
}

/// The checksum of IP and ICMP, RFC 1071.
private func internetChecksum(_ bytes: [UInt8]) -> UInt16 {
  var sum: UInt32 = 0
  for (offset, byte) in bytes.enumerated() {
    sum += offset.isMultiple(of: 2) ? UInt32(byte) << 8 : UInt32(byte)
  }
  while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
  return ~UInt16(sum)
}
