internal import Glibc

/// From where lseek(2) counts: `SEEK_*`.
package struct SeekOrigin: RawRepresentable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  package static let start = SeekOrigin(rawValue: SEEK_SET)
  package static let current = SeekOrigin(rawValue: SEEK_CUR)
}
