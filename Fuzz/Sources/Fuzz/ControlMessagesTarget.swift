internal import CFuzz
internal import Sockets

/// What recvmsg(2) writes beside the bytes of a message.
struct ControlMessagesTarget: FuzzTarget {
  let promise = """
    no bytes make the parser of control messages trap or find more than there is; what it finds \
    encodes to bytes in which it, and C by CMSG_NXTHDR(3), find the same. Each input is decoded, \
    looked at as every typed message, encoded, and walked through in C.
    """

  let inputBytesMax = 2048

  let words: [[UInt8]] = [
    header(16, 1, 1), header(20, 1, 1), header(28, 1, 2), header(28, 0, 8), header(36, 41, 50),
    header(17, 0, 1), header(24, 1, 29), header(0, 0, 0), header(15, 1, 1), header(.max, 1, 1),
    header(1 << 63, 1, 1), header(.max - 7, 1, 1), [UInt8](repeating: 0, count: 8),
    [UInt8](repeating: 0xff, count: 8),
  ]

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    let messages = unsafe ControlMessage.decode(input.span.bytes)
    let size = messages.reduce(0) { $0 + 16 + $1.payload.count }
    try expect(size <= input.count, "no more is found than there is")
    let encoded = ControlMessage.encode(messages)
    try expect(
      unsafe ControlMessage.decode(encoded.span.bytes) == messages,
      "decoding undoes encoding"
    )
    try expect(messagesInC(encoded) == messages, "C finds the same messages")
    var way = UInt64(min(messages.count, 7))
    for message in messages { way |= try typed(message) }
    try checkSizes(input)
    return way
  }

  /// A message's header: `struct cmsghdr`.
  private static func header(_ length: UInt64, _ level: UInt8, _ type: UInt8) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) }
      + [level, 0, 0, 0, type, 0, 0, 0]
  }

  /// What is read by a typed member and made again reads the same.
  private func typed(_ message: ControlMessage) throws(Violation) -> UInt64 {
    var way: UInt64 = 0
    if let numbers = message.descriptorNumbers {
      let again = ControlMessage.descriptors(numbers).descriptorNumbers
      try expect(again == numbers, "descriptors are read as they are written")
      way |= 1 << (8 + UInt64(min(numbers.count, 7)))
    }
    if let credentials = message.credentials {
      let again = ControlMessage.credentials(credentials).credentials
      try expect(again == credentials, "credentials are read as they are written")
      way |= 1 << 16
    }
    if let information = message.packetInformation {
      let again = ControlMessage.packetInformation(information).packetInformation
      try expect(
        again?.interfaceIndex == information.interfaceIndex,
        "packet information is read as it is written"
      )
      way |= information.address.family == .inet ? 1 << 17 : 1 << 18
    }
    return way
  }

  /// The input's first bytes as a size: the macros' answer, or nil and no trap.
  private func checkSizes(_ input: [UInt8]) throws(Violation) {
    let number = input.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    for payload in [Int(truncatingIfNeeded: number), Int(number & 0xffff), Int(number >> 33)] {
      let length = ControlMessage.length(payload: payload)
      let space = ControlMessage.space(payload: payload)
      if let length {
        try expect(length == cfuzz_message_length(payload), "CMSG_LEN(\(payload))")
      }
      if let space { try expect(space == cfuzz_message_space(payload), "CMSG_SPACE(\(payload))") }
      let isSmall = 0...0xffff ~= payload
      try expect(!isSmall || length != nil && space != nil, "\(payload) bytes have a size")
      try expect(payload >= 0 || length == nil && space == nil, "no size is negative")
    }
  }

  private func messagesInC(_ bytes: [UInt8]) -> [ControlMessage] {
    let capacity = bytes.count / 16 + 1
    var found = [cfuzz_message](repeating: cfuzz_message(), count: capacity)
    // SAFETY: the bytes are as many as told, and so are the places for messages.
    let count = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe cfuzz_walk_messages(start, buffer.count, &found, capacity)
    }
    return found.prefix(count).map { message in
      let end = message.payload_offset + message.payload_count
      return ControlMessage(
        level: SocketOptionLevel(rawValue: message.level),
        type: message.type,
        payload: Array(bytes[message.payload_offset..<end])
      )
    }
  }
}
