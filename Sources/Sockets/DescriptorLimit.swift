internal import SystemCalls

/// How many descriptors this process may have open: setrlimit(2) `RLIMIT_NOFILE`.
public enum DescriptorLimit {
  /// How many it may have open now.
  ///
  /// - Throws: what getrlimit(2) says, which for a process's own limit is nothing.
  public static var current: Int {
    get throws(SocketError) { Int(clamping: try read().current) }
  }

  /// Raises the limit as far as the process may by itself: for a server, at its start.
  ///
  /// The usual limit of 1,024 is there for programs that use select(2), which knows no larger
  /// numbers. Programs that are started from this process inherit the limit, so who starts some
  /// that might use select(2) leaves it.
  ///
  /// - Returns: how many it may have open then.
  /// - Throws: what setrlimit(2) says.
  @discardableResult
  public static func raise() throws(SocketError) -> Int {
    var limit = try read()
    guard limit.current < limit.maximum else { return Int(clamping: limit.current) }
    limit.current = limit.maximum
    do throws(Errno) { try System.setDescriptorLimit(limit) } catch {
      throw SocketError(SocketError.Code(error), operation: operation)
    }
    return Int(clamping: limit.current)
  }

  private static func read() throws(SocketError) -> ResourceLimit {
    do throws(Errno) { return try System.getDescriptorLimit() } catch {
      throw SocketError(SocketError.Code(error), operation: operation)
    }
  }

  private static let operation: SocketError.Operation = "limit descriptors"
}
