/// A line that FEAT has for a command (RFC 2389 §3.2).
package enum FTPFeatureLine: Hashable, Sendable {
  /// It is always there.
  case always(String)
  /// It is there where the server has TLS.
  case withTLS(String)
  /// It lists the facts of MLST, and which of them the session has chosen.
  case facts
}
