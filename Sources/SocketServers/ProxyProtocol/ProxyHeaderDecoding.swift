/// What becomes of bytes that may begin with a header of the PROXY protocol.
public enum ProxyHeaderDecoding: Hashable, Sendable {
  /// They begin with this header, which has so many bytes; what follows is the client's.
  case header(ProxyHeader, byteCount: Int)
  /// The header goes on for at least so many bytes more, from 1. Who reads no more than these at
  /// once takes nothing of what follows.
  case needsMore(byteCount: Int)
}
