internal import EventLoops
public import Sockets
internal import SystemCalls

extension StreamConnection {
  /// Waits until the peer has ended its side, or the connection is lost: `POLLRDHUP`, `POLLHUP` and
  /// `POLLERR` of poll(2).
  ///
  /// It reads nothing: bytes may still wait to be read, and other tasks may read and write
  /// meanwhile. Data that arrives does not wake it. A peer that only says that it has sent
  /// everything (`finishWriting`) has ended its side too. One task at a time can wait so.
  ///
  /// - Throws: `.cancelled`, `.closed`; `.busy` where another task waits so already.
  public final func waitForHangUp() async throws(SocketError) {
    do throws(WaitFailure) {
      try await core.loop.runOperation { () async throws(WaitFailure) in
        while !hasHungUp {
          try await core.registration.waitForException(core.held.onLoop.descriptor)
        }
      }
    } catch {
      throw SocketError(error, .wait)
    }
  }

  /// Whether the peer has ended its side, or the connection is lost: on the loop's thread.
  ///
  /// False for a handle that is closed.
  private final var hasHungUp: Bool {
    guard !core.registration.isClosed else { return false }
    let told = try? System.poll(
      core.held.onLoop.descriptor.number,
      Readiness.peerFinished.rawValue,
      timeoutMilliseconds: 0
    )
    return told != nil
  }
}
