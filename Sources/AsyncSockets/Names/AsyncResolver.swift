package import EventLoops
public import Sockets

/// The system's resolver for tasks: names into addresses and back, getaddrinfo(3) and
/// getnameinfo(3), as `Resolver` has them.
///
/// Those calls block for as long as name servers let them, so they are made on threads of their
/// own, at most `threadsMax` at once, apart from the pool that files wait for. A question that is
/// under way is not asked again: all that ask it get the same answer. A task that is cancelled goes
/// on at once; the question stays with the others that wait for it, and one that has not been asked
/// yet and that nobody waits for any more is dropped. An address needs no thread.
public final class AsyncResolver: Sendable {
  /// The most questions that are asked at once.
  ///
  /// One thread waits in each, up to the timeout of the system's resolver (resolv.conf(5): 5 s a
  /// server and attempt).
  public static let threadsMax = 8
  /// The most questions that wait to be asked; beyond, asking throws `.busy`.
  public static let queueMax = 256

  /// The program's resolver.
  public static let shared = AsyncResolver()

  private let blocking: BlockingResolver
  private let addressLookups: PendingLookups<BlockingResolver.AddressQuery, [ResolvedAddress]>
  private let nameLookups:
    PendingLookups<BlockingResolver.NameQuery, (host: String, service: String)>

  /// A resolver with threads of its own.
  public convenience init() {
    self.init(
      on: OffloadPool(name: "resolver", threadsMax: Self.threadsMax, queueMax: Self.queueMax),
      BlockingResolver.system
    )
  }

  /// A resolver that asks by the given functions, on the threads of `pool`.
  package init(on pool: OffloadPool, _ blocking: BlockingResolver) {
    self.blocking = blocking
    addressLookups = PendingLookups(on: pool, blocking.addresses)
    nameLookups = PendingLookups(on: pool, blocking.names)
  }

  /// Addresses for a host and a service: getaddrinfo(3).
  ///
  /// - Parameters:
  ///   - host: a name or an address; nil is this host, to connect to or, with `.passive`, to bind.
  ///   - service: a name or a port number; nil leaves port 0. Not both nil.
  ///   - hints: what the addresses are for.
  /// - Returns: at least one answer, in the order in which they are to be tried (RFC 6724).
  /// - Throws: as `Resolver.addresses(of:service:hints:)`; `.cancelled` where the task was
  ///   cancelled before or meanwhile; `.busy` where more than `queueMax` questions wait.
  public func addresses(
    of host: String?,
    service: String? = nil,
    hints: Resolver.Hints = Resolver.Hints()
  ) async throws(SocketError) -> [ResolvedAddress] {
    var query = BlockingResolver.AddressQuery(host: host, service: service, hints: hints)
    guard query.isNumeric else { return try await addressLookups.answer(to: query) }
    guard !Task.isCancelled else { throw SocketError(.cancelled, operation: .resolve) }
    query.hints.flags.insert(.numericHost)
    return try blocking.addresses(query)
  }

  /// The addresses of an endpoint, in the order in which they are to be tried.
  ///
  /// An endpoint that is an address already is not looked up. An empty host is this machine: its
  /// loopback addresses to connect to or, with `.passive`, the wildcards to bind.
  ///
  /// - Parameters:
  ///   - endpoint: host and port.
  ///   - type: what type of socket they are for.
  ///   - flags: how to look.
  /// - Returns: at least one answer.
  /// - Throws: as `addresses(of:service:hints:)`, with the endpoint.
  public func addresses(
    of endpoint: Endpoint,
    type: SocketType = .stream,
    flags: Resolver.Flags = []
  ) async throws(SocketError) -> [ResolvedAddress] {
    try await addresses(of: endpoint, .unspecified, type, flags)
  }

  /// The addresses of one family, for `HappyEyeballs`, which wants each as soon as it is known.
  ///
  /// - Parameters:
  ///   - endpoint: host and port.
  ///   - family: the one to ask for.
  ///   - type: what type of socket they are for.
  ///   - flags: how to look.
  /// - Returns: at least one address, in the order in which they are to be tried.
  /// - Throws: as `addresses(of:type:flags:)`; `.unknownName`, or another code of the resolver,
  ///   where the name has none of this family.
  package func addresses(
    of endpoint: Endpoint,
    family: IPFamily,
    type: SocketType = .stream,
    flags: Resolver.Flags = []
  ) async throws(SocketError) -> [SocketAddress] {
    let family: AddressFamily = family == .ipv6 ? .inet6 : .inet
    return try await addresses(of: endpoint, family, type, flags).map(\.address)
  }

  /// Host and service of an address: getnameinfo(3).
  ///
  /// - Parameters:
  ///   - address: an IP address with a port; of a Unix address the host is this one, and the
  ///     service the path.
  ///   - flags: how to look.
  /// - Returns: names where they are known, else numbers; an IPv6 address with a scope has its zone
  ///   (`%eth0`) behind it.
  /// - Throws: as `Resolver.names(of:flags:)`; `.cancelled` and `.busy` as
  ///   `addresses(of:service:hints:)`.
  public func names(
    of address: SocketAddress,
    flags: Resolver.NameFlags = []
  ) async throws(SocketError) -> (host: String, service: String) {
    do throws(SocketError) {
      return try await nameLookups.answer(to: .init(address: address, flags: flags))
    } catch {
      var error = error
      error.address = address
      throw error
    }
  }

  private func addresses(
    of endpoint: Endpoint,
    _ family: AddressFamily,
    _ type: SocketType,
    _ flags: Resolver.Flags
  ) async throws(SocketError) -> [ResolvedAddress] {
    do throws(SocketError) {
      return try await addresses(
        of: endpoint.isWildcard ? nil : endpoint.host,
        service: String(endpoint.port),
        hints: Resolver.Hints(family: family, type: type, flags: flags.union(.numericService))
      )
    } catch {
      var error = error
      error.endpoint = endpoint
      throw error
    }
  }
}
