internal import CPlatform
public import SocketAddresses
internal import Synchronization
internal import SystemCalls

extension Socket {
  /// The longest queue of connections that `listen` asks for by default: `SOMAXCONN`, 4096.
  ///
  /// The kernel cuts it to net.core.somaxconn.
  public static let backlogMax = Int(SOMAXCONN)

  /// Gives the socket its own address: bind(2).
  ///
  /// Port 0 lets the kernel choose one, which `localAddress` tells. An unnamed Unix address lets it
  /// choose an abstract name. A Unix path is made in the file system and stays there after the close.
  ///
  /// - Throws: `.addressInUse`, `.addressNotAvailable`, `.accessDenied`, `.invalidArgument` where it
  ///   has an address already.
  public func bind(to address: SocketAddress) throws(SocketError) {
    do throws(Errno) {
      try address.withEncodedBytes { bytes throws(Errno) in try System.bind(descriptor, bytes) }
    } catch {
      throw SocketError(Code(error), operation: .bind, address: address)
    }
  }

  /// Starts to take connections: listen(2).
  ///
  /// - Parameter backlog: how many connections wait for `accept` before the kernel turns more away;
  ///   negative counts as 0.
  public func listen(backlog: Int = Socket.backlogMax) throws(SocketError) {
    do throws(Errno) {
      try System.listen(descriptor, Int32(clamping: max(0, backlog)))
    } catch {
      throw SocketError(Code(error), operation: .listen)
    }
  }

  /// Takes the next connection: accept4(2) with `SOCK_CLOEXEC`.
  ///
  /// Waits by the socket's timeout.
  ///
  /// The new socket has no timeout, whatever the listener has.
  ///
  /// - Throws: `.wouldBlock`, `.timedOut`; `.connectionAborted` where the peer had gone again, and
  ///   `.tooManyOpenFiles`, after both of which the listener is as good as before.
  @available(*, noasync, message: "blocks; use the async listener")
  public func accept() throws(SocketError) -> AcceptedSocket {
    var storage = AddressStorage()
    let accepted = try perform(.accept, waitingFor: readable) { () throws(Errno) in
      try storage.fillAccepting { peer throws(Errno) in
        try System.accept4(descriptor, peer: &peer)
      }
    }
    return AcceptedSocket(
      socket: Socket(accepted, family, type, protocolNumber),
      peer: storage.address
    )
  }

  /// Connects to `address`: connect(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// For datagrams it sets where `send` sends and from where `receive` takes. After a failure the
  /// state of the socket is undefined: close it and take a new one.
  ///
  /// A connect that a signal interrupts goes on in the kernel, and this waits for its end.
  ///
  /// - Throws: `.connectionRefused`, `.networkUnreachable`, `.hostUnreachable`,
  ///   `.connectionTimedOut` (the peer never answered), `.timedOut` (the socket's timeout);
  ///   `.inProgress` on a socket that does not wait: it is connected, or not, when it becomes writable,
  ///   which the option `.error` tells.
  @available(*, noasync, message: "blocks; use the async connection")
  public func connect(to address: SocketAddress) throws(SocketError) {
    do throws(Errno) {
      try address.withEncodedBytes { bytes throws(Errno) in try System.connect(descriptor, bytes) }
    } catch {
      try finishConnecting(to: address, after: error)
    }
  }

  /// Connects to `address` and returns why it failed instead of throwing it; nil for success.
  ///
  /// Python's `connect_ex`. A timeout is `.timedOut`.
  @available(*, noasync, message: "blocks; use the async connection")
  public func connectStatus(to address: SocketAddress) -> SocketError.Code? {
    do throws(SocketError) {
      try connect(to: address)
      return nil
    } catch {
      return error.code
    }
  }

  /// Ends sending, receiving or both while the socket stays open: shutdown(2).
  ///
  /// - Throws: `.notConnected`.
  public func shutdown(_ direction: ShutdownDirection) throws(SocketError) {
    do throws(Errno) { try System.shutdown(descriptor, direction.number) } catch {
      throw SocketError(Code(error), operation: .shutdown)
    }
  }

  /// Waits for a connection that connect(2) has only begun.
  private func finishConnecting(
    to address: SocketAddress,
    after error: Errno
  ) throws(SocketError) {
    let timeout = timeoutNanoseconds.load(ordering: .relaxed)
    let hasBegun =
      switch error {
      case .inProgress: timeout > 0
      case .interrupted: timeout != Timeout.zero && Interruption.goesOn()
      default: false
      }
    guard hasBegun else { throw SocketError(Code(error), operation: .connect, address: address) }
    let deadline = timeout > 0 ? CallDeadline(after: timeout) : nil
    try wait(for: writable, until: deadline, .connect, address)
    if let cause = try self[.error], cause != .isConnected {
      throw SocketError(cause, operation: .connect, address: address)
    }
  }
}

/// Which halves of a connection `shutdown` ends.
public enum ShutdownDirection: Sendable, CaseIterable {
  /// `SHUT_RD`: what arrives from now on is not received.
  case receiving
  /// `SHUT_WR`: the peer gets the end of the stream after what has been sent.
  case sending
  /// `SHUT_RDWR`.
  case both

  var number: Int32 {
    switch self {
    case .receiving: Int32(SHUT_RD)
    case .sending: Int32(SHUT_WR)
    case .both: Int32(SHUT_RDWR)
    }
  }
}

/// What `accept` returns.
@frozen
public struct AcceptedSocket: ~Copyable, Sendable {
  /// The connection.
  public var socket: Socket
  /// Whose it is; an unnamed Unix address for a peer that has not bound one, nil where the kernel
  /// gives none.
  public var peer: SocketAddress?
}
