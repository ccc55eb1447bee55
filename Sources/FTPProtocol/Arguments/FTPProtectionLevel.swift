/// How data connections are protected, by the letters of PROT (RFC 2228 §3).
package enum FTPProtectionLevel: UInt8, Hashable, Sendable, CaseIterable {
  /// `C`: in the clear.
  case clear = 0x43
  /// `S`: nobody can change it. TLS does not offer this alone.
  case safe = 0x53
  /// `E`: nobody can read it. TLS does not offer this alone.
  case confidential = 0x45
  /// `P`: both, by TLS.
  case `private` = 0x50
}
