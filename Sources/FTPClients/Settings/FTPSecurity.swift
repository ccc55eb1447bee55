/// How a control connection is encrypted.
public enum FTPSecurity: Hashable, Sendable {
  /// Not at all: who is between the two ends reads the password, and can change every byte.
  case none
  /// It begins in the clear, and is encrypted before anything is told: AUTH TLS (RFC 4217).
  ///
  /// Where the server refuses, so does the client: it never goes on in the clear.
  case explicitTLS
  /// It is encrypted from the first byte on: the port 990 is for that.
  case implicitTLS
}

/// Who makes the data connections.
public enum FTPDataMode: Hashable, Sendable {
  /// The client, to where the server waits: EPSV (RFC 2428), PASV (RFC 959).
  case passive
  /// The server, to where the client waits: EPRT, PORT.
  ///
  /// Firewalls and NAT are in the way mostly.
  case active
}

/// What becomes of names in listings that lead out of the directory that is listed: `..`, names
/// with slashes and the like, by which a server would have files written anywhere.
public enum FTPUnsafeNames: Hashable, Sendable {
  /// They are left out, and counted (`FTPListingSummary.unsafeNameCount`).
  case dropped
  /// The listing ends in `.unsafeName`.
  case refused
}
