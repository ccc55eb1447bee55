import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate for a first run, by which a client can encrypt, and that it has to be told to
/// trust.
struct SelfSignedCertificate {
  /// The certificate (PEM).
  let certificatePEM: [UInt8]
  /// Its key, of P-256 (PEM).
  let keyPEM: [UInt8]
  /// The names that it is for; it is also for 127.0.0.1 and ::1.
  let hostNames: [String]
  /// When it ends.
  let end: Date

  /// How long it is good for, in days: a year.
  static let days = 365
  /// How long before its making it begins, in seconds: clocks of clients may be late.
  static let leadSeconds = 86_400.0
  private static let addresses: [[UInt8]] = [
    [127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  ]

  /// Makes one, with a new key.
  ///
  /// - Parameters:
  ///   - hostName: a name beside localhost; nil is none.
  ///   - now: when it is made.
  /// - Throws: what X509 says.
  init(for hostName: String?, from now: Date) throws {
    let hostNames = ["localhost"] + [hostName].compactMap { $0 == "localhost" ? nil : $0 }
    let end = now.addingTimeInterval(Double(Self.days) * 86_400)
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName(hostNames.last ?? "localhost") }
    let names =
      hostNames.map(GeneralName.dnsName)
      + Self.addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
    let certificate = try Certificate(
      version: .v3,
      serialNumber: Certificate.SerialNumber(),
      publicKey: Certificate.PrivateKey(key).publicKey,
      notValidBefore: now.addingTimeInterval(-Self.leadSeconds),
      notValidAfter: end,
      issuer: name,
      subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(names)
      },
      issuerPrivateKey: Certificate.PrivateKey(key)
    )
    self.hostNames = hostNames
    self.end = end
    certificatePEM = Array((try certificate.serializeAsPEM().pemString + "\n").utf8)
    keyPEM = Array((key.pemRepresentation + "\n").utf8)
  }

  /// For whom it is, and when it ends: `is for localhost, 127.0.0.1 and ::1 and ends on
  /// 2027-01-31`.
  var summary: String {
    let names = hostNames.joined(separator: ", ")
    return
      "is for \(names), 127.0.0.1 and ::1 and ends on \(DateText.day(end.timeIntervalSince1970))"
  }
}
