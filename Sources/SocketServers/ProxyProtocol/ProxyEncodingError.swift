public import SocketAddresses

/// Why a header of the PROXY protocol cannot be written.
public enum ProxyEncodingError: Error, Hashable, Sendable {
  /// The two addresses are of different families.
  case mixedFamilies
  /// A header says addresses of IPv4, IPv6 and Unix only.
  case unusableFamily(AddressFamily)
  /// Version 1 knows TCP alone, and no extensions.
  case notInVersionOne
  /// The block would be longer than 65,535 bytes.
  case tooLong(byteCount: Int)
  /// A header has one checksum at most.
  case severalChecksums
}

extension ProxyEncodingError: CustomStringConvertible {
  /// One line: `PROXY protocol: the addresses are of different families`.
  public var description: String {
    switch self {
    case .mixedFamilies: "PROXY protocol: the addresses are of different families"
    case .unusableFamily(let family): "PROXY protocol: no addresses of \(family) can be told"
    case .notInVersionOne: "PROXY protocol: version 1 is for TCP, without extensions"
    case .tooLong(let count): "PROXY protocol: \(count) bytes are too many for a header"
    case .severalChecksums: "PROXY protocol: there are several checksums"
    }
  }
}
