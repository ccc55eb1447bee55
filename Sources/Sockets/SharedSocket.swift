public import ByteStreams

/// A socket with several owners, such as the reader and the writer of one connection, or the
/// clients of a chat that one thread reads from and others write to.
///
/// It closes when the last owner lets go: a stream made from it keeps it open, as Python's
/// `makefile` does. There is no `close`, because another owner may be in the middle of a call, and
/// the kernel would give the number to the next socket under its feet. To end a connection from any
/// thread, whatever its owners do, call `socket.shutdown(.both)`: a read that waits returns the
/// end, a write throws `.brokenPipe`, and each owner then leaves by itself.
///
/// Any thread may use it at the same time as others. Of two writes at once, one may cut the other
/// in two where a message is large; where several threads write to one peer, let them share a
/// writer in a `Mutex`.
public final class SharedSocket: Sendable {
  /// The socket.
  public let socket: Socket

  /// Takes over a socket.
  public init(_ socket: consuming Socket) {
    self.socket = socket
  }

  /// A buffered reader of the connection, which keeps it open.
  ///
  /// Make one only: what one has in its buffer another does not see.
  ///
  /// - Parameter bufferBytes: as for `BlockingReader`.
  /// - Returns: a reader with nothing in its buffer.
  public func reader(
    bufferBytes: Int = ByteStreamLimits.bufferBytesDefault
  ) -> BlockingReader<SharedSocket> {
    BlockingReader(self, bufferBytes: bufferBytes)
  }

  /// A buffered writer to the connection, which keeps it open and loses what is not flushed.
  ///
  /// - Parameter bufferBytes: as for `BlockingWriter`.
  /// - Returns: a writer with nothing in its buffer.
  public func writer(
    bufferBytes: Int = ByteStreamLimits.bufferBytesDefault
  ) -> BlockingWriter<SharedSocket> {
    BlockingWriter(self, bufferBytes: bufferBytes)
  }
}

/// By identity, so that the connections of a server can be a set.
extension SharedSocket: Hashable {
  /// Whether they are the same object.
  public static func == (left: SharedSocket, right: SharedSocket) -> Bool {
    left === right
  }

  /// Hashes the identity of the object.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
