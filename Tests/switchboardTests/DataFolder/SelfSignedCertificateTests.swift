import Foundation
import TLS
import Testing

@testable import switchboard

struct SelfSignedCertificateTests {
  @Test(arguments: [
    ("vm", ["localhost", "vm"]), ("localhost", ["localhost"]), (nil, ["localhost"]),
  ])
  func `it is for this machine, for a year, and belongs to its key`(
    _ name: String?,
    _ names: [String]
  ) throws {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    let made = try SelfSignedCertificate(for: name, from: now)
    let identity = try TLSIdentity(certificatePEM: made.certificatePEM, keyPEM: made.keyPEM)
    #expect(identity.certificate.hostNames == names)
    #expect(
      identity.certificate.ipAddresses == [
        [127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      ]
    )
    #expect(identity.certificate.notBefore == 1_800_000_000 - 86_400)
    #expect(identity.certificate.notAfter == 1_800_000_000 + 365 * 86_400)
    #expect(identity.certificate.subject == identity.certificate.issuer)
    #expect(made.summary.hasSuffix("127.0.0.1 and ::1 and ends on 2028-01-15"))
  }
}
