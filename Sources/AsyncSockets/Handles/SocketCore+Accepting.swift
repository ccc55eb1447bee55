internal import EventLoops
internal import Sockets
internal import SystemCalls

extension SocketCore {
  /// Takes the next connection: accept4(2) with `SOCK_CLOEXEC` and `SOCK_NONBLOCK`.
  func accept(until deadline: Deadline) async throws(SocketError) -> AcceptedSocket {
    try await perform(.accept, .reading, until: deadline) { socket throws(Errno) in
      try socket.tryAccept(isNonBlocking: true)
    }
  }
}
