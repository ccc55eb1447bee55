import SocketServers
import Testing

struct ProxyHeaderTests {
  @Test func `extensions are found by name, the first where one comes twice`() {
    let header = ProxyHeaderCase.inetHeader(
      .stream,
      [
        .applicationProtocol([1]), .applicationProtocol([2]), .authority("a"), .authority("b"),
        .uniqueID([3]), .uniqueID([4]), .networkNamespace("n"), .networkNamespace("m"),
        .tls(ProxyTLS(.encrypted)), .tls(ProxyTLS([])),
      ]
    )
    #expect(header.applicationProtocol == [1])
    #expect(header.authority == "a")
    #expect(header.uniqueID == [3])
    #expect(header.networkNamespace == "n")
    #expect(header.tls == ProxyTLS(.encrypted))
    #expect(header.source?.port == 256)
    #expect(header.destination?.port == 443)
  }

  @Test(arguments: [ProxyHeader.Content.local, .unknown])
  func `a header without addresses has nothing else either`(content: ProxyHeader.Content) {
    let header = ProxyHeader(.two, content)
    #expect(header.addresses == nil && header.source == nil && header.destination == nil)
    #expect(header.extensions.isEmpty)
    #expect(header.applicationProtocol == nil && header.authority == nil && header.uniqueID == nil)
    #expect(header.tls == nil && header.networkNamespace == nil)
  }
}

struct ProxyTLSTests {
  @Test func `texts are told where they are texts`() {
    let tls = ProxyTLS(
      .encrypted,
      fields: [
        ProxyTLS.Field(type: ProxyTLS.Field.versionType, value: Array("TLSv1.2".utf8)),
        ProxyTLS.Field(type: ProxyTLS.Field.commonNameType, value: [0xff]),
      ]
    )
    #expect(tls.version == "TLSv1.2")
    #expect(tls.commonName == nil)
    #expect(tls.cipher == nil)
  }

  @Test func `a certificate is verified only where there is one`() {
    #expect(!ProxyTLS(.encrypted).hasVerifiedCertificate)
    #expect(ProxyTLS([.encrypted, .certificateOnConnection]).hasVerifiedCertificate)
    #expect(ProxyTLS([.encrypted, .certificateInSession]).hasVerifiedCertificate)
    let refused = ProxyTLS([.encrypted, .certificateOnConnection], verificationResult: 19)
    #expect(!refused.hasVerifiedCertificate)
  }
}

struct CRC32CTests {
  @Test(
    arguments: [
      ([], 0),
      (Array("123456789".utf8), 0xe306_9283),
      // RFC 3720 appendix B.4.
      ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
      ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
      (Array(0..<32), 0x46dd_794e),
    ] as [([UInt8], UInt32)]
  )
  func `the checksum is Castagnoli's`(bytes: [UInt8], checksum: UInt32) {
    var state = CRC32C()
    for byte in bytes { state.append(byte) }
    #expect(state.value == checksum)
  }
}
