/// Why bytes are no header of the PROXY protocol, whatever else comes.
public enum ProxyHeaderError: Error, Hashable, Sendable {
  /// The first bytes are those of neither version: the client speaks something else.
  case otherProtocol
  /// Version 1: no line ends within `ProxyHeader.lineBytesMax` bytes.
  case lineTooLong
  /// Version 1: the fields are too many or too few, or a CR or LF stands alone.
  case malformedLine
  /// Version 1: neither `TCP4`, `TCP6` nor `UNKNOWN`.
  case unknownTransport
  /// Version 1: no address of the family that was announced, in its only form.
  case malformedAddress
  /// Version 1: not 0 to 65535 in its only form.
  case malformedPort
  /// Version 2: another version, which is given.
  case unsupportedVersion(UInt8)
  /// Version 2: neither `LOCAL` nor `PROXY`.
  case unsupportedCommand(UInt8)
  /// Version 2: the byte of family and transport says something that does not exist.
  case unsupportedFamily(UInt8)
  /// Version 2: the block is longer than the `limit` that the caller has set.
  case blockTooLong(byteCount: Int, limit: Int)
  /// Version 2: the block is shorter than the addresses of its family.
  case blockTooShort(byteCount: Int)
  /// Version 2: the block ends within an extension, or an extension within one of its own.
  case cutExtension
  /// Version 2: the value of an extension is too short, too long or no text.
  case malformedExtension(type: UInt8)
  /// Version 2: the checksum is wrong.
  case wrongChecksum
  /// Version 2: there are several checksums.
  case severalChecksums
}

extension ProxyHeaderError: CustomStringConvertible {
  /// One line: `PROXY protocol: the checksum is wrong`.
  public var description: String {
    "PROXY protocol: \(cause)"
  }

  private var cause: String {
    switch self {
    case .otherProtocol: "the client speaks another protocol"
    case .lineTooLong: "no line ends within \(ProxyHeader.lineBytesMax) bytes"
    case .malformedLine: "the line is malformed"
    case .unknownTransport: "the line is for neither TCP4, TCP6 nor UNKNOWN"
    case .malformedAddress: "an address is malformed"
    case .malformedPort: "a port is malformed"
    case .unsupportedVersion(let version): "version \(version) is not supported"
    case .unsupportedCommand(let command): "command \(command) is not supported"
    case .unsupportedFamily(let family): "family and transport \(family) are not supported"
    case .blockTooLong(let count, let limit): "\(count) bytes are more than \(limit)"
    case .blockTooShort(let count): "\(count) bytes are too few for the addresses"
    case .cutExtension: "an extension is cut"
    case .malformedExtension(let type): "the extension of type \(type) is malformed"
    case .wrongChecksum: "the checksum is wrong"
    case .severalChecksums: "there are several checksums"
    }
  }
}
