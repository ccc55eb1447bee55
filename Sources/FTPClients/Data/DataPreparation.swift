internal import AsyncSockets

/// What a data connection comes from.
enum DataPreparation {
  /// The client has connected to where the server waits.
  case passive(TCPConnection)
  /// The server connects to where the client waits.
  case active(TCPListener)

  /// Gives it up.
  func drop() async {
    switch self {
    case .passive(let transport): await transport.abort()
    case .active(let listener): await listener.close()
    }
  }
}
