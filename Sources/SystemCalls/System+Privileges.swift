internal import CPlatform
internal import Glibc

// Giving up what root may do. The C library makes the first three calls for all threads.
extension System {
  /// setgroups(2) with one group: leaves all other supplementary groups.
  ///
  /// - Throws: `EPERM` for who may not.
  package static func setSupplementaryGroup(_ group: UInt32) throws(Errno) {
    try invoke(.setgroups) { _ in Int(cplatform_set_group(gid_t(group))) }
  }

  /// setgid(2): for root the real, effective and saved group.
  ///
  /// - Throws: `EPERM` for who may not.
  package static func setGroup(_ group: UInt32) throws(Errno) {
    try invoke(.setgid) { _ in Int(setgid(gid_t(group))) }
  }

  /// setuid(2): for root the real, effective and saved user, so that there is no way back.
  ///
  /// - Throws: `EPERM` for who may not.
  package static func setUser(_ user: UInt32) throws(Errno) {
    try invoke(.setuid) { _ in Int(setuid(uid_t(user))) }
  }

  /// prctl(2) with `PR_SET_NO_NEW_PRIVS`: no program that is run gains privileges by its mode.
  ///
  /// It binds the calling thread and those that it starts: to be called before there are others.
  ///
  /// - Throws: what prctl(2) says, which on kernels of today is nothing.
  package static func forbidNewPrivileges() throws(Errno) {
    try invoke(.prctl) { _ in Int(cplatform_forbid_new_privileges()) }
  }

  /// umask(2): the permission bits that new files do not get, in the whole process.
  ///
  /// - Parameter mask: 0…0777.
  /// - Returns: what it was before.
  @discardableResult
  package static func setFileModeMask(_ mask: UInt16) -> UInt16 {
    UInt16(truncatingIfNeeded: umask(mode_t(mask)))
  }
}
