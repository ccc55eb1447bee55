extension FTPFacts {
  /// What kind of file it is, as `type` says; nil for an unknown kind.
  package var kind: FTPListEntry.Kind? {
    guard let type else { return nil }
    if type.isWord("FILE") { return .file }
    if ["DIR", "CDIR", "PDIR"].contains(where: { type.isWord($0) }) { return .directory }
    guard let kind = unixKind else { return nil }
    return Self.unixKinds.first { kind.isWord($0.word) }?.kind
  }

  /// What a directory is to the one that is listed, as `type` says.
  package var role: FTPListEntry.Role {
    guard let type else { return .entry }
    return type.isWord("CDIR") ? .listed : type.isWord("PDIR") ? .parent : .entry
  }

  /// Where a symbolic link leads to: `type=OS.unix=slink:/to`.
  ///
  /// Nil where it is not told.
  package var linkTarget: [UInt8]? {
    guard kind == .symbolicLink, let target = type?.cut(at: UInt8(ascii: ":")).rest,
      !target.isEmpty
    else { return nil }
    return target
  }

  /// The word behind `OS.unix=`, without what follows it: a link's target, a device's numbers.
  private var unixKind: ArraySlice<UInt8>? {
    guard let type, type.prefix(Self.unixPrefix.utf8.count).isWord(Self.unixPrefix) else {
      return nil
    }
    return type.dropFirst(Self.unixPrefix.utf8.count).prefix { $0.isLetter }
  }

  private static let unixPrefix = "OS.UNIX="

  private static let unixKinds: [(word: String, kind: FTPListEntry.Kind)] = [
    ("SLINK", .symbolicLink), ("SYMLINK", .symbolicLink),
    ("PIPE", .pipe), ("FIFO", .pipe),
    ("SOCKET", .socket), ("SOCK", .socket),
    ("BLOCK", .blockDevice), ("BLK", .blockDevice),
    ("CHARACTER", .characterDevice), ("CHAR", .characterDevice), ("CHR", .characterDevice),
  ]
}
