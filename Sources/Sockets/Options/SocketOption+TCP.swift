internal import CPlatform

// `IPPROTO_TCP`, tcp(7), sorted by C name.

extension SocketOption where Value == String {
  /// `TCP_CONGESTION`: the algorithm by its name, such as `cubic`; at most 15 bytes.
  public static var congestionControl: Self {
    .init(.tcp, TCP_CONGESTION, "TCP_CONGESTION", .text(bytesMax: 16))
  }
}

extension SocketOption where Value == Bool {
  /// `TCP_CORK`: send full segments only, until it is off again or 200 ms have passed.
  ///
  /// Off at first.
  public static var cork: Self { .init(.tcp, TCP_CORK, "TCP_CORK", .boolean) }

  /// `TCP_NODELAY`: send small segments at once, without waiting for what is on its way to be
  /// acknowledged (Nagle, RFC 896).
  ///
  /// Off at first.
  public static var noDelay: Self { .init(.tcp, TCP_NODELAY, "TCP_NODELAY", .boolean) }

  /// `TCP_QUICKACK`: acknowledge at once instead of after a delay.
  ///
  /// The kernel switches it by itself.
  public static var quickAcknowledgement: Self {
    .init(.tcp, TCP_QUICKACK, "TCP_QUICKACK", .boolean)
  }
}

extension SocketOption where Value == Duration {
  /// `TCP_DEFER_ACCEPT`: a listener gives out a connection only when bytes have come, or after this
  /// long, in seconds that the kernel rounds.
  ///
  /// Zero at first.
  public static var deferAccept: Self {
    .init(.tcp, TCP_DEFER_ACCEPT, "TCP_DEFER_ACCEPT", .seconds)
  }

  /// `TCP_KEEPIDLE`: how long a peer is silent before it is asked, 1 s to 32,767 s.
  ///
  /// Two hours at first.
  public static var keepAliveIdle: Self { .init(.tcp, TCP_KEEPIDLE, "TCP_KEEPIDLE", .seconds) }

  /// `TCP_KEEPINTVL`: how long between one question and the next, 1 s to 32,767 s.
  ///
  /// 75 s at first.
  public static var keepAliveInterval: Self {
    .init(.tcp, TCP_KEEPINTVL, "TCP_KEEPINTVL", .seconds)
  }

  /// `TCP_USER_TIMEOUT`: how long sent bytes may stay unacknowledged before the connection counts
  /// as dead, RFC 5482.
  ///
  /// Zero, at first, leaves it to the system.
  public static var userTimeout: Self {
    .init(.tcp, TCP_USER_TIMEOUT, "TCP_USER_TIMEOUT", .milliseconds)
  }
}

extension SocketOption where Value == TCPInformation {
  /// `TCP_INFO`, read only: state and figures of the connection.
  public static var information: Self { .init(.tcp, TCP_INFO, "TCP_INFO", .information) }
}

extension SocketOption where Value == Int32 {
  /// `TCP_KEEPCNT`: how many questions go unanswered before the connection counts as dead, 1 to
  /// 127.
  ///
  /// 9 at first.
  public static var keepAliveCount: Self { .init(.tcp, TCP_KEEPCNT, "TCP_KEEPCNT", .integer) }

  /// `TCP_MAXSEG`: the largest segment, in bytes.
  public static var segmentBytesMax: Self { .init(.tcp, TCP_MAXSEG, "TCP_MAXSEG", .integer) }

  /// `TCP_SYNCNT`: how often connecting asks before it gives up, 1 to 255.
  public static var connectAttemptCount: Self { .init(.tcp, TCP_SYNCNT, "TCP_SYNCNT", .integer) }
}
