public import SocketAddresses
internal import SystemCalls

/// The two ends that `Socket.pair` makes.
@frozen
public struct SocketPair: ~Copyable, Sendable {
  /// One end.
  public var first: Socket
  /// The other end.
  public var second: Socket
}

extension Socket {
  /// Makes two sockets that are connected to each other: socketpair(2) with `SOCK_CLOEXEC`.
  ///
  /// - Parameters:
  ///   - type: a stream, or datagrams or sequenced packets with their boundaries kept;
  ///     `SOCK_NONBLOCK` beside it sets both timeouts to zero.
  ///   - family: `.unix` on Linux, with few exceptions.
  ///   - protocolNumber: `.automatic` takes the family's usual one for the type.
  /// - Returns: the two ends.
  /// - Throws: `.notSupported` for a family without pairs; else as opening a socket.
  public static func pair(
    _ type: SocketType = .stream,
    family: AddressFamily = .unix,
    protocol protocolNumber: ProtocolNumber = .automatic
  ) throws(SocketError) -> SocketPair {
    do throws(Errno) {
      let ends = try System.socketpair(family.rawValue, type.rawValue, protocolNumber.rawValue)
      return SocketPair(
        first: Socket(ends.first, family, type, protocolNumber),
        second: Socket(ends.second, family, type, protocolNumber)
      )
    } catch {
      throw SocketError(Code(error), operation: .pair)
    }
  }
}
