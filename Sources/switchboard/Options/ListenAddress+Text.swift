import SocketAddresses

extension ListenAddress: CustomStringConvertible {
  /// Reads an address.
  ///
  /// - Throws: `UsageError` where it has no form that there is, or one that is yet to come.
  init(_ text: String) throws(UsageError) {
    if let rest = text.rest(after: "tcp://") {
      self = .tcp(try Endpoint(readingHostAndPort: rest))
    } else if let rest = text.rest(after: "tls://") {
      self = .tls(try Endpoint(readingHostAndPort: rest))
    } else if let rest = text.rest(after: "udp://") {
      self = .udp(try Endpoint(readingHostAndPort: rest))
    } else if let rest = text.rest(after: "unix-datagram:") {
      self = .unixDatagram(try UnixAddress(readingPath: rest))
    } else if let rest = text.rest(after: "unix-seqpacket:") {
      self = .unixSequencedPackets(try UnixAddress(readingPath: rest))
    } else if let rest = text.rest(after: "unix:") {
      self = .unix(try UnixAddress(readingPath: rest))
    } else if text.hasPrefix("unix-abstract:") {
      self = .unix(try UnixAddress(readingAbstract: text))
    } else {
      try Self.refuseOtherForms(text)
      self = .tcp(try Endpoint(readingHostAndPort: text))
    }
  }

  /// The address in a form that is read again as the same.
  var description: String {
    switch self {
    case .tcp(let endpoint): "tcp://\(endpoint)"
    case .tls(let endpoint): "tls://\(endpoint)"
    case .udp(let endpoint): "udp://\(endpoint)"
    case .unix(let address): "\(address)"
    case .unixDatagram(let address): "unix-datagram:" + address.escapedPath
    case .unixSequencedPackets(let address): "unix-seqpacket:" + address.escapedPath
    }
  }

  private static func refuseOtherForms(_ text: String) throws(UsageError) {
    for form in ["vsock:"] where text.hasPrefix(form) {
      throw UsageError("\(form) is not supported yet")
    }
    if let range = text.firstRange(of: "://") {
      throw UsageError("\(text[..<range.upperBound]) is nothing to listen at")
    }
  }
}

extension String {
  fileprivate func rest(after prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

extension Endpoint {
  fileprivate init(readingHostAndPort text: String) throws(UsageError) {
    guard let endpoint = Endpoint(text) else {
      throw UsageError("not HOST:PORT, or [HOST]:PORT for an IPv6 address, with a port to 65535")
    }
    self = endpoint
  }
}

extension UnixAddress {
  fileprivate init(readingPath path: String) throws(UsageError) {
    guard !path.isEmpty, let address = UnixAddress("unix:" + path) else {
      throw UsageError("not a path of 1 to \(UnixAddress.pathBytesMax) bytes")
    }
    self = address
  }

  fileprivate init(readingAbstract text: String) throws(UsageError) {
    guard let address = UnixAddress(text), address.kind != .abstract([]) else {
      throw UsageError("not a name of 1 to \(UnixAddress.abstractNameBytesMax) bytes")
    }
    self = address
  }

  fileprivate var escapedPath: Substring { description.dropFirst("unix:".count) }
}
