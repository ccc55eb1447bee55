internal import CPlatform
public import SocketAddresses
internal import Synchronization
package import SystemCalls

extension Socket {
  /// The longest queue of connections that `listen` asks for by default: `SOMAXCONN`, 4096.
  ///
  /// The kernel cuts it to net.core.somaxconn.
  public static let backlogMax = Int(SOMAXCONN)

  /// Gives the socket its own address: bind(2).
  ///
  /// Port 0 lets the kernel choose one, which `localAddress` tells. An unnamed Unix address lets it
  /// choose an abstract name. A Unix path is made in the file system and stays there after the
  /// close.
  ///
  /// - Parameter address: of the socket's family.
  /// - Throws: `.addressInUse`, `.addressNotAvailable`; `.accessDenied` (a port below 1024, a
  ///   folder); `.invalidArgument` where it has an address already or the address is of another
  ///   family; `.noSuchFile` for a Unix path without its folder.
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
  /// - Throws: `.notSupported` for a type without connections; `.invalidArgument` for a socket that
  ///   is connected, or a Unix socket without an address; `.addressInUse` where no port is free.
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
  /// - Returns: the connection, which has no timeout whatever the listener has, and whose it is.
  /// - Throws: `.wouldBlock`, `.timedOut`; `.invalidArgument` for a socket that does not listen.
  ///   After `.connectionAborted` (the peer had gone again), `.tooManyOpenFiles`,
  ///   `.tooManyOpenFilesInSystem` and errors of the network that waited on the new connection, the
  ///   listener is as good as before.
  @available(*, noasync, message: "blocks; use the async listener")
  public func accept() throws(SocketError) -> AcceptedSocket {
    try perform(.accept, waitingFor: readable) { () throws(Errno) in
      try tryAccept(isNonBlocking: false)
    }
  }

  /// One accept4(2), which waits only where the listener does.
  ///
  /// - Parameter isNonBlocking: whether the connection's timeout is zero, or none.
  /// - Returns: the connection.
  /// - Throws: as `accept`.
  package func tryAccept(isNonBlocking: Bool) throws(Errno) -> AcceptedSocket {
    var storage = AddressStorage()
    let accepted = try storage.fillAccepting { peer throws(Errno) in
      try System.accept4(descriptor, peer: &peer, isNonBlocking: isNonBlocking)
    }
    let timeout = isNonBlocking ? Timeout.zero : Timeout.none
    return AcceptedSocket(
      socket: Socket(accepted, family, type, protocolNumber, timeoutNanoseconds: timeout),
      peer: storage.address
    )
  }

  /// Connects to `address`: connect(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// For datagrams it sets where `send` sends and from where `receive` takes; `.noPeer` undoes
  /// that. After a failure the state of a stream is undefined: close it and take a new one.
  ///
  /// A connect that a signal interrupts goes on in the kernel, and this waits for its end.
  ///
  /// - Parameter address: the peer's, of the socket's family.
  /// - Throws: `.connectionRefused`, `.networkUnreachable`, `.hostUnreachable`,
  ///   `.connectionTimedOut` (the peer never answered), `.timedOut` (the socket's timeout);
  ///   `.isConnected`, `.alreadyInProgress`; `.noSuchFile` for a Unix path that nobody made.
  ///   `.inProgress` on a socket that does not wait: it is connected, or not, when it becomes
  ///   writable, which the option `.error` tells. `.wouldBlock` on a Unix stream with any timeout
  ///   whose listener's queue is full: the kernel has no way to wait for that.
  @available(*, noasync, message: "blocks; use the async connection")
  public func connect(to address: SocketAddress) throws(SocketError) {
    do throws(Errno) {
      try beginConnecting(to: address)
    } catch {
      try finishConnecting(to: address, after: error)
    }
  }

  /// Connects to `address` and returns why it failed instead of throwing it; nil for success.
  ///
  /// Python's `connect_ex`. A timeout is `.timedOut`; where the interruption handler ended it,
  /// `.interrupted`.
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
  /// - Parameter direction: what ends.
  /// - Throws: `.notConnected`.
  public func shutdown(_ direction: ShutdownDirection) throws(SocketError) {
    do throws(Errno) { try System.shutdown(descriptor, direction.number) } catch {
      throw SocketError(Code(error), operation: .shutdown)
    }
  }

  /// One connect(2), which may only begin: `EINPROGRESS`.
  package func beginConnecting(to address: SocketAddress) throws(Errno) {
    try address.withEncodedBytes { bytes throws(Errno) in try System.connect(descriptor, bytes) }
  }

  /// Waits for a connection that connect(2) has only begun.
  private func finishConnecting(
    to address: SocketAddress,
    after failure: Errno
  ) throws(SocketError) {
    let timeout = timeoutNanoseconds.load(ordering: .relaxed)
    let deadline = timeout > 0 ? CallDeadline(after: timeout) : nil
    var status = failure
    while true {
      guard goesOn(after: status, timeout) else {
        throw SocketError(Code(status), operation: .connect, address: address)
      }
      try wait(for: writable, until: deadline, .connect, address)
      try checkConnected(to: address)
      // Unlike TCP, Unix and VM sockets forget a connect that a signal interrupts.
      guard status == .interrupted, !hasPeer else { return }
      do throws(Errno) { return try beginConnecting(to: address) } catch { status = error }
    }
  }

  /// Whether a connect that ended with `status` is under way and is to be waited for.
  private func goesOn(after status: Errno, _ timeout: Int64) -> Bool {
    switch status {
    case .inProgress: timeout > 0
    case .interrupted: Interruption.goesOn() && timeout != Timeout.zero
    default: false
    }
  }

  private func checkConnected(to address: SocketAddress) throws(SocketError) {
    do throws(Errno) { try checkConnected() } catch {
      throw SocketError(Code(error), operation: .connect, address: address)
    }
  }

  /// Throws what the kernel noted while it connected.
  package func checkConnected() throws(Errno) {
    let cause = Errno(rawValue: try Socket.integer(SO_ERROR, of: descriptor))
    guard cause.rawValue == 0 || cause == .alreadyConnected else { throw cause }
  }

  private var hasPeer: Bool {
    do throws(SocketError) {
      _ = try peerAddress
      return true
    } catch {
      return error.code != .notConnected
    }
  }
}
