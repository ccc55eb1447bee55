internal import CPlatform
public import SocketAddresses
internal import SystemCalls

/// The system's resolver: names into addresses and back, getaddrinfo(3) and getnameinfo(3).
///
/// It reads /etc/hosts, asks name servers, and takes as long as they let it.
public enum Resolver {
  /// What a name is resolved for: the hints of getaddrinfo(3).
  public struct Hints: Hashable, Sendable {
    /// Only addresses of this family; `.unspecified` takes all.
    public var family: AddressFamily = .unspecified
    /// Only addresses for this type of socket; nil gives one answer for each type.
    public var type: SocketType?
    /// Only addresses for this protocol; `.automatic` takes all.
    public var protocolNumber: ProtocolNumber = .automatic
    /// How to look.
    public var flags: Flags = []

    /// Hints; the default takes everything.
    public init(
      family: AddressFamily = .unspecified,
      type: SocketType? = nil,
      protocolNumber: ProtocolNumber = .automatic,
      flags: Flags = []
    ) {
      self.family = family
      self.type = type
      self.protocolNumber = protocolNumber
      self.flags = flags
    }
  }

  /// Addresses for a host and a service: getaddrinfo(3).
  ///
  /// - Parameters:
  ///   - host: a name or an address; nil is this host, to connect to or, with `.passive`, to bind.
  ///   - service: a name or a port number; nil leaves port 0. Not both nil.
  /// - Returns: at least one answer, in the order in which they are to be tried (RFC 6724).
  /// - Throws: `.unknownName`, `.resolverTryAgain` and others with a `resolverCode`; a system code
  ///   where the resolver blames the system; `.unusableArgument` for text with a NUL in it.
  @available(*, noasync, message: "blocks; use the async resolver")
  public static func addresses(
    of host: String?,
    service: String? = nil,
    hints: Hints = Hints()
  ) throws(SocketError) -> [ResolvedAddress] {
    let endpoint = Endpoint(lookup: host, service)
    guard !(host ?? "").utf8.contains(0), !(service ?? "").utf8.contains(0) else {
      throw SocketError(.unusableArgument, operation: .resolve)
    }
    let query = NameQuery(
      host: host,
      service: service,
      flags: hints.flags.rawValue,
      family: hints.family.rawValue,
      type: hints.type?.rawValue ?? 0,
      protocolNumber: hints.protocolNumber.rawValue
    )
    do throws(NameError) {
      return try System.getaddrinfo(query).compactMap(ResolvedAddress.init)
    } catch {
      throw SocketError(error, endpoint)
    }
  }

  /// The stream addresses of an endpoint, in the order in which they are to be tried.
  ///
  /// An endpoint that is an address already is not looked up. An empty host is the wildcard.
  @available(*, noasync, message: "blocks; use the async resolver")
  public static func addresses(
    of endpoint: Endpoint,
    type: SocketType = .stream,
    flags: Flags = []
  ) throws(SocketError) -> [ResolvedAddress] {
    let isWildcard = endpoint.host.isEmpty
    do throws(SocketError) {
      return try addresses(
        of: isWildcard ? nil : endpoint.host,
        service: String(endpoint.port),
        hints: Hints(type: type, flags: isWildcard ? flags.union(.passive) : flags)
      )
    } catch {
      var error = error
      error.endpoint = endpoint
      throw error
    }
  }

  /// Host and service of an address: getnameinfo(3).
  ///
  /// - Returns: names where they are known, else numbers; an IPv6 address with a scope has its zone
  ///   (`%eth0`) behind it.
  /// - Throws: `.unknownName` where `.nameRequired` was asked and there is none.
  @available(*, noasync, message: "blocks; use the async resolver")
  public static func names(
    of address: SocketAddress,
    flags: NameFlags = []
  ) throws(SocketError) -> (host: String, service: String) {
    do throws(NameError) {
      return try address.withEncodedBytes { bytes throws(NameError) in
        try System.getnameinfo(bytes, flags: flags.rawValue)
      }
    } catch {
      var failure = SocketError(error, nil)
      failure.address = address
      throw failure
    }
  }

  /// The name of this host: gethostname(2).
  public static var hostName: String { System.hostName() }
}

/// An address that a name has: one answer of getaddrinfo(3).
public struct ResolvedAddress: Hashable, Sendable {
  /// The address, with the port of the service.
  public var address: SocketAddress
  /// The type of socket to reach it with.
  public var type: SocketType
  /// The protocol to reach it with.
  public var protocolNumber: ProtocolNumber
  /// The official name of the host, at the first answer and only where `.canonicalName` was asked.
  public var canonicalName: String?

  init?(_ answer: NameAnswer) {
    guard let address = unsafe SocketAddress(encoded: answer.address.span.bytes) else { return nil }
    self.address = address
    type = SocketType(rawValue: answer.type)
    protocolNumber = ProtocolNumber(rawValue: answer.protocolNumber)
    canonicalName = answer.canonicalName
  }
}

extension SocketError {
  fileprivate init(_ error: NameError, _ endpoint: Endpoint?) {
    let code = error.errno.map(Code.init) ?? Code(resolver: error.code)
    self.init(code, operation: .resolve, endpoint: endpoint)
  }
}

extension Endpoint {
  /// What was looked up, for an error message; nil where it has no such form.
  fileprivate init?(lookup host: String?, _ service: String?) {
    try? self.init(host: host ?? "", port: service.flatMap { UInt16($0) } ?? 0)
  }
}
