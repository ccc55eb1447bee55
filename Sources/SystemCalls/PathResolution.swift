internal import CPlatform

/// What the kernel refuses on the way to a file: `RESOLVE_*` of openat2(2).
package struct PathResolution: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// `RESOLVE_BENEATH`: whatever leaves the directory, by `..`, an absolute path or a symbolic
  /// link, fails with `EXDEV`.
  ///
  /// Where something on the way of a `..` was renamed meanwhile the call fails with `EAGAIN`.
  package static let beneath = PathResolution(rawValue: UInt64(RESOLVE_BENEATH))
  /// `RESOLVE_NO_MAGICLINKS`: links of /proc fail with `ELOOP`.
  package static let noMagicLinks = PathResolution(rawValue: UInt64(RESOLVE_NO_MAGICLINKS))
  /// `RESOLVE_NO_SYMLINKS`: any symbolic link fails with `ELOOP`.
  package static let noLinks = PathResolution(rawValue: UInt64(RESOLVE_NO_SYMLINKS))
}
