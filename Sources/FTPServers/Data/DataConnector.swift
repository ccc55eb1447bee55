internal import AsyncSockets
internal import EventLoops
internal import FTPProtocol
internal import SocketAddresses
internal import Sockets
internal import TLS

/// Makes the data connection of a transfer.
struct DataConnector: Sendable {
  /// How the client wants it.
  let preparation: DataPreparation
  /// The client, which alone may have it.
  let peer: IPAddress?
  /// The address that the client has reached, for connections to it, without a port.
  let local: SocketAddress?
  /// What encrypts it; nil for nothing.
  let tls: TLSServer?
  /// The encrypted control connection.
  let control: TLSStream<StreamConnection>?
  let reuse: FTPDataSessionReuse
  let limits: FTPServerLimits
  let loop: EventLoop

  /// Why there is none.
  enum Failure: Error {
    case cancelled
    case refused(FTPReply)

    init(_ error: SocketError, _ reply: FTPReply) {
      self = error.code == .cancelled ? .cancelled : .refused(reply)
    }
  }

  /// Makes it: waits for the client, or connects to it, and shakes hands where it is encrypted.
  ///
  /// What was prepared is used up, whatever comes of it.
  func connect() async throws(Failure) -> DataConnection {
    let transport = try await transport()
    transport.limitWaits(to: limits.stalledTime, until: .never)
    guard let tls else { return DataConnection(transport: transport, tls: nil) }
    let stream = try await encrypt(transport, tls)
    return DataConnection(transport: transport, tls: stream)
  }

  private func transport() async throws(Failure) -> TCPConnection {
    switch preparation {
    case .none: throw .refused(.noDataConnection)
    case .passive(let listener):
      do throws(Failure) {
        let transport = try await accept(from: listener)
        await listener.close()
        return transport
      } catch {
        await listener.close()
        throw error
      }
    case .active(let address):
      let target = SocketAddress(address.address, port: address.port)
      do throws(SocketError) {
        return try await TCPConnection.connect(
          to: target,
          from: local,
          deadline: .after(limits.dataConnectTime),
          on: loop
        )
      } catch {
        throw Failure(error, .cannotOpenData)
      }
    }
  }

  /// Takes the client's connection; others that come are closed: somebody who connects first must
  /// not get the file (RFC 2577, section 5).
  private func accept(from listener: TCPListener) async throws(Failure) -> TCPConnection {
    let deadline = Deadline.after(limits.dataConnectTime)
    while true {
      do throws(SocketError) {
        let transport = try await listener.accept(onto: loop, deadline: deadline)
        if transport.peer?.ip?.canonical == peer { return transport }
        await transport.abort()
      } catch {
        guard error.code == .connectionAborted else { throw Failure(error, .dataConnectionLate) }
      }
    }
  }

  private func encrypt(
    _ transport: TCPConnection,
    _ tls: TLSServer
  ) async throws(Failure) -> TLSStream<TCPConnection> {
    let result: Result<TLSStream<TCPConnection>, TLSError>
    do throws(TLSError) {
      result = .success(
        try await withTimeout(limits.handshakeTime) { () async throws(TLSError) in
          // A client that only uploads never reads tickets, and its close would reset the
          // connection then, with bytes under way.
          reuse == .off
            ? try await tls.acceptAnew(over: transport)
            : try await tls.accept(over: transport, givesTickets: false)
        }
      )
    } catch {
      result = .failure(error)
    }
    switch result {
    case .success(let stream):
      if reuse == .require, control.map({ stream.resumes($0) }) != true {
        await stream.close()
        throw .refused(.dataSessionNotResumed)
      }
      return stream
    case .failure:
      throw Task.isCancelled ? .cancelled : .refused(.dataHandshakeFailed)
    }
  }
}
