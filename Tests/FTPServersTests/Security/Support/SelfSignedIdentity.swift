import TLS
import TestSupport
import Testing

/// A certificate for servers of tests, which nobody has signed but its own key: made by the program
/// `openssl`, once for all tests.
enum SelfSignedIdentity {
  private static let made = Task { try await make() }

  /// A server of it; `change` says what else there is to it.
  static func server(
    _ change: (inout TLSServerConfiguration) -> Void = { _ in }
  ) async throws -> TLSServer {
    var configuration = TLSServerConfiguration(identities: [try await made.value])
    configuration.applicationProtocols = ["ftp"]
    change(&configuration)
    return try TLSServer(configuration)
  }

  private static func make() async throws -> TLSIdentity {
    try await temporaryDirectory { directory in
      let (key, certificate) = (directory + "/key.pem", directory + "/certificate.pem")
      let command = [
        "openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt",
        "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ]
      let outcome = try await Program(command).run()
      try #require(outcome.status == 0, "\(outcome.errors)")
      return try TLSIdentity(certificateFile: certificate, keyFile: key)
    }
  }
}
