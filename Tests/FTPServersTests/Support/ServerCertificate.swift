import TLS
import TestSupport

/// A certificate for 127.0.0.1, which clients take as its own authority.
struct ServerCertificate: Sendable {
  /// Where it is (PEM).
  let certificateFile: String
  /// Where its key is (PEM).
  let keyFile: String

  /// Makes one, by OpenSSL's own program.
  ///
  /// - Parameter directory: to hold its files.
  /// - Throws: `Failure`, or what starting a program does.
  init(in directory: String) async throws {
    (certificateFile, keyFile) = (directory + "/certificate.pem", directory + "/key.pem")
    let made = try await Program([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-keyout", keyFile, "-out", certificateFile, "-days", "30", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ]).run()
    guard made.status == 0 else { throw Failure(text: made.errors) }
  }

  /// What a server is configured with.
  var server: TLSServer {
    get throws {
      let identity = try TLSIdentity(certificateFile: certificateFile, keyFile: keyFile)
      return try TLSServer(TLSServerConfiguration(identities: [identity]))
    }
  }

  /// OpenSSL has made none.
  struct Failure: Error {
    var text: String
  }
}
