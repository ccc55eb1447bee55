internal import AsyncSockets
internal import FTPProtocol

/// How the next data connection is to be made, as PASV or PORT have said.
enum DataPreparation: Sendable {
  /// Nothing was said.
  case none
  /// The client connects to a port that is open already.
  case passive(TCPListener)
  /// The server connects to the client.
  case active(FTPDataAddress)

  /// Whether nothing was said.
  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// Closes what is open.
  func drop() async {
    if case .passive(let listener) = self { await listener.close() }
  }
}
