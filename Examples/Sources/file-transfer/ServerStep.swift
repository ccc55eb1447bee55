/// What a server is to do next for a client; `ServerSession` says it, and does none of it itself.
enum ServerStep: Sendable {
  /// Receive, and give the session what has come, an empty piece at the end of the stream.
  ///
  /// - Parameters:
  ///   - bytesMax: how much at most.
  ///   - untilQuiet: whether to tell the session where nothing comes for a moment.
  case receive(bytesMax: Int, untilQuiet: Bool)
  /// Send bytes.
  ///
  /// - Parameter endsSegment: whether what is sent next must not go in one segment with them
  ///   (`MSG_EOR`).
  case send([UInt8], endsSegment: Bool = false)
  /// Send the first `count` bytes of a file.
  case sendFile(OpenFile, count: Int)
  /// Do something that may wait for the disk, and give the session what has come of it.
  case work(@Sendable () throws -> FileOutcome)
  /// Leave: the client has.
  case end
}
