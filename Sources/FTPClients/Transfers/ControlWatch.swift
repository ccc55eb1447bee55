internal import AsyncSockets
internal import ByteStreams
internal import Synchronization
internal import TLS

/// Watches a control connection while an upload runs, and cuts the data connection as soon as
/// something comes: the server has ended the transfer, or has gone.
///
/// Nothing else reads the control connection meanwhile.
final class ControlWatch: Sendable {
  private let transport: TCPConnection
  private let tls: TLSStream<TCPConnection>?
  private let data: TCPConnection
  private let seen = Atomic(false)

  init(of control: ControlConnection, over data: DataConnection) {
    transport = control.transport
    tls = control.tls
    self.data = data.transport
  }

  /// Whether something has come.
  var hasSeen: Bool { seen.load(ordering: .acquiring) }

  /// Watches as long as a body runs.
  func run<R>(_ body: () async -> R) async -> R {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [self] in await watch() }
      let result = await body()
      group.cancelAll()
      await group.waitForAll()
      return result
    }
  }

  private func watch() async {
    do {
      if let tls { try await tls.waitForBytes() } else { try await transport.waitForBytes() }
    } catch {
      // The upload has ended, or the connection has failed: the next read tells.
      if Task.isCancelled { return }
    }
    seen.store(true, ordering: .releasing)
    await data.abort()
  }
}
