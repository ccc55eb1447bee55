internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import HomeDirectories
internal import TLS

/// STOR, APPE and STOU: a file from a client.
struct FileReceiving: Sendable {
  let upload: CountedUpload
  let isText: Bool
  let toleratesMissingCloseNotify: Bool
  let progress: TransferProgress
  let rate: Int64?
  let work: FileWork
  let loop: EventLoop

  /// Receives up to the end of the stream, into the file.
  func receive(over data: DataConnection) async throws {
    if let tls = data.tls {
      do {
        try await receive(from: tls)
      } catch let error as TLSError where error.isTruncation && toleratesMissingCloseNotify {
        // The settings say that it is whole all the same.
      }
      // The client waits for ours.
      try? await tls.finishWriting()
    } else {
      try await receive(from: data.transport)
    }
  }

  private func receive<Stream: ByteStream & Sendable>(from stream: Stream) async throws {
    var pace = TransferPace(rate, on: loop)
    var decoder = FTPASCIIDecoder()
    var buffer = TransferBuffer(capacity: pace.pieceBytes(atMost: TransferBuffer.bytesFirst))
    var offset = upload.upload.startOffset
    while true {
      buffer.storage.removeAll()
      let filling = try await fill(buffer, from: stream)
      let count = buffer.storage.count
      progress.add(count)
      if isText { decode(&buffer, &decoder, isEnd: filling.isEnd) }
      if buffer.storage.count > 0 {
        try await write(buffer, at: offset)
        offset += Int64(buffer.storage.count)
      }
      switch filling {
      case .more: break
      case .end: return
      case .failed(let error): throw error
      }
      try await pace.wait(for: count)
      if !isText, count == buffer.storage.capacity {
        let larger = pace.pieceBytes(atMost: TransferBuffer.bytesMax)
        if larger > count { buffer = TransferBuffer(capacity: larger) }
      }
    }
  }

  /// What is behind the bytes that a buffer was filled with.
  private enum Filling {
    case more
    case end
    /// The stream has failed; what has come before is of the file nevertheless, as a part of it
    /// that can be gone on with.
    case failed(any Error)

    var isEnd: Bool {
      if case .more = self { false } else { true }
    }
  }

  /// Reads until the buffer is full or nothing more has come.
  private func fill<Stream: ByteStream & Sendable>(
    _ buffer: TransferBuffer,
    from stream: Stream
  ) async throws -> Filling {
    if try await buffer.storage.read(from: stream) == 0 { return .end }
    while buffer.freeCapacity > 0 {
      do {
        guard let more = try buffer.storage.readAtOnce(from: stream) else { return .more }
        if more == 0 { return .end }
      } catch {
        return .failed(error)
      }
    }
    return .more
  }

  private func decode(
    _ buffer: inout TransferBuffer,
    _ decoder: inout FTPASCIIDecoder,
    isEnd: Bool
  ) {
    var text: [UInt8] = []
    buffer.storage.withBytes { bytes in decoder.decode(bytes, to: &text) }
    if isEnd { decoder.finish(to: &text) }
    // One byte more than came may be there: the carriage return that was kept back.
    if text.count > buffer.storage.capacity { buffer = TransferBuffer(capacity: text.count) }
    buffer.storage.removeAll()
    for byte in text { buffer.storage.append(byte) }
  }

  private func write(_ buffer: TransferBuffer, at offset: Int64) async throws(ActionError) {
    try await work.act { [upload] () throws(ActionError) in
      try buffer.storage.withBytes { bytes throws(ActionError) in
        try upload.write(bytes, at: offset)
      }
    }
  }
}
