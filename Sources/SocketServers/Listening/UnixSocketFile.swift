package import SocketAddresses
internal import Sockets
internal import SystemCalls

/// The file that a bound Unix socket has, which nobody but its server removes.
package struct UnixSocketFile: Sendable {
  private let path: [UInt8]
  /// Which file the server has made: by the same path there may be another one by now.
  private let identity: FileIdentity

  /// The file of a socket that was just bound; nil where it has none.
  package init?(of address: UnixAddress) {
    guard case .path(let path) = address.kind, let identity = try? System.lstat(path).identity
    else {
      return nil
    }
    self.path = path
    self.identity = identity
  }

  /// Removes the file, unless another server has put its own in the place.
  package func remove() {
    guard (try? System.lstat(path).identity) == identity else { return }
    // Where the directory does not let us, the file stays: the next server finds it dead.
    try? System.unlink(path)
  }

  /// Removes the file that a server has left which died: one that refuses connections.
  ///
  /// Anything else stays where it is, so that bind(2) answers `.addressInUse`: the socket of a
  /// server that lives, and what is no socket. Of two servers that find the same dead file at the
  /// same moment, the slower one can remove the file that the faster one has just bound.
  package static func removeDead(at address: UnixAddress) {
    guard case .path(let path) = address.kind else { return }
    guard let file = try? System.lstat(path), file.kind == .socket, isDead(address) else { return }
    UnixSocketFile(path: path, identity: file.identity).remove()
  }

  private init(path: [UInt8], identity: FileIdentity) {
    self.path = path
    self.identity = identity
  }

  /// Whether nobody has the socket.
  ///
  /// It is found out by a datagram socket, which no server notices; that a socket is of another
  /// type, the kernel says of those that live only.
  private static func isDead(_ address: UnixAddress) -> Bool {
    do throws(SocketError) {
      let socket = try Socket(.unix, .datagram)
      try socket.connect(to: SocketAddress(address))
      return false
    } catch {
      return error.code == .connectionRefused
    }
  }
}
