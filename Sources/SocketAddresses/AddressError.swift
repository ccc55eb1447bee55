/// Why parts do not make an address: one case for each rule that can be broken.
///
/// All cases are the caller's (or its user's) mistakes; nothing here comes from the kernel. The
/// description is one line without line breaks, fit for a log or a message to the user.
public enum AddressError: Error, Hashable, Sendable {
  /// The address of the given number of bytes is longer than ``SocketAddress/bytesMax``.
  case tooLong(bytes: Int)

  /// The number of the family does not fit in the 16 bits that an address has for it.
  case familyOutOfRange(Int32)

  /// The bytes are no address of this family, which has a known structure.
  case malformed(AddressFamily)

  /// The flow label is above ``SocketAddress/flowInformationMax``.
  case flowInformationOutOfRange(UInt32)

  /// The path of a Unix socket is empty. The address without a name is ``UnixAddress/unnamed``.
  case pathEmpty

  /// The path of a Unix socket has the given number of bytes, more than
  /// ``UnixAddress/pathBytesMax``.
  case pathTooLong(bytes: Int)

  /// The path of a Unix socket contains a NUL byte, at which the kernel would cut it off.
  case pathContainsNUL

  /// The abstract name of a Unix socket has the given number of bytes, more than
  /// ``UnixAddress/abstractNameBytesMax``.
  case abstractNameTooLong(bytes: Int)

  /// The host has the given number of bytes, more than ``Endpoint/hostBytesMax``.
  case hostTooLong(bytes: Int)

  /// The host contains this character, which no name and no address can contain.
  case hostContains(Unicode.Scalar)

  /// The host contains a colon and yet is no IPv6 address.
  case hostContainsColon
}

extension AddressError: CustomStringConvertible {
  /// One readable line, in lower case and without a full stop.
  public var description: String {
    switch self {
    case .tooLong(let bytes):
      "address of \(bytes) bytes is longer than \(SocketAddress.bytesMax)"
    case .familyOutOfRange(let number):
      "address family \(number) is not in 0...\(UInt16.max)"
    case .malformed(let family):
      "bytes are not an address of family \(family)"
    case .flowInformationOutOfRange(let value):
      "flow information \(value) is larger than \(SocketAddress.flowInformationMax)"
    case .pathEmpty:
      "socket path is empty"
    case .pathTooLong(let bytes):
      "socket path of \(bytes) bytes is longer than \(UnixAddress.pathBytesMax)"
    case .pathContainsNUL:
      "socket path contains a NUL byte"
    case .abstractNameTooLong(let bytes):
      "abstract socket name of \(bytes) bytes is longer than \(UnixAddress.abstractNameBytesMax)"
    case .hostTooLong(let bytes):
      "host name of \(bytes) bytes is longer than \(Endpoint.hostBytesMax)"
    case .hostContains(let character):
      "host name contains \(character.codePointName)"
    case .hostContainsColon:
      "host name contains a colon and is not an IPv6 address"
    }
  }
}
