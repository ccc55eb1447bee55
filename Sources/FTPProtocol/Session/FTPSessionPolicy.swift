/// What the server's settings demand of a session.
package struct FTPSessionPolicy: Hashable, Sendable {
  /// How a control connection comes to be encrypted.
  package enum TLS: Hashable, Sendable, CaseIterable {
    /// Not at all: there is no certificate.
    case none
    /// By AUTH (RFC 4217 §4).
    case explicit
    /// From its first byte. Data connections are encrypted too, unless PROT says otherwise.
    case implicit
  }

  /// How the control connection comes to be encrypted.
  package var tls: TLS

  /// Whether USER is refused in the clear.
  package var loginNeedsTLS: Bool

  /// Whether nothing goes over a data connection in the clear.
  package var dataNeedsTLS: Bool

  /// Settings.
  ///
  /// - Parameters:
  ///   - tls: how the control connection comes to be encrypted.
  ///   - loginNeedsTLS: whether USER is refused in the clear. Without TLS nobody can log in then.
  ///   - dataNeedsTLS: whether nothing goes over a data connection in the clear.
  package init(tls: TLS = .none, loginNeedsTLS: Bool = false, dataNeedsTLS: Bool = false) {
    self.tls = tls
    self.loginNeedsTLS = loginNeedsTLS
    self.dataNeedsTLS = dataNeedsTLS
  }
}
