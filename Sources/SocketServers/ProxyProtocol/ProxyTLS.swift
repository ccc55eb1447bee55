internal import SocketAddresses

/// How a client's connection to the proxy is encrypted: `PP2_TYPE_SSL` (§2.2.6).
public struct ProxyTLS: Hashable, Sendable {
  /// What there is: the field `client`.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// The set of these bits.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The client connected by TLS: `PP2_CLIENT_SSL`.
    public static let encrypted = Flags(rawValue: 0x01)
    /// It showed a certificate on this connection: `PP2_CLIENT_CERT_CONN`.
    public static let certificateOnConnection = Flags(rawValue: 0x02)
    /// It showed a certificate in this session, perhaps on an earlier connection:
    /// `PP2_CLIENT_CERT_SESS`.
    public static let certificateInSession = Flags(rawValue: 0x04)
  }

  /// A vector within the extension.
  public struct Field: Hashable, Sendable {
    /// `PP2_SUBTYPE_SSL_…`.
    public var type: UInt8
    /// What it says.
    public var value: [UInt8]

    /// A field.
    ///
    /// - Parameters:
    ///   - type: `PP2_SUBTYPE_SSL_…`, such as `versionType`.
    ///   - value: what it says.
    public init(type: UInt8, value: [UInt8]) {
      self.type = type
      self.value = value
    }

    /// The type of the version, `PP2_SUBTYPE_SSL_VERSION`.
    public static let versionType: UInt8 = 0x21
    /// The type of the certificate's common name, `PP2_SUBTYPE_SSL_CN`.
    public static let commonNameType: UInt8 = 0x22
    /// The type of the cipher's name, `PP2_SUBTYPE_SSL_CIPHER`.
    public static let cipherType: UInt8 = 0x23
  }

  /// Bytes before the fields: `client` and `verify`.
  static let prefixBytes = 5

  /// What there is.
  public var flags: Flags
  /// What came of verifying the certificate: 0 where it was found good, and where there was none.
  public var verificationResult: UInt32
  /// What else is told, in its order.
  public var fields: [Field]

  /// How a connection is encrypted.
  ///
  /// - Parameters:
  ///   - flags: what there is.
  ///   - verificationResult: 0, or what is wrong with the certificate.
  ///   - fields: what else is told.
  public init(_ flags: Flags, verificationResult: UInt32 = 0, fields: [Field] = []) {
    self.flags = flags
    self.verificationResult = verificationResult
    self.fields = fields
  }

  /// Whether the client has shown a certificate and the proxy found it good.
  public var hasVerifiedCertificate: Bool {
    !flags.isDisjoint(with: [.certificateOnConnection, .certificateInSession])
      && verificationResult == 0
  }

  /// The version of TLS, such as `TLSv1.3`; nil where it is not told, or not as text.
  public var version: String? { text(Field.versionType) }

  /// The common name of the client's certificate; nil where it is not told, or not as text.
  public var commonName: String? { text(Field.commonNameType) }

  /// The cipher, such as `TLS_AES_128_GCM_SHA256`; nil where it is not told, or not as text.
  public var cipher: String? { text(Field.cipherType) }

  private func text(_ type: UInt8) -> String? {
    fields.first { $0.type == type }.flatMap { String(validating: $0.value, as: UTF8.self) }
  }
}

extension ProxyTLS {
  /// Reads the value of the extension.
  ///
  /// - Throws: `.malformedExtension` where it is too short, `.cutExtension`.
  init(_ value: RawSpan) throws(ProxyHeaderError) {
    guard value.byteCount >= Self.prefixBytes else {
      throw .malformedExtension(type: ProxyVector.tls)
    }
    self.init(
      Flags(rawValue: value.load(at: 0, as: UInt8.self)),
      verificationResult: UInt32(bigEndian: value.load(at: 1, as: UInt32.self))
    )
    let rest = value.extracting(droppingFirst: Self.prefixBytes)
    try rest.forEachProxyVector { type, range throws(ProxyHeaderError) in
      fields.append(Field(type: type, value: rest.extracting(range).array))
    }
  }

  /// The value of the extension.
  var value: [UInt8] {
    let verified = (0..<4).map { UInt8(truncatingIfNeeded: verificationResult >> (24 - 8 * $0)) }
    return fields.reduce([flags.rawValue] + verified) { bytes, field in
      bytes + ProxyVector(type: field.type, value: field.value).encoded
    }
  }
}
