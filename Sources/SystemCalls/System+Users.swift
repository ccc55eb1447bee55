internal import CPlatform
internal import Glibc

extension System {
  /// getpwnam_r(3): the user of a name; nil where there is none.
  ///
  /// May block: a directory service may be asked.
  ///
  /// - Parameter name: without NUL bytes.
  /// - Returns: the user's numbers.
  /// - Throws: `ERANGE` where the entry is too large, and what the service says.
  package static func user(named name: String) throws(Errno) -> UserEntry? {
    var user: uid_t = 0
    var group: gid_t = 0
    let found = try invoke(.getpwnam) { _ in
      // SAFETY: the name lives through the call, which writes to the two numbers of this frame.
      unsafe Int(cplatform_find_user(name, &user, &group))
    }
    return found == 0 ? nil : UserEntry(user: UInt32(user), group: UInt32(group))
  }
}
