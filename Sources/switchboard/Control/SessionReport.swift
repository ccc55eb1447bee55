/// A session as it is shown.
struct SessionReport: Codable, Hashable, Sendable {
  var id: UInt64
  /// Nil before the login.
  var user: String?
  var peer: String?
  var isEncrypted: Bool
  /// The command that runs; nil is none.
  var activity: String?
  /// Of the transfer that runs.
  var path: String?
  /// Of the transfer that runs.
  var bytes: Int64
  /// Of the transfer that runs, where that is known.
  var totalBytes: Int64?
  /// How long the transfer, or the session where none runs, has lasted.
  var seconds: Double
}
