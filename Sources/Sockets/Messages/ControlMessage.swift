internal import SocketAddresses

/// A control message: what travels beside the bytes of a message, cmsg(3).
///
/// Level and type say what the payload is. Those that this library knows are made and read by typed
/// members (`ControlMessage+….swift`); any other passes as bytes.
public struct ControlMessage: Hashable, Sendable {
  /// Whose it is, such as `.socket` or `.ipv4`.
  public var level: SocketOptionLevel
  /// Which it is at that level, such as the number of `SCM_RIGHTS` or `IP_PKTINFO`.
  public var type: Int32
  /// What it says, without header and padding.
  public var payload: [UInt8]

  /// A control message of any kind.
  public init(level: SocketOptionLevel, type: Int32, payload: [UInt8]) {
    self.level = level
    self.type = type
    self.payload = payload
  }

  /// A control message whose payload is a C int, such as `IP_TTL`, `IP_TOS` or `IPV6_HOPLIMIT`.
  public init(level: SocketOptionLevel, type: Int32, integer: Int32) {
    self.init(level: level, type: type, payload: [])
    payload.append(native: integer)
  }

  /// The payload as a C int, or as the single byte that `IP_TOS` comes as; nil where it is neither.
  public var integer: Int32? {
    guard payload.count == 4 || payload.count == 1 else { return nil }
    return payload.withRawSpan(SocketOptionCoding.integer.decode)
  }
}

// How much room control messages take.
extension ControlMessage {
  /// `CMSG_LEN`: how many bytes a header and a payload take, without the padding that a further
  /// message would need.
  ///
  /// - Parameter payload: bytes of the payload.
  /// - Returns: the number; nil where `payload` is negative or the number is none that a C int
  ///   holds.
  public static func length(payload: Int) -> Int? {
    guard 0...Int(Int32.max) - ControlMessageLayout.length(payload: 0) ~= payload else {
      return nil
    }
    return ControlMessageLayout.length(payload: payload)
  }

  /// `CMSG_SPACE`: how many bytes a header, a payload and the padding behind it take.
  ///
  /// - Parameter payload: bytes of the payload.
  /// - Returns: the number; nil where `payload` is negative or so large that the number might be
  ///   none that a C int holds.
  public static func space(payload: Int) -> Int? {
    guard 0...Int(Int32.max) - ControlMessageLayout.space(payload: 1) ~= payload else { return nil }
    return ControlMessageLayout.space(payload: payload)
  }
}

// Between control messages and the bytes that the kernel takes and gives.
extension ControlMessage {
  /// Control messages as the kernel takes them: each with its header, and padded with zeros.
  ///
  /// - Parameter messages: in the order in which they are to stand; none give no bytes.
  /// - Returns: what `msg_control` of sendmsg(2) points to.
  public static func encode(_ messages: [ControlMessage]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      messages.reduce(0) { $0 + ControlMessageLayout.space(payload: $1.payload.count) }
    )
    for message in messages {
      let length = ControlMessageLayout.length(payload: message.payload.count)
      bytes.append(native: UInt(length))
      bytes.append(native: message.level.rawValue)
      bytes.append(native: message.type)
      bytes.append(contentsOf: message.payload)
      let padding = ControlMessageLayout.aligned(length) - length
      bytes.append(contentsOf: repeatElement(0, count: padding))
    }
    return bytes
  }

  /// Control messages out of what the kernel wrote.
  ///
  /// Any bytes are accepted. A message that reaches past the end is given with the part that is
  /// there, as CPython does. A header that is cut, or whose length is less than a header's, ends
  /// the messages: where a next one would begin nobody can tell.
  ///
  /// - Parameter bytes: what `msg_control` of recvmsg(2) points to, `msg_controllen` bytes.
  /// - Returns: the messages in their order. `SCM_RIGHTS` among them own nothing: see
  ///   `ControlBuffer`.
  public static func decode(_ bytes: RawSpan) -> [ControlMessage] {
    var messages: [ControlMessage] = []
    var rest = bytes
    while rest.byteCount >= ControlMessageLayout.headerBytes {
      let stated = rest.load(at: 0, as: UInt.self)
      guard stated >= ControlMessageLayout.headerBytes else { break }
      let length = Int(min(stated, UInt(rest.byteCount)))
      messages.append(ControlMessage(encoded: rest.extracting(first: length)))
      // Aligning cannot overflow: the length is that of bytes in memory.
      rest = rest.extracting(droppingFirst: ControlMessageLayout.aligned(length))
    }
    return messages
  }

  /// One message: its header, and its payload to the end.
  private init(encoded bytes: RawSpan) {
    self.init(
      level: SocketOptionLevel(
        rawValue: bytes.load(at: ControlMessageLayout.levelOffset, as: Int32.self)
      ),
      type: bytes.load(at: ControlMessageLayout.typeOffset, as: Int32.self),
      payload: bytes.extracting(droppingFirst: ControlMessageLayout.headerBytes).array
    )
  }
}
