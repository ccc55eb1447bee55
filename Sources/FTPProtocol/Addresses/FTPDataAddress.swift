package import SocketAddresses

/// Where a data connection is to go: what PORT and EPRT name.
package struct FTPDataAddress: Hashable, Sendable {
  /// The address.
  package let address: IPAddress

  /// The port, 0 included: whether it may be used is another question.
  package let port: UInt16

  /// This address and port.
  package init(_ address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Whether a server may connect to it for this client (RFC 2577 §3).
  ///
  /// Another host, or a port of a service, would be attacked through the server.
  ///
  /// - Parameter peer: the address of the control connection's other end. An IPv4 address is the
  ///   same as its mapped form.
  /// - Returns: whether the address is the peer's and the port at least `FTPLimits.dataPortMin`.
  package func mayServe(_ peer: IPAddress) -> Bool {
    address.canonical == peer.canonical && port >= FTPLimits.dataPortMin
  }
}
