import TLS
import TestSupport
import Testing

/// Keys by which peers are known.
@Suite struct TLSKeyPinTests {
  @Test func `a pin is written as it is read`() throws {
    let digits = String(repeating: "0aF9", count: 16)
    let pin = try #require(TLSKeyPin(hexadecimal: digits))
    #expect("\(pin)" == digits.lowercased())
    #expect(TLSKeyPin(sha256: pin.sha256) == pin)
    let pairs = stride(from: 0, to: 64, by: 2).map { String(Array(digits)[$0..<$0 + 2]) }
    #expect(TLSKeyPin(hexadecimal: pairs.joined(separator: ":")) == pin)
  }

  @Test(arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 66)])
  func `other text is no pin`(text: String) {
    #expect(TLSKeyPin(hexadecimal: text) == nil)
  }

  @Test func `a digest has 32 bytes`() {
    #expect(TLSKeyPin(sha256: [1, 2]) == nil)
  }

  @Test func `the pin of a certificate is what openssl computes`() async throws {
    let issued = try CertificateAuthority.shared.issue()
    let command = "openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | sha256sum"
    let result = try await Program(["sh", "-c", command])
      .run(input: String(decoding: issued.certificatePEM, as: UTF8.self))
    #expect(result.output.prefix(64) == "\(try issued.identity.certificate.keyPin)")
  }

  @Test func `a pinned key is enough, or needed, as was asked for`() async throws {
    let issued = try CertificateAuthority.make("Unknown").issue { $0.days = -30...(-2) }
    let pin = try issued.identity.certificate.keyPin
    let other = try Ends().server.identities[0].certificate.keyPin
    var ends = try Ends(issued)
    ends.client.verification = .pinnedOnly([pin, other])
    #expect(try await ends.connect().clientError == nil)
    ends.client.verification = .pinnedOnly([other])
    let text = try await ends.connect().clientError.map { "\($0)" }
    #expect(text == "TLS: the certificate's key is not a pinned one (\(pin))")
    ends.client.verification = .full(andPinned: [pin])
    #expect(try await ends.connect().clientError.map { "\($0)" }?.contains("nobody known") == true)
    var trusted = try Ends()
    trusted.client.verification = .full(andPinned: [other])
    #expect(try await trusted.connect().clientError == nil)
    trusted.client.verification = .full(andPinned: [pin])
    #expect(try await trusted.connect().clientError.map { "\($0)" }?.contains("pinned") == true)
  }

  @Test func `who asks for no verification gets none`() async throws {
    let issued = try CertificateAuthority.make("Unknown").issue { $0.days = -30...(-2) }
    var ends = try Ends(issued)
    ends.client.verification = .dangerouslyNone
    let (client, _) = try await ends.connect().get()
    #expect(client.peerCertificates.map(\.subject) == ["CN=server"])
  }
}
