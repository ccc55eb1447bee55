internal import CPlatform

/// How a socket carries data: the `SOCK_*` of socket(2).
public struct SocketType: RawRepresentable, Hashable, Sendable {
  /// The `SOCK_*` number.
  public let rawValue: Int32

  /// A type by its `SOCK_*` number.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// `SOCK_STREAM`: a reliable stream of bytes without message boundaries, such as TCP.
  public static let stream = SocketType(rawValue: Int32(SOCK_STREAM.rawValue))
  /// `SOCK_DGRAM`: messages that may be lost, doubled or reordered, such as UDP.
  public static let datagram = SocketType(rawValue: Int32(SOCK_DGRAM.rawValue))
  /// `SOCK_RAW`: packets of the network layer, for programs with `CAP_NET_RAW`.
  public static let raw = SocketType(rawValue: Int32(SOCK_RAW.rawValue))
  /// `SOCK_RDM`: messages that arrive, in no promised order.
  public static let reliableDatagram = SocketType(rawValue: Int32(SOCK_RDM.rawValue))
  /// `SOCK_SEQPACKET`: messages that arrive, in order, over a connection.
  public static let sequencedPacket = SocketType(rawValue: Int32(SOCK_SEQPACKET.rawValue))

  /// Whether a receive of no bytes is the end of a stream rather than an empty message.
  public var isStream: Bool { self == .stream }

  /// The type alone, without the `SOCK_NONBLOCK` and `SOCK_CLOEXEC` that Linux allows beside it.
  var withoutFlags: SocketType {
    SocketType(rawValue: rawValue & ~(SocketType.nonBlockingFlag | SocketType.closeOnExecFlag))
  }

  var asksNonBlocking: Bool { rawValue & SocketType.nonBlockingFlag != 0 }

  private static let nonBlockingFlag = Int32(SOCK_NONBLOCK.rawValue)
  private static let closeOnExecFlag = Int32(SOCK_CLOEXEC.rawValue)
}

extension SocketType: CustomStringConvertible {
  /// A word for the types named here, `type 10` for another.
  public var description: String {
    switch self {
    case .stream: "stream"
    case .datagram: "datagram"
    case .raw: "raw"
    case .reliableDatagram: "reliable datagram"
    case .sequencedPacket: "sequenced packet"
    default: "type \(rawValue)"
    }
  }
}
