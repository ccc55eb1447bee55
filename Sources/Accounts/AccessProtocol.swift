/// How a client comes in.
package enum AccessProtocol: String, Hashable, Sendable, CaseIterable {
  /// FTP, in the clear or with TLS that the client asks for (RFC 4217).
  case ftp
  /// FTP with TLS from the first byte.
  case ftps
  /// Files over SSH.
  case sftp
  /// Commands over SSH.
  case ssh
}

extension Set<AccessProtocol> {
  /// Every way in.
  package static var all: Self { Self(AccessProtocol.allCases) }
}
