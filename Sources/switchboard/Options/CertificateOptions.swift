import ArgumentParser
import TLS

/// `--cert` and `--key`: what a server of TLS proves who it is with.
struct CertificateOptions: ParsableArguments {
  @Option(
    name: .customLong("cert"),
    help: ArgumentHelp(
      "For tls:// addresses: a PEM file with the certificate and those up to its root.",
      valueName: "FILE"
    )
  )
  var certificate: String?

  @Option(
    help: ArgumentHelp("For tls:// addresses: a PEM file with the key.", valueName: "FILE")
  )
  var key: String?

  /// What accepts TLS connections; nil where no address asks for it.
  ///
  /// - Parameters:
  ///   - isNeeded: whether one does.
  ///   - environment: what says it where the command line does not.
  /// - Returns: the server's part of TLS.
  /// - Throws: `UsageError` where it is needed and not given; `TLSConfigurationError` where what is
  ///   given cannot be used.
  func server(isNeeded: Bool, in environment: Environment) throws -> TLSServer? {
    guard isNeeded else { return nil }
    let certificate = try self.certificate ?? environment.value(of: "cert", Self.path)
    let key = try self.key ?? environment.value(of: "key", Self.path)
    guard let certificate, let key else {
      throw UsageError("a tls:// address needs --cert FILE and --key FILE")
    }
    let identity = try TLSIdentity(certificateFile: certificate, keyFile: key)
    return try TLSServer(TLSServerConfiguration(identities: [identity]))
  }

  private static func path(_ text: String) throws(UsageError) -> String { text }
}
