internal import SocketAddresses
internal import TLS

/// A control connection whose server has greeted.
struct ConnectedControl {
  let control: ControlConnection
  let endpoint: Endpoint
  let peerAddress: SocketAddress
  let greeting: FTPServerReply
  let tlsClient: TLSClient?
}
