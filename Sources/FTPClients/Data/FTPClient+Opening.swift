internal import AsyncSockets
internal import EventLoops
internal import SocketAddresses
internal import Sockets
internal import TLS

// Data connections, once the server has agreed to the transfer.
extension FTPClient {
  /// Makes a data connection of what was prepared, which is used up in any case.
  func openData(_ preparation: DataPreparation) async throws(FTPClientError) -> DataConnection {
    let transport = try await transport(preparation)
    await transport.limitWaits(to: configuration.limits.stalledTime)
    guard protectsData, let control = control.tls, let client = tlsClient else {
      return DataConnection(transport: transport, tls: nil)
    }
    // Servers may ask that the control connection's session is resumed: whoever can do that is the
    // same client.
    let session = configuration.resumesDataSessions ? control.session : nil
    do {
      let stream = try await withTimeout(configuration.limits.handshakeTime) {
        () async throws(TLSError) in
        try await client.connect(over: transport, serverName: serverName, session: session)
      }
      configuration.report?(.encrypted(stream.negotiated, isData: true))
      return DataConnection(transport: transport, tls: stream)
    } catch {
      await transport.abort()
      throw FTPClientError(error, waiting: .handshake)
    }
  }

  private func transport(
    _ preparation: DataPreparation
  ) async throws(FTPClientError) -> TCPConnection {
    switch preparation {
    case .passive(let transport): return transport
    case .active(let listener):
      do throws(FTPClientError) {
        let transport = try await accept(from: listener)
        await listener.close()
        return transport
      } catch {
        await listener.close()
        throw error
      }
    }
  }

  /// Takes the server's connection; others that come are closed, as somebody else could send
  /// another file, or get this one (RFC 2577 §5).
  private func accept(from listener: TCPListener) async throws(FTPClientError) -> TCPConnection {
    let deadline = Deadline.after(configuration.limits.dataConnectTime)
    while true {
      do throws(SocketError) {
        let transport = try await listener.accept(onto: loop, deadline: deadline)
        if transport.peer?.ip?.canonical == peerAddress.ip?.canonical { return transport }
        await transport.abort()
      } catch {
        guard error.code == .connectionAborted else {
          throw FTPClientError(error, waiting: .dataConnection)
        }
      }
    }
  }
}
