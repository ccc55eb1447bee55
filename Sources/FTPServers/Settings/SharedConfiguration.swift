/// A configuration that sessions share: each has only the reference, and thousands may be idle.
final class SharedConfiguration: Sendable {
  let value: FTPServerConfiguration

  init(_ value: FTPServerConfiguration) {
    self.value = value
  }
}
