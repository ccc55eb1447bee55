/// A control message: what travels beside the bytes of a message, cmsg(3).
///
/// Level and type say what the payload is. Those that this library knows are made and read by typed
/// members (`ControlMessage+….swift`); any other passes as bytes.
public struct ControlMessage: Hashable, Sendable {
  /// Whose it is: `SOL_SOCKET`, `IPPROTO_IP`, …
  public var level: SocketOptionLevel
  /// Which it is at that level: `SCM_RIGHTS`, `IP_PKTINFO`, …
  public var type: Int32
  /// What it says, without header and padding.
  public var payload: [UInt8]

  /// A control message of any kind.
  public init(level: SocketOptionLevel, type: Int32, payload: [UInt8]) {
    self.level = level
    self.type = type
    self.payload = payload
  }

  /// `CMSG_LEN`: bytes of a header and `payload` bytes; nil where it cannot be (negative, over 2 GiB).
  public static func length(payload: Int) -> Int? {
    guard 0...payloadBytesMax ~= payload else { return nil }
    return ControlMessageLayout.length(payload: payload)
  }

  /// `CMSG_SPACE`: what a message with `payload` bytes takes in a buffer; nil where it cannot be.
  public static func space(payload: Int) -> Int? {
    guard 0...payloadBytesMax ~= payload else { return nil }
    return ControlMessageLayout.space(payload: payload)
  }

  /// The largest payload whose space a C int can tell: 2^31 − 1, less a header and the padding.
  private static let payloadBytesMax =
    Int(Int32.max) - ControlMessageLayout.headerBytes - ControlMessageLayout.alignment + 1
}

extension ControlMessage {
  /// Control messages as the kernel takes them: each with header, padded, the padding zero.
  static func encode(_ messages: [ControlMessage]) -> [UInt8] {
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
  /// Never fails: a message whose length reaches past the end is given with the part that is there, as
  /// CPython does, and what comes after a length that cannot be is left out.
  static func decode(_ bytes: RawSpan) -> [ControlMessage] {
    var messages: [ControlMessage] = []
    var offset = 0
    while bytes.byteCount - offset >= ControlMessageLayout.headerBytes {
      let stated = bytes.native(UInt.self, at: offset)
      guard stated >= ControlMessageLayout.headerBytes else { break }
      let left = bytes.byteCount - offset
      let length = Int(min(stated, UInt(left)))
      let payload = bytes.extracting(
        offset + ControlMessageLayout.headerBytes..<offset + length
      )
      messages.append(
        ControlMessage(
          level: SocketOptionLevel(
            rawValue: bytes.native(Int32.self, at: offset + ControlMessageLayout.levelOffset)
          ),
          type: bytes.native(Int32.self, at: offset + ControlMessageLayout.typeOffset),
          payload: payload.copied()
        )
      )
      offset += ControlMessageLayout.aligned(length)
    }
    return messages
  }
}
