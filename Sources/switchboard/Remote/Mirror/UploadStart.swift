/// Where an upload begins: at its start, or where one ends that was cut.
///
/// A server's file says nothing of where it comes from. It is gone on with only where it can be
/// nothing but the beginning of what is stored.
struct UploadStart: Hashable, Sendable {
  /// What is known of a file at a server.
  struct Found: Hashable, Sendable {
    var size: Int64?
    /// In seconds since the start of 1970.
    var modified: Int64?
  }

  /// How large the file is here.
  var size: Int64
  /// When it was changed last, in seconds since the start of 1970.
  var modified: Int64
  /// What the server had in its listing; nil for nothing.
  var listed: Found?
  /// How far this run has sent it: bytes from its start.
  var sent: Int64 = 0
  /// Whether a file in the listing that is shorter and newer is taken for the beginning of this
  /// one.
  var isContinued = false

  /// How many bytes need not be sent.
  ///
  /// - Parameter now: what the server has by now, though it may list it under no name.
  /// - Returns: 0 to send all of it.
  func offset(_ now: Found) -> Int64 {
    guard let there = now.size, there > 0, there <= size else { return 0 }
    if sent > 0 {
      // What this run has sent is there under the name, unless the server keeps what it had.
      let isOurs = there <= sent && (listed == nil || there != listed?.size)
      return isOurs ? there : 0
    }
    if listed != nil, !isContinued || there == size { return 0 }
    // An earlier run's: good if the file has not changed since.
    return now.modified.map { $0 >= modified } ?? false ? there : 0
  }
}
