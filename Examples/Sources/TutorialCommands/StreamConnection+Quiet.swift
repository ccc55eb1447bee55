public import SocketServers

extension StreamConnection {
  /// Reads what comes within a time.
  ///
  /// - Parameters:
  ///   - count: how many bytes at most.
  ///   - time: how long it waits for the first of them; shorter than the connection's own limit.
  /// - Returns: the bytes, none at the end of the stream; nil where nothing has come.
  /// - Throws: as `read(atMost:deadline:)`, but for `.timedOut`.
  public func read(
    atMost count: Int,
    within time: Duration
  ) async throws(SocketError) -> [UInt8]? {
    do throws(SocketError) {
      return try await read(atMost: count, deadline: .after(time))
    } catch {
      guard error.code == .timedOut else { throw error }
      return nil
    }
  }
}
