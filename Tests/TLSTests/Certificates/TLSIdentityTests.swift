import Foundation
import TLS
import TestSupport
import Testing

/// What is wrong with certificates and keys, in one line each.
@Suite struct TLSIdentityTests {
  /// Files that cannot be used, and what is said of them.
  struct BadFiles: Sendable, CustomTestStringConvertible {
    var name: String
    /// Nil leaves the good one.
    var certificate: String?
    var key: String?
    var text: String

    var testDescription: String { name }
  }

  static let badFiles: [BadFiles] = [
    BadFiles(
      name: "no certificate",
      certificate: "nothing\n",
      text: "certificate.pem: there is no certificate (PEM) in it"
    ),
    BadFiles(
      name: "a damaged certificate",
      certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      text: "certificate.pem: certificate 1 is damaged"
    ),
    BadFiles(
      name: "a certificate that is cut off",
      certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n",
      text: "certificate.pem: certificate 1 is damaged"
    ),
    BadFiles(name: "no key", key: "", text: "key.pem: there is no private key (PEM) in it"),
    BadFiles(
      name: "a damaged key",
      key: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      text: "key.pem: the private key is damaged"
    ),
    BadFiles(
      name: "a key with a password",
      key: protectedKey,
      text: "key.pem: the private key is protected by a password"
    ),
    BadFiles(
      name: "a key of another certificate",
      key: otherKey,
      text: "key.pem: the private key does not belong to the certificate"
    ),
  ]

  @Test(arguments: badFiles)
  func `what is wrong with files is said in one line`(bad: BadFiles) async throws {
    let issued = try CertificateAuthority.shared.issue()
    try await temporaryDirectory { path in
      let (certificateFile, keyFile) = (path + "/certificate.pem", path + "/key.pem")
      try write(
        bad.certificate.map { Array($0.utf8) } ?? issued.certificatePEM,
        to: certificateFile
      )
      try write(bad.key.map { Array($0.utf8) } ?? issued.keyPEM, to: keyFile)
      let error = #expect(throws: TLSConfigurationError.self) {
        try TLSIdentity(certificateFile: certificateFile, keyFile: keyFile)
      }
      #expect(error?.description == "\(path)/\(bad.text)")
    }
  }

  @Test func `a file that is not there is said by its name and the system's words`() async throws {
    try await temporaryDirectory { path in
      let error = #expect(throws: TLSConfigurationError.self) {
        try TLSRoots(file: path + "/ca.pem")
      }
      #expect(
        error?.description == "\(path)/ca.pem: cannot be read: No such file or directory"
      )
      let folder = #expect(throws: TLSConfigurationError.self) { try TLSRoots(file: path) }
      #expect(folder?.description.hasPrefix("\(path): cannot be read: ") == true)
    }
  }

  @Test func `files can hold everything, and what else is in them is passed over`() async throws {
    let issued = try CertificateAuthority.shared.issue { $0.commonName = "all in one" }
    try await temporaryDirectory { path in
      let file = path + "/all.pem"
      try write(Array("A comment\n".utf8) + issued.keyPEM + [10] + issued.certificatePEM, to: file)
      let identity = try TLSIdentity(certificateFile: file, keyFile: file)
      #expect(identity.certificate.subject == "CN=all in one")
      #expect("\(identity)" == "CN=all in one")
      #expect(identity.certificate.hostNames == ["localhost"])
      #expect(identity.certificate.ipAddresses.first == [127, 0, 0, 1])
      #expect(identity.certificate.issuer == "CN=Test authority")
      #expect(identity.certificate.notBefore < identity.certificate.notAfter)
    }
  }

  @Test func `a key that is too short is refused before anybody connects`() throws {
    let issued = try CertificateAuthority.shared.issue { $0.key = .rsa1024 }
    let identity = try issued.identity
    let error = #expect(throws: TLSConfigurationError.self) {
      try TLSServer(TLSServerConfiguration(identities: [identity]))
    }
    #expect(error?.description == "TLS: too weak: ee key too small")
    var configuration = TLSClientConfiguration()
    configuration.identity = identity
    #expect(throws: TLSConfigurationError.self) { try TLSClient(configuration) }
  }

  @Test func `a file that is larger than certificates can be is not read whole`() async throws {
    try await temporaryDirectory { path in
      let file = path + "/large.pem"
      try write(Array(repeating: 10, count: TLSLimits.fileBytesMax + 1), to: file)
      let error = #expect(throws: TLSConfigurationError.self) { try TLSRoots(file: file) }
      #expect(error?.cause == .tooLarge)
    }
  }

  @Test func `a server without a certificate is no server`() {
    let error = #expect(throws: TLSConfigurationError.self) {
      try TLSServer(TLSServerConfiguration(identities: []))
    }
    #expect(error?.cause == .nothingGiven)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private static let otherKey = text { try CertificateAuthority.shared.issue().keyPEM }

  /// A key of nobody, of which the password is `secret`.
  private static let protectedKey = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi4w1Z4la58kQICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBCL0yYIo0yfbMbuovYXBf8EgZC5
    5oVKmYBRS/X289Xrw0aZGxK3tBeO7GiTgFaMUMNYzfHJFN7RPGeThxTr3vrT4MrH
    aRJ5mlsrkU0MjIiw26buHueKPuAopK8K1DBRG1ZWtaShaa4WURmlNo5ZVxn9n/bz
    Ov6SEctIsP34ikkhk09HYHteWyd/ymdLShudN0a+XhtZ6T3Yv4GtV0KXkZTAqAU=
    -----END ENCRYPTED PRIVATE KEY-----

    """

  private static func text(_ make: () throws -> [UInt8]) -> String {
    (try? make()).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
