internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import Sockets
internal import TLS

/// A data connection, encrypted or not.
struct DataConnection: Sendable {
  /// The connection as the kernel has it.
  let transport: TCPConnection
  /// What encrypts it; nil for nothing.
  let tls: TLSStream<TCPConnection>?

  /// What the bytes go over.
  var stream: any ByteStream & Sendable { tls ?? transport }

  /// Sends what is still to be sent, and then the end: `close_notify` if it is encrypted, FIN.
  func finish() async throws {
    if let tls { try await tls.finishWriting() } else { try await transport.finishWriting() }
  }

  /// Closes it after all has crossed.
  ///
  /// A client that leaves its end open is not waited for.
  func close() async {
    if let tls { await tls.close() } else { await transport.close() }
  }

  /// Reads what still comes, and closes it: a client that sends while its connection is reset does
  /// not read why.
  ///
  /// - Parameter time: how long it may take; what comes later is reset.
  func drain(for time: Duration) async {
    transport.limitWaits(to: nil, until: .after(time))
    var rest = ByteStorage(capacity: Self.drainBytes)
    do {
      repeat { rest.removeAll() } while try await rest.read(from: transport) > 0
      await transport.close()
    } catch {
      await transport.abort()
    }
  }

  private static let drainBytes = 64 << 10

  /// Closes it at once, so that the peer sees that something was cut.
  func abort() async {
    await transport.abort()
  }
}
