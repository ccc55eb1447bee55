extension FTPRemoteEntry {
  /// The file that facts tell of.
  ///
  /// Names of owner and group come before their numbers.
  package init(_ facts: FTPFacts) {
    self.init(
      name: facts.name,
      kind: facts.kind,
      role: facts.role,
      size: facts.size,
      modified: facts.modified.map { FTPListedTime($0, .second, isUTC: true) },
      mode: facts.mode,
      owner: facts.ownerName ?? facts.owner ?? facts.userID.map { Array(String($0).utf8) },
      group: facts.groupName ?? facts.group ?? facts.groupID.map { Array(String($0).utf8) },
      linkTarget: facts.linkTarget,
      permissions: facts.permissions,
      unique: facts.unique
    )
    takeRoleFromName()
  }

  /// The file that a line of LIST tells of by facts; nil where it is none.
  ///
  /// It tells the type or the time, since without any fact each line that begins with a space would
  /// be one.
  init?(listedFacts line: [UInt8]) {
    guard let first = line.first, first.isLetter, let facts = FTPFacts(line),
      facts.type != nil || facts.modified != nil
    else { return nil }
    self.init(facts)
  }
}
