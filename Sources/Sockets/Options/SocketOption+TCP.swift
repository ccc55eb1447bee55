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

  /// `TCP_FASTOPEN_CONNECT`: `connect` to a server that has been spoken to before returns at once,
  /// and the first bytes sent go out with the first segment, RFC 7413.
  ///
  /// Off at first; to be set before `connect`.
  public static var fastOpenConnect: Self {
    .init(.tcp, TCP_FASTOPEN_CONNECT, "TCP_FASTOPEN_CONNECT", .boolean)
  }

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
  /// long.
  ///
  /// Zero at first. The kernel rounds it up to a number of retransmissions: 1, 3, 7, 15, 31, … s.
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

  /// `TCP_LINGER2`: how long a closed connection waits for the peer's end (FIN-WAIT-2), at most two
  /// minutes.
  ///
  /// 60 s at first, by net.ipv4.tcp_fin_timeout, which setting it to zero sets it back to; −1 s,
  /// which is only read, is not at all.
  public static var finWaitTimeout: Self { .init(.tcp, TCP_LINGER2, "TCP_LINGER2", .seconds) }

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
  /// `TCP_FASTOPEN`: how many connections of a listener may have sent bytes in their first segment
  /// and not be accepted yet, RFC 7413.
  ///
  /// 0 at first: none may.
  public static var fastOpenBacklog: Self { .init(.tcp, TCP_FASTOPEN, "TCP_FASTOPEN", .integer) }

  /// `TCP_KEEPCNT`: how many questions go unanswered before the connection counts as dead, 1 to
  /// 127.
  ///
  /// 9 at first.
  public static var keepAliveCount: Self { .init(.tcp, TCP_KEEPCNT, "TCP_KEEPCNT", .integer) }

  /// `TCP_MAXSEG`: the largest segment, in bytes.
  ///
  /// 536 before the connection. Set before it, 88 to 32,767, it is a limit for both sides.
  public static var segmentBytesMax: Self { .init(.tcp, TCP_MAXSEG, "TCP_MAXSEG", .integer) }

  /// `TCP_NOTSENT_LOWAT`: the socket counts as writable only while fewer bytes than this wait to be
  /// sent.
  ///
  /// 0, at first, leaves it to net.ipv4.tcp_notsent_lowat.
  public static var unsentBytesMax: Self {
    .init(.tcp, TCP_NOTSENT_LOWAT, "TCP_NOTSENT_LOWAT", .integer)
  }

  /// `TCP_SYNCNT`: how often connecting asks again before it gives up, 1 to 127.
  ///
  /// 6 at first, by net.ipv4.tcp_syn_retries.
  public static var connectAttemptCount: Self { .init(.tcp, TCP_SYNCNT, "TCP_SYNCNT", .integer) }

  /// `TCP_WINDOW_CLAMP`: the largest window that is offered to the peer, in bytes.
  ///
  /// 0 before the connection: no limit of its own.
  public static var windowBytesMax: Self {
    .init(.tcp, TCP_WINDOW_CLAMP, "TCP_WINDOW_CLAMP", .integer)
  }
}
