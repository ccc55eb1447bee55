/// What a header of version 2 tells beside addresses: a type-length-value vector (§2.2, from
/// `PP2_TYPE_ALPN` on).
public enum ProxyExtension: Hashable, Sendable {
  /// The most bytes of a unique id (§2.2.5).
  public static let uniqueIDBytesMax = 128

  /// The protocol that the client has chosen by ALPN: `PP2_TYPE_ALPN`.
  case applicationProtocol([UInt8])
  /// The host name that the client asked for: `PP2_TYPE_AUTHORITY`.
  case authority(String)
  /// A CRC32c of the whole header: `PP2_TYPE_CRC32C`. Where it was wrong there is no header; a
  /// header that is written gets the right one.
  case checksum
  /// So many bytes that say nothing: `PP2_TYPE_NOOP`.
  case padding(byteCount: Int)
  /// The proxy's number of the connection: `PP2_TYPE_UNIQUE_ID`.
  case uniqueID([UInt8])
  /// How the client's connection to the proxy is encrypted: `PP2_TYPE_SSL`.
  case tls(ProxyTLS)
  /// The network namespace that the proxy took the connection in: `PP2_TYPE_NETNS`.
  case networkNamespace(String)
  /// Something else, such as those from 0xE0 on, which mean what two ends have agreed on (§2.2.8).
  case other(type: UInt8, value: [UInt8])
}

extension ProxyExtension {
  /// Reads the value of a type.
  ///
  /// - Throws: `.malformedExtension`.
  init(type: UInt8, value: RawSpan) throws(ProxyHeaderError) {
    let bytes = value.array
    switch type {
    case ProxyVector.applicationProtocol:
      self = .applicationProtocol(bytes)
    case ProxyVector.authority:
      self = .authority(try Self.text(bytes, type))
    case ProxyVector.checksum:
      guard bytes.count == CRC32C.byteCount else { throw .malformedExtension(type: type) }
      self = .checksum
    case ProxyVector.padding:
      self = .padding(byteCount: bytes.count)
    case ProxyVector.uniqueID:
      guard bytes.count <= Self.uniqueIDBytesMax else { throw .malformedExtension(type: type) }
      self = .uniqueID(bytes)
    case ProxyVector.tls:
      self = .tls(try ProxyTLS(value))
    case ProxyVector.networkNamespace:
      guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .malformedExtension(type: type) }
      self = .networkNamespace(try Self.text(bytes, type))
    default:
      self = .other(type: type, value: bytes)
    }
  }

  /// As it is written; the four bytes of a checksum are zero, to be filled in.
  var vector: ProxyVector {
    switch self {
    case .applicationProtocol(let name):
      ProxyVector(type: ProxyVector.applicationProtocol, value: name)
    case .authority(let name):
      ProxyVector(type: ProxyVector.authority, value: Array(name.utf8))
    case .checksum:
      ProxyVector(type: ProxyVector.checksum, value: [0, 0, 0, 0])
    case .padding(let count):
      ProxyVector(type: ProxyVector.padding, value: [UInt8](repeating: 0, count: max(0, count)))
    case .uniqueID(let bytes):
      ProxyVector(type: ProxyVector.uniqueID, value: bytes)
    case .tls(let tls):
      ProxyVector(type: ProxyVector.tls, value: tls.value)
    case .networkNamespace(let name):
      ProxyVector(type: ProxyVector.networkNamespace, value: Array(name.utf8))
    case .other(let type, let value):
      ProxyVector(type: type, value: value)
    }
  }

  private static func text(_ bytes: [UInt8], _ type: UInt8) throws(ProxyHeaderError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformedExtension(type: type)
    }
    return text
  }
}
