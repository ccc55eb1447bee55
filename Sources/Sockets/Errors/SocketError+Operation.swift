extension SocketError {
  /// What was asked when an error came, in words that stand at the front of a message.
  ///
  /// Open: layers above add their own.
  public struct Operation: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The words, such as `connect to`.
    public let rawValue: String

    /// An operation by its words.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// An operation by its words.
    public init(stringLiteral words: String) {
      rawValue = words
    }

    /// accept(2).
    public static let accept: Operation = "accept"
    /// Taking over what a service manager passed: sd_listen_fds(3).
    public static let activate: Operation = "take over activated sockets"
    /// Taking over a descriptor.
    public static let adopt: Operation = "adopt descriptor"
    /// bind(2).
    public static let bind: Operation = "bind to"
    /// close(2).
    public static let close: Operation = "close"
    /// connect(2).
    public static let connect: Operation = "connect to"
    /// Duplicating a descriptor: fcntl(2) `F_DUPFD_CLOEXEC`.
    public static let duplicate: Operation = "duplicate"
    /// Reading an option: getsockopt(2).
    public static let getOption: Operation = "get option"
    /// listen(2).
    public static let listen: Operation = "listen"
    /// getsockname(2).
    public static let localAddress: Operation = "get local address"
    /// socket(2).
    public static let open: Operation = "open socket"
    /// socketpair(2).
    public static let pair: Operation = "open socket pair"
    /// getpeername(2).
    public static let peerAddress: Operation = "get peer address"
    /// recv(2) and its kin.
    public static let receive: Operation = "receive"
    /// getaddrinfo(3) and getnameinfo(3).
    public static let resolve: Operation = "resolve"
    /// send(2) and its kin.
    public static let send: Operation = "send"
    /// sendfile(2).
    public static let sendFile: Operation = "send file"
    /// Writing an option: setsockopt(2).
    public static let setOption: Operation = "set option"
    /// Setting the timeout: fcntl(2) `O_NONBLOCK`.
    public static let setTimeout: Operation = "set timeout"
    /// shutdown(2).
    public static let shutdown: Operation = "shut down"
    /// poll(2).
    public static let wait: Operation = "wait"
  }
}
