internal import COpenSSL

/// A version of TLS.
public enum TLSVersion: Hashable, Sendable, Comparable {
  /// TLS 1.2, RFC 5246.
  case tls12
  /// TLS 1.3, RFC 8446.
  case tls13

  /// OpenSSL's number.
  var number: Int32 {
    switch self {
    case .tls12: TLS1_2_VERSION
    case .tls13: TLS1_3_VERSION
    }
  }
}

extension TLSVersion: CustomStringConvertible {
  /// As `TLS 1.3`.
  public var description: String {
    switch self {
    case .tls12: "TLS 1.2"
    case .tls13: "TLS 1.3"
    }
  }
}
