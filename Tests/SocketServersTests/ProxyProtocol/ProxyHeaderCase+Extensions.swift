import SocketServers
import Sockets

extension ProxyHeaderCase {
  /// A header of version 2 with these extensions.
  private static func extended(_ extensions: [UInt8]) -> [UInt8] {
    binary(0x11, inet + extensions)
  }

  /// A vector.
  private static func vector(_ type: UInt8, _ value: [UInt8]) -> [UInt8] {
    [type, UInt8(value.count >> 8), UInt8(value.count & 0xff)] + value
  }

  private static func vector(_ type: UInt8, _ value: String) -> [UInt8] {
    vector(type, Array(value.utf8))
  }

  /// A case of a header with one extension.
  private static func one(
    _ name: String,
    _ bytes: [UInt8],
    _ extensions: ProxyExtension...
  ) -> ProxyHeaderCase {
    ProxyHeaderCase(name, extended(bytes), .header(inetHeader(.stream, extensions)))
  }

  private static let tls = ProxyTLS(
    [.encrypted, .certificateOnConnection],
    verificationResult: 0x0102_0304,
    fields: [
      ProxyTLS.Field(type: 0x21, value: Array("TLSv1.3".utf8)),
      ProxyTLS.Field(type: 0x22, value: Array("example.com".utf8)),
    ]
  )
  private static let tlsBytes: [UInt8] =
    [3, 1, 2, 3, 4] + vector(0x21, "TLSv1.3") + vector(0x22, "example.com")

  /// Computed elsewhere, bit by bit: of the header in which these four bytes are zero.
  private static let checksum: [UInt8] = [0xa7, 0xb2, 0x78, 0xb3]
  private static let checksumBetween: [UInt8] = [0x1e, 0x4e, 0xb5, 0x9b]

  static let extensions = headersWithExtensions + malformedExtensions

  private static let headersWithExtensions: [ProxyHeaderCase] = [
    one("ALPN", vector(0x01, "h2"), .applicationProtocol(Array("h2".utf8))),
    one("an authority", vector(0x02, "bücher.example"), .authority("bücher.example")),
    one("padding", vector(0x04, [0, 0]), .padding(byteCount: 2)),
    one("padding without bytes", vector(0x04, []), .padding(byteCount: 0)),
    ProxyHeaderCase(
      "padding of any bytes",
      extended(vector(0x04, [1, 2])),
      .likewise(inetHeader(.stream, [.padding(byteCount: 2)]))
    ),
    one("a unique id", vector(0x05, [0, 255]), .uniqueID([0, 255])),
    one(
      "the longest unique id",
      vector(0x05, [UInt8](repeating: 9, count: 128)),
      .uniqueID([UInt8](repeating: 9, count: 128))
    ),
    one("TLS", vector(0x20, tlsBytes), .tls(tls)),
    one("TLS without fields", vector(0x20, [1, 0, 0, 0, 0]), .tls(ProxyTLS(.encrypted))),
    one("a namespace", vector(0x30, "blue"), .networkNamespace("blue")),
    one("one that is nobody's", vector(0xe0, [1]), .other(type: 0xe0, value: [1])),
    one("one without bytes", vector(0xff, []), .other(type: 0xff, value: [])),
    one(
      "several, one of them twice",
      vector(0x02, "a") + vector(0x02, "b") + vector(0xea, [1]),
      .authority("a"),
      .authority("b"),
      .other(type: 0xea, value: [1])
    ),
    one(
      "as long as the block may be",
      vector(0xe0, [UInt8](repeating: 1, count: 4096 - 15)),
      .other(type: 0xe0, value: [UInt8](repeating: 1, count: 4096 - 15))
    ),
    one("a checksum", [0x03, 0, 4] + checksum, .checksum),
    one(
      "a checksum between others",
      vector(0x02, "a") + [0x03, 0, 4] + checksumBetween + vector(0x30, "b"),
      .authority("a"),
      .checksum,
      .networkNamespace("b")
    ),
  ]

  private static let malformedExtensions: [ProxyHeaderCase] =
    [
      ("a type alone", [0x02], .cutExtension),
      ("half a length", [0x02, 0], .cutExtension),
      ("a value that is cut", [0x02, 0, 2, 0x61], .cutExtension),
      ("a length past everything", [0x02, 0xff, 0xff], .cutExtension),
      ("a rest behind the last", vector(0x02, "a") + [0, 0], .cutExtension),
      ("an authority that is no text", vector(0x02, [0xff]), .malformedExtension(type: 0x02)),
      ("a namespace beyond ASCII", vector(0x30, "ü"), .malformedExtension(type: 0x30)),
      (
        "a unique id that is too long", vector(0x05, [UInt8](repeating: 9, count: 129)),
        .malformedExtension(type: 0x05)
      ),
      ("TLS too short", vector(0x20, [1, 0, 0, 0]), .malformedExtension(type: 0x20)),
      ("a cut field of TLS", vector(0x20, [1, 0, 0, 0, 0, 0x21, 0, 1]), .cutExtension),
      ("a wrong checksum", vector(0x03, [1, 2, 3, 4]), .wrongChecksum),
      ("a checksum too short", vector(0x03, [1, 2, 3]), .malformedExtension(type: 0x03)),
      ("a checksum too long", vector(0x03, [0, 0, 0, 0, 0]), .malformedExtension(type: 0x03)),
      (
        "two checksums", vector(0x03, [0, 0, 0, 0]) + vector(0x03, [0, 0, 0, 0]),
        .severalChecksums
      ),
    ].map { (name: String, bytes: [UInt8], error: ProxyHeaderError) in
      ProxyHeaderCase(name, extended(bytes), .failure(error))
    }
}
