public import SocketAddresses
internal import SystemCalls

/// The system's resolver: names into addresses and back, getaddrinfo(3) and getnameinfo(3).
///
/// It reads /etc/hosts, asks name servers, and takes as long as they let it. Names go to it as they
/// are: one that is not ASCII must be given in its form for the DNS (IDNA, `xn--…`, RFC 5891),
/// which this library does not make.
public enum Resolver {
  /// Addresses for a host and a service: getaddrinfo(3).
  ///
  /// - Parameters:
  ///   - host: a name or an address; nil is this host, to connect to or, with `.passive`, to bind.
  ///   - service: a name or a port number; nil leaves port 0. Not both nil.
  ///   - hints: what the addresses are for.
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
      type: hints.type?.withoutFlags.rawValue ?? 0,
      protocolNumber: hints.protocolNumber.rawValue
    )
    let answers: [ResolvedAddress]
    do throws(NameError) {
      answers = try System.getaddrinfo(query).compactMap(ResolvedAddress.init)
    } catch {
      throw SocketError(error, endpoint: endpoint)
    }
    guard !answers.isEmpty else {
      throw SocketError(.malformedAnswer, operation: .resolve, endpoint: endpoint)
    }
    return answers
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
  @available(*, noasync, message: "blocks; use the async resolver")
  public static func addresses(
    of endpoint: Endpoint,
    type: SocketType = .stream,
    flags: Flags = []
  ) throws(SocketError) -> [ResolvedAddress] {
    do throws(SocketError) {
      return try addresses(
        of: endpoint.isWildcard ? nil : endpoint.host,
        service: String(endpoint.port),
        hints: Hints(type: type, flags: flags.union(.numericService))
      )
    } catch {
      var error = error
      error.endpoint = endpoint
      throw error
    }
  }

  /// Host and service of an address: getnameinfo(3).
  ///
  /// - Parameters:
  ///   - address: an IP address with a port; of a Unix address the host is this one, and the
  ///     service the path.
  ///   - flags: how to look. With `.numericHost` no one is asked.
  /// - Returns: names where they are known, else numbers; an IPv6 address with a scope has its zone
  ///   (`%eth0`) behind it.
  /// - Throws: `.unknownName` where `.nameRequired` was asked and there is none,
  ///   `.resolverFamilyNotSupported` for an address of another family.
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
      throw SocketError(error, address: address)
    }
  }

  /// The name of this host: gethostname(2).
  public static var hostName: String { System.hostName() }
}

extension SocketError {
  fileprivate init(
    _ error: NameError,
    endpoint: Endpoint? = nil,
    address: SocketAddress? = nil
  ) {
    let code = error.errno.map(Code.init) ?? Code(resolver: error.code)
    self.init(code, operation: .resolve, address: address, endpoint: endpoint)
  }
}

extension Endpoint {
  /// What was looked up, for an error message; nil where it has no such form, as a service by name.
  fileprivate init?(lookup host: String?, _ service: String?) {
    guard let port = UInt16(service ?? "0") else { return nil }
    try? self.init(host: host ?? "", port: port)
  }
}
