public import ByteStreams

extension Socket: BlockingByteStream {
  /// `receive(into:)`.
  @available(*, noasync, message: "blocks; use an async connection")
  public func read(into buffer: inout OutputRawSpan) throws(SocketError) -> Int {
    try receive(into: &buffer)
  }

  /// `sendAll`.
  @available(*, noasync, message: "blocks; use an async connection")
  public func write(_ bytes: RawSpan) throws(SocketError) {
    guard bytes.byteCount > 0 else { return }
    try sendAll(bytes)
  }

  /// `shutdown(.sending)`.
  @available(*, noasync, message: "blocks; use an async connection")
  public func finishWriting() throws(SocketError) {
    try shutdown(.sending)
  }
}

extension SharedSocket: BlockingByteStream {
  /// `receive(into:)` of the socket.
  @available(*, noasync, message: "blocks; use an async connection")
  public func read(into buffer: inout OutputRawSpan) throws(SocketError) -> Int {
    try socket.read(into: &buffer)
  }

  /// `sendAll` of the socket.
  @available(*, noasync, message: "blocks; use an async connection")
  public func write(_ bytes: RawSpan) throws(SocketError) {
    try socket.write(bytes)
  }

  /// `shutdown(.sending)` of the socket.
  @available(*, noasync, message: "blocks; use an async connection")
  public func finishWriting() throws(SocketError) {
    try socket.finishWriting()
  }
}
