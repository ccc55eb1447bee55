public import EventLoops
public import Sockets
internal import SystemCalls

// SAFETY: nothing here changes, and `SocketCore` sees to its own threads. It is unchecked because
// the compiler checks no class that has subclasses.
/// What all async sockets have: a socket on an event loop, its addresses, its options, its end.
///
/// A handle is a reference that any task may use. It belongs to one loop for its whole life.
/// Operations run on that loop's thread: a task that prefers the loop (`EventLoop`) pays nothing
/// for that, one from elsewhere two hops between threads, some 10 µs each.
///
/// An operation tries its call at once and waits only where the call would have to. It ends early
/// where its deadline passes (`.timedOut`; `withDeadline` sets one for many), where its task is
/// cancelled (`.cancelled`) and where the handle is closed (`.closed`). Reading and writing may go
/// on at the same time; a second operation of the same direction throws `.busy` and harms nothing.
///
/// Close a handle when you are done with it, by `close`, or by `use`, which does it at the end of a
/// scope. One that nobody has any more closes by itself.
public class SocketHandle: @unchecked Sendable {
  let core: SocketCore

  init(core: consuming SocketCore) {
    self.core = core
  }

  /// Takes over a socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  init(_ socket: consuming Socket, on loop: EventLoop?) throws(SocketError) {
    try socket.setTimeout(.zero)
    core = SocketCore(socket, on: loop ?? EventLoopGroup.shared.currentOrNext())
  }

  /// The loop that the handle belongs to.
  public final var eventLoop: EventLoop { core.loop }

  /// Whether it was closed.
  public final var isClosed: Bool { core.held.isClosed }

  /// The address the socket is bound to: getsockname(2).
  ///
  /// - Throws: `.closed`; as `Socket.localAddress`.
  public final var localAddress: SocketAddress {
    get throws(SocketError) {
      try core.held.withSocket(.localAddress) { socket throws(SocketError) in
        try socket.localAddress
      }
    }
  }

  /// The address of the peer: getpeername(2).
  ///
  /// - Throws: `.closed`, `.notConnected`.
  public final var peerAddress: SocketAddress {
    get throws(SocketError) {
      try core.held.withSocket(.peerAddress) { socket throws(SocketError) in
        try socket.peerAddress
      }
    }
  }

  /// The value of an option: getsockopt(2).
  ///
  /// - Parameter option: which it is.
  /// - Returns: the value, as the kernel has it now, which need not be what was set.
  /// - Throws: `.closed`; as `Socket`'s subscript.
  public final subscript<Value>(option: SocketOption<Value>) -> Value {
    get throws(SocketError) {
      try core.held.withSocket(.getOption) { socket throws(SocketError) in try socket[option] }
    }
  }

  /// Sets an option: setsockopt(2).
  ///
  /// - Parameters:
  ///   - option: which it is.
  ///   - value: what it is to be.
  /// - Throws: `.closed`; as `Socket.set`.
  public final func set<Value>(_ option: SocketOption<Value>, to value: Value) throws(SocketError) {
    try core.held.withSocket(.setOption) { socket throws(SocketError) in
      try socket.set(option, to: value)
    }
  }

  /// Lends the socket for a call that this library has for blocking sockets only, or not at all.
  ///
  /// It does not block: a call that would wait throws `.wouldBlock`. Its timeout, and `O_NONBLOCK`,
  /// must stay as they are.
  ///
  /// - Parameter body: must not keep the descriptor's number.
  /// - Returns: what `body` returns.
  /// - Throws: `.closed`; what `body` throws.
  public final func withSocket<R: ~Copyable>(
    _ body: (borrowing Socket) throws(SocketError) -> R
  ) throws(SocketError) -> R {
    try core.held.withSocket(.wait, body)
  }
}

/// By identity, so that the connections of a server can be a set.
extension SocketHandle: Hashable {
  /// Whether they are the same object.
  public static func == (left: SocketHandle, right: SocketHandle) -> Bool {
    left === right
  }

  /// Hashes the identity of the object.
  public final func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
