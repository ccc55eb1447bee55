/// The address of a Unix socket (unix(7)): a path, an abstract name, or nothing.
///
/// Names are bytes; Linux asks for no encoding. Two addresses are equal if their bytes are:
/// `/run/a` and `/run/./a` differ.
public struct UnixAddress: Hashable, Sendable {
  /// The three kinds of addresses that unix(7) knows.
  public enum Kind: Hashable, Sendable {
    /// A file of type socket, made by bind(2) and left behind by close(2). Relative paths are
    /// looked up from the process's current directory, at each call.
    case path([UInt8])

    /// A name outside of the file system, without the NUL byte that marks it for the kernel. It
    /// vanishes with the last socket that has it, and belongs to the network namespace; no file
    /// permissions guard it. All bytes count, NUL bytes too, and an empty name is a name.
    case abstract([UInt8])

    /// No name: a socket that was not bound, such as a connected client or one of a pair. Binding
    /// to it asks the kernel for a free abstract name of five characters (autobind).
    case unnamed
  }

  /// Which kind of address this is, and its name.
  public let kind: Kind

  /// The address without a name: the kernel's answer for a socket that was never bound, and the
  /// request for an abstract name of the kernel's choice in bind(2).
  public static let unnamed = Self(unchecked: .unnamed)

  /// The address of the socket file at the path, in UTF-8.
  ///
  /// Throws ``AddressError/pathEmpty``, ``AddressError/pathTooLong(bytes:)`` above
  /// ``pathBytesMax``, ``AddressError/pathContainsNUL``.
  public init(path: String) throws(AddressError) {
    try self.init(path: Array(path.utf8))
  }

  /// The address of the socket file at the path, as bytes, without a NUL at the end.
  ///
  /// Throws ``AddressError/pathEmpty``, ``AddressError/pathTooLong(bytes:)`` above
  /// ``pathBytesMax``, ``AddressError/pathContainsNUL``.
  public init(path: [UInt8]) throws(AddressError) {
    guard !path.isEmpty else { throw .pathEmpty }
    guard path.count <= Self.pathBytesMax else { throw .pathTooLong(bytes: path.count) }
    guard !path.contains(0) else { throw .pathContainsNUL }
    kind = .path(path)
  }

  /// The abstract address of the name, in UTF-8, without a NUL byte at the start.
  ///
  /// Throws ``AddressError/abstractNameTooLong(bytes:)`` above ``abstractNameBytesMax``.
  public init(abstractName: String) throws(AddressError) {
    try self.init(abstractName: Array(abstractName.utf8))
  }

  /// The abstract address of the name, as bytes, without the NUL byte that marks it for the kernel.
  ///
  /// Throws ``AddressError/abstractNameTooLong(bytes:)`` above ``abstractNameBytesMax``.
  public init(abstractName: [UInt8]) throws(AddressError) {
    guard abstractName.count <= Self.abstractNameBytesMax else {
      throw .abstractNameTooLong(bytes: abstractName.count)
    }
    kind = .abstract(abstractName)
  }

  /// For what the kernel has accepted, which may break the rules for what a caller may make.
  init(unchecked kind: Kind) {
    self.kind = kind
  }

  /// The path as text, `nil` if the address is of another kind or the path is not UTF-8.
  public var path: String? {
    guard case .path(let bytes) = kind else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The abstract name as text, `nil` if the address is of another kind or the name is not UTF-8.
  public var abstractName: String? {
    guard case .abstract(let bytes) = kind else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Whether this is the address without a name.
  public var isUnnamed: Bool { kind == .unnamed }
}
