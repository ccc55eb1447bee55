import CPlatform
import Sockets
import TestSupport
import Testing

struct ControlMessageTests {
  private func decode(_ bytes: [UInt8]) -> [ControlMessage] {
    unsafe ControlMessage.decode(bytes.span.bytes)
  }

  @Test func `lengths and spaces are those of the C library`() {
    for payload in 0...300 {
      #expect(ControlMessage.length(payload: payload) == cplatform_cmsg_length(payload))
      #expect(ControlMessage.space(payload: payload) == cplatform_cmsg_space(payload))
    }
  }

  @Test func `lengths and spaces end where a C int does`() {
    let longest = Int(Int32.max) - cplatform_cmsg_length(0)
    #expect(ControlMessage.length(payload: longest) == Int(Int32.max))
    #expect(ControlMessage.length(payload: longest + 1) == nil)
    let largest = Int(Int32.max) - cplatform_cmsg_space(1)
    #expect(ControlMessage.space(payload: largest) == cplatform_cmsg_space(largest))
    #expect(ControlMessage.space(payload: largest + 1) == nil)
    for payload in [-1, Int.min, Int.max] {
      #expect(ControlMessage.length(payload: payload) == nil)
      #expect(ControlMessage.space(payload: payload) == nil)
    }
  }

  /// Messages, and the bytes that the C library's header and macros make of them.
  static let encodings: [[ControlMessage]] = [
    [],
    [ControlMessage(level: .socket, type: 1, payload: [])],
    [ControlMessage(level: .ipv6, type: -2, payload: [1])],
    [ControlMessage(level: .ipv4, type: 8, payload: [1, 2, 3, 4, 5, 6, 7, 8])],
    [
      ControlMessage(level: .socket, type: 1, payload: [1, 2, 3]),
      ControlMessage(level: .socket, type: 2, payload: [UInt8](repeating: 7, count: 12)),
      ControlMessage(level: SocketOptionLevel(rawValue: .min), type: .max, payload: []),
    ],
  ]

  @Test(arguments: encodings)
  func `messages are laid out as the C library lays them out`(messages: [ControlMessage]) {
    let bytes = messages.flatMap { message in
      var header = cmsghdr()
      header.cmsg_len = cplatform_cmsg_length(message.payload.count)
      header.cmsg_level = message.level.rawValue
      header.cmsg_type = message.type
      let headerBytes = unsafe withUnsafeBytes(of: header) { unsafe Array($0) }
      let start = headerBytes + message.payload
      let space = cplatform_cmsg_space(message.payload.count)
      return start + [UInt8](repeating: 0, count: space - start.count)
    }
    #expect(ControlMessage.encode(messages) == bytes)
    #expect(decode(bytes) == messages)
  }

  @Test func `a message that is cut is given with what is there`() {
    let message = ControlMessage(level: .ipv4, type: 8, payload: [1, 2, 3, 4])
    let bytes = ControlMessage.encode([message])
    for count in 16...20 {
      let cut = ControlMessage(
        level: .ipv4,
        type: 8,
        payload: Array([1, 2, 3, 4].prefix(count - 16))
      )
      #expect(decode(Array(bytes.prefix(count))) == [cut])
    }
    for count in 0..<16 {
      #expect(decode(Array(bytes.prefix(count))).isEmpty)
    }
  }

  @Test func `a header that is cut ends the messages`() {
    let first = ControlMessage(level: .ipv4, type: 8, payload: [1])
    let bytes = ControlMessage.encode([first, first])
    for count in 24..<40 {
      #expect(decode(Array(bytes.prefix(count))) == [first])
    }
  }

  /// Lengths that a header may state, and how many bytes of its 8 the payload then has; nil where
  /// there is no message.
  static let statedLengths: [(UInt, Int?)] = [
    (0, nil), (1, nil), (15, nil), (16, 0), (17, 1), (24, 8), (25, 8), (32, 8),
    (UInt(Int.max), 8), (UInt(Int.max) + 1, 8), (.max - 7, 8), (.max - 15, 8), (.max, 8),
  ]

  @Test(arguments: statedLengths)
  func `a length that cannot be does no harm`(length: UInt, payloadCount: Int?) {
    let header = unsafe withUnsafeBytes(of: (length, Int32(1), Int32(2))) { unsafe Array($0) }
    let payload = Array(UInt8(1)...8)
    let expected = payloadCount.map {
      ControlMessage(
        level: SocketOptionLevel(rawValue: 1),
        type: 2,
        payload: Array(payload.prefix($0))
      )
    }
    #expect(decode(header + payload).first == expected)
  }

  @Test func `an integer is the payload of four bytes or one`() {
    let message = ControlMessage(level: .ipv4, type: 2, integer: -2)
    #expect(message.payload == [0xfe, 0xff, 0xff, 0xff])
    #expect(message.integer == -2)
    #expect(ControlMessage(level: .ipv4, type: 1, payload: [0xb8]).integer == 0xb8)
    for count in [0, 2, 3, 5, 8] {
      let other = ControlMessage(
        level: .ipv4,
        type: 2,
        payload: [UInt8](repeating: 1, count: count)
      )
      #expect(other.integer == nil)
    }
  }
}
