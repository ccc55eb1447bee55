public import Logging
public import Sockets

extension Server {
  /// How a server behaves.
  public struct Configuration: Sendable {
    /// How much clients may take.
    public var limits = ServerLimits()
    /// Which networks are served; all by default.
    ///
    /// Where a PROXY header tells of the client, that one counts, and not the proxy.
    public var rules = NetworkRules.everyone
    /// Whether to serve a client, by its address; one that is not is closed unheard.
    ///
    /// As for `rules`, and called on a loop: it must not block.
    public var admits: @Sendable (SocketAddress?) -> Bool = { _ in true }
    /// How long a connection whose handler has returned waits for its client to read to the end and
    /// close, before it is closed.
    ///
    /// A close while the client still sends would reset the connection, and with it lose what the
    /// handler sent last. Zero does not wait, and neither does a connection whose end the handler
    /// has read.
    public var closingWait = Duration.milliseconds(500)
    /// Whether a client that ends its side, or is lost, cancels its handler.
    ///
    /// Clients that only say that they have sent everything look the same (`finishWriting`), so
    /// this is for protocols in which none does. It costs each connection two tasks.
    ///
    /// The handler runs in a child task, and what it waits for then throws `.cancelled`; what the
    /// client has sent before may be unread. It must not call `StreamConnection.waitForHangUp`.
    public var cancelsOnHangUp = false
    /// Whether reading ends, as if the client had sent everything, when the server is asked to end;
    /// what has arrived by then can still be read.
    ///
    /// A handler of any kind comes to its end by that, where it would else wait for its client
    /// until the grace period is over. Clients of TLS streams see a connection that is cut off.
    public var endsReadingWhenDraining = false
    /// Is told what happens, on the loop where it happens; it must be quick.
    public var report: @Sendable (ServerEvent) -> Void = { _ in }
    /// Is told what happens, too: see `ServerEvent.log(to:)`.
    ///
    /// Nil logs nothing.
    public var logger: Logger?
    /// Counts what happens.
    ///
    /// Nil counts nothing.
    public var metrics: ServerMetrics?

    /// The defaults.
    public init() {}
  }
}
