import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import TLS
import X509

/// Somebody who signs certificates for tests, made when they run.
struct CertificateAuthority: Sendable {
  /// What a certificate is to say.
  struct Wish: Sendable {
    var hostNames = ["localhost"]
    var ipAddresses: [[UInt8]] = [
      [127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    ]
    var emailAddresses: [String] = []
    var commonName = "server"
    /// Days from now on which its time begins, and ends.
    var days = -1.0...30.0
    var isForServers = true
    var key = KeyKind.p256
  }

  enum KeyKind: Sendable {
    case p256
    case rsa2048
    case rsa1024
  }

  /// One for all tests that need no other.
  static let shared = make("Test authority")

  let name: DistinguishedName
  let certificate: Certificate
  private let key: Certificate.PrivateKey

  /// One of this name, with a key of its own.
  static func make(_ commonName: String) -> CertificateAuthority {
    do {
      return try CertificateAuthority(commonName)
    } catch {
      preconditionFailure("no certificate authority: \(error)")
    }
  }

  init(_ commonName: String) throws {
    key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    name = try DistinguishedName {
      CommonName(commonName)
    }
    certificate = try Certificate(
      version: .v3,
      serialNumber: Certificate.SerialNumber(),
      publicKey: key.publicKey,
      notValidBefore: .now - 86_400,
      notValidAfter: .now + 30 * 86_400,
      issuer: name,
      subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true))
      },
      issuerPrivateKey: key
    )
  }

  /// Its own certificate (PEM).
  var pem: [UInt8] {
    get throws { Array(try certificate.serializeAsPEM().pemString.utf8) }
  }

  /// It as the roots of one end.
  var roots: TLSRoots {
    get throws { try TLSRoots(pem: pem) }
  }

  /// A certificate and its key (PEM), as `change` makes the wish.
  func issue(_ change: (inout Wish) -> Void = { _ in }) throws -> IssuedCertificate {
    var wish = Wish()
    change(&wish)
    let (key, keyPEM) = try makeKey(wish.key)
    let subject = try DistinguishedName { CommonName(wish.commonName) }
    let names =
      wish.hostNames.map(GeneralName.dnsName)
      + wish.ipAddresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
      + wish.emailAddresses.map(GeneralName.rfc822Name)
    let certificate = try Certificate(
      version: .v3,
      serialNumber: Certificate.SerialNumber(),
      publicKey: key.publicKey,
      notValidBefore: .now + wish.days.lowerBound * 86_400,
      notValidAfter: .now + wish.days.upperBound * 86_400,
      issuer: name,
      subject: subject,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        try ExtendedKeyUsage([wish.isForServers ? .serverAuth : .clientAuth])
        if !names.isEmpty { SubjectAlternativeNames(names) }
      },
      issuerPrivateKey: self.key
    )
    return IssuedCertificate(
      certificatePEM: Array(try certificate.serializeAsPEM().pemString.utf8),
      keyPEM: Array(keyPEM.utf8)
    )
  }

  private func makeKey(_ kind: KeyKind) throws -> (Certificate.PrivateKey, String) {
    switch kind {
    case .p256:
      let key = P256.Signing.PrivateKey()
      return (Certificate.PrivateKey(key), key.pemRepresentation)
    case .rsa2048:
      let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
      return (Certificate.PrivateKey(key), key.pemRepresentation)
    case .rsa1024:
      let size = _RSA.Signing.KeySize(bitCount: 1024)
      let key = try _RSA.Signing.PrivateKey(unsafeKeySize: size)
      return (Certificate.PrivateKey(key), key.pemRepresentation)
    }
  }
}

/// A certificate and its key, as text.
struct IssuedCertificate: Sendable {
  let certificatePEM: [UInt8]
  let keyPEM: [UInt8]

  var identity: TLSIdentity {
    get throws { try TLSIdentity(certificatePEM: certificatePEM, keyPEM: keyPEM) }
  }
}
