import TestSupport

@testable import Sockets

/// Runs `body` over a connection, on a thread of its own, where it may block.
func onThread<R: Sendable>(
  over wire: Wire,
  _ body: @escaping @Sendable (_ pair: borrowing SocketPair) throws -> R
) async throws -> R {
  try wire.demand()
  return try await onThread {
    let pair = try wire.connectedPair()
    return try body(pair)
  }
}
