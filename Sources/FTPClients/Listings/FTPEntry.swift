/// A file, as a server tells of it.
///
/// What a server does not tell is nil. All of it is the server's word: a size may be wrong.
public struct FTPEntry: Hashable, Sendable {
  /// What kind of file it is.
  public enum Kind: Hashable, Sendable {
    /// A file in the narrow sense.
    case file
    /// A directory.
    case directory
    /// A symbolic link, to whatever `linkTarget` says.
    case symbolicLink
    /// A pipe, a device, a socket and the like.
    case other
    /// The server has not said it.
    case unknown
  }

  /// The name, without a path; in listings it is one that stays in the directory.
  public var name: FTPPath
  /// What kind of file it is.
  public var kind: Kind
  /// How many bytes it has.
  public var size: Int64?
  /// When it was changed last.
  public var modified: FTPFileTime?
  /// The lower twelve bits of its mode, as of chmod(2).
  public var mode: UInt16?
  /// The owner, by name or number.
  public var owner: String?
  /// The group, by name or number.
  public var group: String?
  /// Where a symbolic link leads to.
  public var linkTarget: FTPPath?
  /// The same for two names of one file on this server; it has no other meaning.
  public var unique: String?
  /// What this account may do with it, as letters of RFC 3659 §7.5.5.
  public var permissions: String?

  /// A file of which nothing else is known.
  public init(name: FTPPath, kind: Kind = .unknown) {
    self.name = name
    self.kind = kind
  }
}
