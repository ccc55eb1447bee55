/// What an account may do with a file, by its permissions and the file's mode: the fact `perm`
/// (RFC 3659 §7.5.5).
package struct FTPEntryPermissions: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  /// The permissions of these bits.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// `a`: APPE to the file.
  package static let append = Self(rawValue: 1 << 0)
  /// `c`: files can be created in the directory.
  package static let create = Self(rawValue: 1 << 1)
  /// `d`: it can be deleted, or removed.
  package static let delete = Self(rawValue: 1 << 2)
  /// `e`: CWD to the directory.
  package static let enter = Self(rawValue: 1 << 3)
  /// `f`: it can be renamed.
  package static let rename = Self(rawValue: 1 << 4)
  /// `l`: the directory can be listed.
  package static let list = Self(rawValue: 1 << 5)
  /// `m`: directories can be made in the directory.
  package static let makeDirectory = Self(rawValue: 1 << 6)
  /// `p`: what is in the directory can be deleted.
  package static let purge = Self(rawValue: 1 << 7)
  /// `r`: RETR of the file.
  package static let read = Self(rawValue: 1 << 8)
  /// `w`: STOR to the file.
  package static let write = Self(rawValue: 1 << 9)

  /// The permissions that letters say, in either case.
  ///
  /// Unknown ones say nothing.
  init(letters: [UInt8]) {
    self.init()
    for letter in letters {
      if let bit = Self.letterBytes.firstIndex(of: letter | 0x20) { formUnion(Self(bit: bit)) }
    }
  }

  private init(bit: Int) {
    self.init(rawValue: 1 << UInt16(bit))
  }

  /// Those that say something about a file.
  static let ofFiles: Self = [.append, .delete, .rename, .read, .write]
  /// Those that say something about a directory.
  static let ofDirectories: Self = [
    .create, .delete, .enter, .rename, .list, .makeDirectory, .purge,
  ]

  /// Appends the letters of those that say something about a kind of file.
  func append(for kind: FTPListEntry.Kind, to output: inout [UInt8]) {
    let told = intersection(kind == .directory ? Self.ofDirectories : Self.ofFiles)
    for (bit, letter) in Self.letterBytes.enumerated() where told.rawValue & 1 << bit != 0 {
      output.append(letter)
    }
  }

  /// From the lowest bit on, which is the order of the alphabet.
  private static let letterBytes = Array("acdeflmprw".utf8)
}
