/// How much an account may keep in its home.
package struct Quota: Hashable, Sendable {
  /// Bytes of all files together; nil is without limit.
  package var bytes: Int64?
  /// Files; nil is without limit.
  package var files: Int64?

  /// A quota; without one of them there is no limit.
  package init(bytes: Int64? = nil, files: Int64? = nil) {
    self.bytes = bytes
    self.files = files
  }

  /// No limit at all.
  package static let unlimited = Quota()

  /// Whether there is no limit at all: nothing is counted then.
  package var isUnlimited: Bool { bytes == nil && files == nil }
}
