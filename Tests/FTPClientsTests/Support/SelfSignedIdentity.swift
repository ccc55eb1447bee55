import TLS
import TestSupport
import Testing

/// A certificate for servers of tests, which nobody has signed but its own key: made by the program
/// `openssl`, once for all tests.
enum SelfSignedIdentity {
  /// The identity, and the certificate that clients take as its authority.
  private struct Made: Sendable {
    let identity: TLSIdentity
    let roots: TLSRoots
  }

  private static let made = Task { try await make() }

  /// What a server encrypts with.
  static func server(versionMax: TLSVersion = .tls13) async throws -> TLSServer {
    var configuration = TLSServerConfiguration(identities: [try await made.value.identity])
    configuration.versionMax = versionMax
    return try TLSServer(configuration)
  }

  /// What trusts it.
  static func client() async throws -> TLSClient {
    var configuration = TLSClientConfiguration()
    configuration.roots = try await made.value.roots
    return try TLSClient(configuration)
  }

  private static func make() async throws -> Made {
    try await temporaryDirectory { directory in
      let (key, certificate) = (directory + "/key.pem", directory + "/certificate.pem")
      let command = [
        "openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt",
        "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ]
      let outcome = try await Program(command).run()
      try #require(outcome.status == 0, "\(outcome.errors)")
      return Made(
        identity: try TLSIdentity(certificateFile: certificate, keyFile: key),
        roots: try TLSRoots(file: certificate)
      )
    }
  }
}
