internal import AsyncSockets
internal import ByteStreams
internal import SystemCalls

// A large file as it is: its bytes go from the socket to the file inside the kernel.
extension FileReceiving {
  /// What a large file comes through: one pipe is filled while the other is written.
  typealias Pipes = (KernelPipe, KernelPipe)

  /// Pipes for what comes over a stream; nil where its bytes must be seen, are kept to a rate, or
  /// there is no pipe to be had.
  func pipes(for stream: some ByteStream) -> Pipes? {
    guard stream is TCPConnection, !isText, rate == nil else { return nil }
    let capacity = TransferBuffer.bytesMax
    return try? (KernelPipe(capacity: capacity), KernelPipe(capacity: capacity))
  }

  /// What has come into a pipe.
  private struct Piece {
    var count = 0
    var isEnd = false
    /// Why no more comes; what came before is whole.
    var error: SocketError?
  }

  /// Receives up to the end of the stream.
  func receive(
    over transport: TCPConnection,
    through pipes: Pipes,
    at start: Int64
  ) async throws {
    var offset = start
    var (full, free) = pipes
    var piece = await fill(full, over: transport)
    while piece.error == nil, !piece.isEnd {
      let next: Piece
      do {
        let (full, count, offset) = (full, piece.count, offset)
        async let written: Void = write(full, count, at: offset)
        next = await fill(free, over: transport)
        try await written
      }
      offset += Int64(piece.count)
      piece = next
      swap(&full, &free)
    }
    // Also of a transfer that is cut: what has come is there for who goes on.
    try await write(full, piece.count, at: offset)
    if let error = piece.error { throw error }
  }

  /// Takes in until there is as much as one call writes, or nothing more has come for a while.
  private func fill(_ pipe: KernelPipe, over transport: TCPConnection) async -> Piece {
    var piece = Piece()
    do throws(SocketError) {
      var wasFull = false
      while piece.count < TransferBuffer.bytesMax, !piece.isEnd {
        let room = TransferBuffer.bytesMax - piece.count
        if piece.count == 0 {
          let count = try await transport.takeIn(pipe, atMost: room)
          (piece.count, piece.isEnd) = (count, count == 0)
        } else if let count = try transport.takeInAtOnce(pipe, atMost: room) {
          (piece.count, piece.isEnd) = (piece.count + count, count == 0)
          wasFull = false
        } else {
          // Something is there and is not taken: the pipe has no page free.
          guard !wasFull, try await moreComes(over: transport) else { break }
          wasFull = true
        }
      }
      progress.add(piece.count)
    } catch {
      piece.error = error
    }
    return piece
  }

  /// Writes what has come, also where the task is cancelled: what is written next is behind it.
  private func write(
    _ pipe: KernelPipe,
    _ count: Int,
    at offset: Int64
  ) async throws(ActionError) {
    guard count > 0 else { return }
    try await work.finish { [upload] () throws(ActionError) in
      try upload.write(from: pipe, count, at: offset)
    }
  }
}
