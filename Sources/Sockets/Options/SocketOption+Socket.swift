internal import CPlatform
public import SocketAddresses

// `SOL_SOCKET`, socket(7) and unix(7), sorted by C name.

extension SocketOption where Value == Bool {
  /// `SO_ACCEPTCONN`, read only: whether it listens.
  public static var acceptsConnections: Self {
    .init(.socket, SO_ACCEPTCONN, "SO_ACCEPTCONN", .boolean)
  }

  /// `SO_BROADCAST`: whether datagrams may go to a broadcast address.
  ///
  /// Off at first.
  public static var broadcast: Self { .init(.socket, SO_BROADCAST, "SO_BROADCAST", .boolean) }

  /// `SO_DONTROUTE`: only to hosts on a network of this machine.
  ///
  /// Off at first.
  public static var doNotRoute: Self { .init(.socket, SO_DONTROUTE, "SO_DONTROUTE", .boolean) }

  /// `SO_KEEPALIVE`: ask a silent peer whether it is there.
  ///
  /// Off at first. When it is asked is told by `.keepAliveIdle`, `.keepAliveInterval` and
  /// `.keepAliveCount`.
  public static var keepAlive: Self { .init(.socket, SO_KEEPALIVE, "SO_KEEPALIVE", .boolean) }

  /// `SO_OOBINLINE`: leave urgent bytes in the stream.
  ///
  /// Off at first.
  public static var outOfBandInline: Self { .init(.socket, SO_OOBINLINE, "SO_OOBINLINE", .boolean) }

  /// `SO_PASSCRED`: receive the sender's credentials with each message of a Unix socket.
  ///
  /// Off at first.
  public static var passesCredentials: Self { .init(.socket, SO_PASSCRED, "SO_PASSCRED", .boolean) }

  /// `SO_REUSEADDR`: bind although old connections of the address linger in TIME-WAIT.
  ///
  /// Off at first.
  public static var reuseAddress: Self { .init(.socket, SO_REUSEADDR, "SO_REUSEADDR", .boolean) }

  /// `SO_REUSEPORT`: several sockets of one user share an address, and the kernel deals out what
  /// arrives.
  ///
  /// Off at first. For IP only.
  public static var reusePort: Self { .init(.socket, SO_REUSEPORT, "SO_REUSEPORT", .boolean) }
}

extension SocketOption where Value == String {
  /// `SO_BINDTODEVICE`: the name of the only interface that it sends and receives by; empty, at
  /// first, is any.
  ///
  /// At most 15 bytes. Changing it once it is set takes `CAP_NET_RAW`.
  public static var boundInterface: Self {
    .init(.socket, SO_BINDTODEVICE, "SO_BINDTODEVICE", .text(bytesMax: 16))
  }
}

extension SocketOption where Value == UInt32 {
  /// `SO_MARK`: what is sent carries this number, for routing rules and firewalls.
  ///
  /// 0 at first. It takes `CAP_NET_ADMIN` or `CAP_NET_RAW`.
  public static var mark: Self { .init(.socket, SO_MARK, "SO_MARK", .unsignedInteger) }
}

extension SocketOption where Value == Int32 {
  /// `SO_INCOMING_CPU`: the processor that last handled what arrived, −1 for none yet; of listeners
  /// that share a port, prefer the one that is set to the processor at work.
  public static var incomingProcessor: Self {
    .init(.socket, SO_INCOMING_CPU, "SO_INCOMING_CPU", .integer)
  }

  /// `SO_PRIORITY`: of what is sent, 0 (at first) to 6 without privileges.
  public static var priority: Self { .init(.socket, SO_PRIORITY, "SO_PRIORITY", .integer) }

  /// `SO_RCVBUF`: bytes of the receive buffer.
  ///
  /// The kernel cuts what is set to net.core.rmem_max and doubles it, for its own book-keeping.
  public static var receiveBufferBytes: Self { .init(.socket, SO_RCVBUF, "SO_RCVBUF", .integer) }

  /// `SO_RCVLOWAT`: bytes that must be there before the socket counts as readable.
  ///
  /// 1 at first.
  public static var receiveLowWaterBytes: Self {
    .init(.socket, SO_RCVLOWAT, "SO_RCVLOWAT", .integer)
  }

  /// `SO_SNDBUF`: bytes of the send buffer.
  ///
  /// The kernel cuts what is set to net.core.wmem_max and doubles it.
  public static var sendBufferBytes: Self { .init(.socket, SO_SNDBUF, "SO_SNDBUF", .integer) }
}

extension SocketOption where Value == AddressFamily {
  /// `SO_DOMAIN`, read only: the family.
  public static var family: Self {
    .init(
      .socket,
      SO_DOMAIN,
      "SO_DOMAIN",
      .mapping(.integer, encode: { $0.rawValue }, decode: { AddressFamily(rawValue: $0) })
    )
  }
}

extension SocketOption where Value == SocketError.Code? {
  /// `SO_ERROR`, read only: what went wrong since it was last read, which clears it; nil for
  /// nothing.
  ///
  /// It tells how a connect that had only begun has ended.
  public static var error: Self {
    .init(
      .socket,
      SO_ERROR,
      "SO_ERROR",
      .mapping(
        .integer,
        encode: { $0?.errno ?? 0 },
        decode: { .some($0 == 0 ? nil : SocketError.Code(errno: $0)) }
      )
    )
  }
}

extension SocketOption where Value == Linger {
  /// `SO_LINGER`: what closing does with unsent bytes.
  ///
  /// Off at first. A closing that waits holds the thread, in `close` as when the socket's owner
  /// ends.
  public static var linger: Self { .init(.socket, SO_LINGER, "SO_LINGER", .linger) }
}

extension SocketOption where Value == Credentials {
  /// `SO_PEERCRED`, read only: who connected or listened at the other end of a Unix socket, at that
  /// time.
  ///
  /// Of a socket that is not connected it is process 0 and user and group 2^32 − 1.
  public static var peerCredentials: Self {
    .init(.socket, SO_PEERCRED, "SO_PEERCRED", .credentials)
  }
}

extension SocketOption where Value == ProtocolNumber {
  /// `SO_PROTOCOL`, read only: the protocol.
  public static var protocolNumber: Self {
    .init(
      .socket,
      SO_PROTOCOL,
      "SO_PROTOCOL",
      .mapping(.integer, encode: { $0.rawValue }, decode: { ProtocolNumber(rawValue: $0) })
    )
  }
}

extension SocketOption where Value == Duration {
  /// `SO_RCVTIMEO`: after how long a receive of a blocking socket gives up in the kernel, with
  /// `.wouldBlock`.
  ///
  /// Zero, at first, is never. Set, it is rounded up to the kernel's ticks, 1 to 10 ms. It has no
  /// effect once the library's own timeout, `setTimeout`, is set.
  public static var receiveTimeout: Self { .init(.socket, SO_RCVTIMEO, "SO_RCVTIMEO", .timeValue) }

  /// `SO_SNDTIMEO`: the same for sending, and for connecting, which throws `.inProgress` then.
  public static var sendTimeout: Self { .init(.socket, SO_SNDTIMEO, "SO_SNDTIMEO", .timeValue) }
}

extension SocketOption where Value == SocketType {
  /// `SO_TYPE`, read only: the type.
  public static var type: Self {
    .init(
      .socket,
      SO_TYPE,
      "SO_TYPE",
      .mapping(.integer, encode: { $0.rawValue }, decode: { SocketType(rawValue: $0) })
    )
  }
}
