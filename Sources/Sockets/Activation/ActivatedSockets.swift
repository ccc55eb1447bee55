internal import SystemCalls

/// The sockets that a service manager opened for this process before it started: socket activation,
/// sd_listen_fds(3).
///
/// A server so started needs no rights to its ports, and is restarted without a client noticing:
/// connections wait at the sockets, which the manager keeps open too.
///
/// This owns the descriptors until they are taken; what nobody took is closed when it ends.
public struct ActivatedSockets: ~Copyable, Sendable {
  /// The most sockets that are taken over: as many as a process may have open where nobody set
  /// another limit (`RLIMIT_NOFILE`).
  public static let countMax = 1024

  /// The names of those not taken yet, in the manager's order; several may have the same.
  ///
  /// See `ActivatedSocket.name`.
  public private(set) var names: [String]
  /// Their descriptors.
  private var numbers: [Int32]

  /// Takes over what was passed to this process, which is nothing the second time.
  ///
  /// It reads `LISTEN_PID`, `LISTEN_FDS` and `LISTEN_FDNAMES`, and removes them from the
  /// environment whatever they say, so that programs started from here do not believe them. The
  /// environment belongs to all threads: call this at the start of the program, before others read
  /// it (getenv(3)). Every descriptor is made close-on-exec; nothing else about it is changed, so
  /// one with `O_NONBLOCK` calls for `setTimeout` as after `Socket.adopt`.
  ///
  /// - Returns: the sockets; none where the process was not started so, or where the variables were
  ///   meant for another process.
  /// - Throws: `.unusableArgument` for variables that cannot be read, more than `countMax` sockets
  ///   included; `.badFileDescriptor` where they promise a descriptor that is not open. Nothing is
  ///   taken over or closed then.
  public static func takeOver() throws(SocketError) -> ActivatedSockets {
    defer { ActivationVariables.names.forEach(System.unsetenv) }
    let process = ProcessIdentity.current.processID
    let variables = try ActivationVariables(System.getenv, for: process)
    return try ActivatedSockets(variables.socketNames, from: ActivationVariables.firstDescriptor)
  }

  /// Takes over the descriptors from `first` on, one for each name.
  ///
  /// - Throws: as `takeOver`.
  init(_ names: [String], from first: Int32) throws(SocketError) {
    self.names = names
    numbers = []
    let wanted = (0..<Int32(names.count)).map { first + $0 }
    for number in wanted { try Self.endInheritance(of: number) }
    numbers = wanted
  }

  deinit {
    for number in numbers { _ = FileDescriptor(owning: number) }
  }

  /// How many are not taken yet.
  public var count: Int { numbers.count }

  /// Takes the next socket with its name, in the manager's order.
  ///
  /// - Returns: the socket; nil when there is none left.
  /// - Throws: `.notSocket` and others of `Socket.adopt`; the descriptor is closed then.
  public mutating func takeNext() throws(SocketError) -> ActivatedSocket? {
    guard let name = names.first else { return nil }
    return ActivatedSocket(name: name, socket: try Socket.adopt(takeDescriptor(at: 0)))
  }

  /// Takes the next socket of this name.
  ///
  /// - Returns: the socket; nil when there is none left that has the name.
  /// - Throws: as `takeNext`.
  public mutating func takeSocket(named name: String) throws(SocketError) -> Socket? {
    guard let descriptor = takeDescriptor(named: name) else { return nil }
    return try Socket.adopt(descriptor)
  }

  /// Takes the next descriptor of this name, which need not be a socket: a manager passes pipes and
  /// files too.
  public mutating func takeDescriptor(named name: String) -> FileDescriptor? {
    guard let index = names.firstIndex(of: name) else { return nil }
    return takeDescriptor(at: index)
  }

  private mutating func takeDescriptor(at index: Int) -> FileDescriptor {
    names.remove(at: index)
    return FileDescriptor(owning: numbers.remove(at: index))
  }

  /// Makes a descriptor that is not ours yet close-on-exec.
  private static func endInheritance(of number: Int32) throws(SocketError) {
    let descriptor = FileDescriptor(owning: number)
    do throws(Errno) {
      try System.setInheritable(descriptor, false)
      _ = descriptor.detach()
    } catch {
      _ = descriptor.detach()
      throw SocketError(SocketError.Code(error), operation: .activate)
    }
  }
}
