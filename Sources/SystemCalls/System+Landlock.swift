internal import CPlatform

// landlock(7): a thread forbids itself, and all that it starts, to use files but those it names.
extension System {
  /// The version of the rules that the kernel has: landlock_create_ruleset(2).
  ///
  /// - Throws: `ENOSYS` before Linux 5.13, `EOPNOTSUPP` where it was switched off.
  package static func landlockVersion() throws(Errno) -> Int {
    try invoke(.landlockCreateRuleset) { _ in Int(cplatform_landlock_version()) }
  }

  /// landlock_create_ruleset(2): rules that forbid some accesses to all files.
  ///
  /// - Parameter access: what is forbidden where no rule allows it.
  /// - Returns: the rules.
  /// - Throws: `EINVAL` for an access that the kernel does not know, and as `landlockVersion`.
  package static func makeFileRules(
    handling access: FileAccess
  ) throws(Errno) -> FileDescriptor {
    let number = try invoke(.landlockCreateRuleset) { _ in
      Int(cplatform_landlock_create(access.rawValue))
    }
    return FileDescriptor(owning: Int32(number))
  }

  /// landlock_add_rule(2): allows accesses beneath a directory, or to a file.
  ///
  /// - Parameters:
  ///   - access: of those that the rules forbid.
  ///   - place: the directory or the file, which may be open with `O_PATH`.
  ///   - rules: from `makeFileRules`.
  /// - Throws: `EINVAL` for an access that a file cannot have, or that the rules do not forbid.
  package static func allow(
    _ access: FileAccess,
    beneath place: borrowing FileDescriptor,
    in rules: borrowing FileDescriptor
  ) throws(Errno) {
    let (place, rules) = (place.number, rules.number)
    try invoke(.landlockAddRule) { _ in
      Int(cplatform_landlock_allow(rules, access.rawValue, place))
    }
  }

  /// landlock_restrict_self(2): holds the calling thread to rules, and those that it starts.
  ///
  /// It cannot be undone. To be called before there are other threads, and after
  /// `forbidNewPrivileges`.
  ///
  /// - Throws: `EPERM` without `forbidNewPrivileges`, for who is not root.
  package static func restrictThread(to rules: borrowing FileDescriptor) throws(Errno) {
    let number = rules.number
    try invoke(.landlockRestrictSelf) { _ in Int(cplatform_landlock_restrict(number)) }
  }
}
