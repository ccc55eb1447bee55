/// What a server tells of a file by a line of MLSD, or of MLST (RFC 3659 §7).
///
/// Names of facts are in either case, and in any order; of two of one name the last counts. A fact
/// whose value has no meaning is taken for one that was not told.
package struct FTPFacts: Hashable, Sendable {
  /// A fact that is none of those below.
  package struct Other: Hashable, Sendable {
    /// The name, as the server writes it.
    package let name: [UInt8]
    /// The value.
    package let value: [UInt8]

    /// A fact.
    package init(name: [UInt8], value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  /// The name; of MLST, and with some servers of MLSD, it is a path.
  ///
  /// Never empty, and without CR,
  /// LF and NUL.
  package internal(set) var name: [UInt8]
  /// `type`, as the server writes it.
  package internal(set) var type: [UInt8]?
  /// `size`: how many bytes the file has.
  package internal(set) var size: Int64?
  /// `sizd`: how many bytes what is in the directory has, as Pure-FTPd tells.
  package internal(set) var directorySize: Int64?
  /// `modify`: when it was changed last.
  package internal(set) var modified: FTPTime?
  /// `create`: when it was made.
  package internal(set) var created: FTPTime?
  /// `perm`: what the account may do with it.
  ///
  /// Unknown letters are left out.
  package internal(set) var permissions: FTPEntryPermissions?
  /// `unique`: what is the same for two names of one file.
  package internal(set) var unique: [UInt8]?
  /// `lang`: the language of what is in it (RFC 1766).
  package internal(set) var language: [UInt8]?
  /// `media-type`: what it is (RFC 2046).
  package internal(set) var mediaType: [UInt8]?
  /// `charset`: the encoding of its text.
  package internal(set) var charset: [UInt8]?
  /// `UNIX.mode`: the lower twelve bits, as of chmod(2).
  package internal(set) var mode: UInt16?
  /// `UNIX.owner`: the owner's name, with some servers its number.
  package internal(set) var owner: [UInt8]?
  /// `UNIX.group`: the group's name, with some servers its number.
  package internal(set) var group: [UInt8]?
  /// `UNIX.uid`: the owner's number.
  package internal(set) var userID: Int64?
  /// `UNIX.gid`: the group's number.
  package internal(set) var groupID: Int64?
  /// `UNIX.ownername`, where ProFTPD has a number for the owner.
  package internal(set) var ownerName: [UInt8]?
  /// `UNIX.groupname`, where ProFTPD has a number for the group.
  package internal(set) var groupName: [UInt8]?
  /// All other facts, in their order.
  package internal(set) var others: [Other] = []

  init(name: [UInt8]) {
    self.name = name
  }
}
