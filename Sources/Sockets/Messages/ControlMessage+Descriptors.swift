internal import CPlatform
internal import SocketAddresses

extension ControlMessage {
  /// The most descriptors one message carries: `SCM_MAX_FD` of unix(7).
  public static let descriptorsMax = 253

  /// `SCM_RIGHTS`: descriptors for the peer of a Unix socket, which gets its own copies.
  ///
  /// The message names them; it does not own them. They must be open until it has been sent.
  ///
  /// - Parameter numbers: at most `descriptorsMax`; more is refused by the kernel
  ///   (`.invalidArgument`), and so is a number that is not open (`.badFileDescriptor`).
  /// - Returns: the message.
  public static func descriptors(_ numbers: [Int32]) -> ControlMessage {
    var payload: [UInt8] = []
    payload.reserveCapacity(numbers.count * 4)
    for number in numbers { payload.append(native: number) }
    return ControlMessage(level: .socket, type: Int32(SCM_RIGHTS), payload: payload)
  }

  /// The descriptors that a `SCM_RIGHTS` message carries, a part of a number at its end left out;
  /// nil where the message is of another kind.
  ///
  /// In a `ControlBuffer` they belong to the buffer: take them there.
  public var descriptorNumbers: [Int32]? {
    guard level == .socket, type == Int32(SCM_RIGHTS) else { return nil }
    return payload.withRawSpan { bytes in
      stride(from: 0, through: bytes.byteCount - 4, by: 4).map { offset in
        bytes.load(at: offset, as: Int32.self)
      }
    }
  }
}
