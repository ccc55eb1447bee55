internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import HomeDirectories
internal import TLS

/// STOR, APPE and STOU: a file from a client.
struct FileReceiving: Sendable {
  /// How long bytes that have come wait for more before they are written.
  static let patience = Duration.milliseconds(100)

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
        try await receive(from: tls, over: data.transport)
      } catch let error as TLSError where error.isTruncation && toleratesMissingCloseNotify {
        // The settings say that it is whole all the same.
      }
      // The client waits for ours.
      try? await tls.finishWriting()
    } else {
      try await receive(from: data.transport, over: data.transport)
    }
  }

  private func receive<Stream: ByteStream & Sendable>(
    from stream: Stream,
    over transport: TCPConnection
  ) async throws {
    var pace = TransferPace(rate, on: loop)
    var decoder = FTPASCIIDecoder()
    var buffer = TransferBuffer(capacity: pace.pieceBytes(atMost: TransferBuffer.bytesFirst))
    var offset = upload.upload.startOffset
    while true {
      buffer.storage.removeAll()
      let isEnd: Bool
      do {
        isEnd = try await fill(buffer, from: stream, over: transport)
      } catch {
        // What has come before is there for who goes on.
        if isText { decode(&buffer, &decoder, isEnd: true) }
        try await save(buffer, at: offset)
        throw error
      }
      let count = buffer.storage.count
      if isText { decode(&buffer, &decoder, isEnd: isEnd) }
      guard !isEnd else { return upload.keep(buffer, at: offset) }
      try await write(buffer, at: offset)
      offset += Int64(buffer.storage.count)
      if let pipes = pipes(for: stream) {
        return try await receive(over: transport, through: pipes, at: offset)
      }
      try await pace.wait(for: count)
      let larger = pace.pieceBytes(atMost: TransferBuffer.bytesMax)
      if !isText, larger > count { buffer = TransferBuffer(capacity: larger) }
    }
  }

  /// Reads until the buffer is full, or nothing more has come for a while; true at the end of the
  /// stream.
  private func fill<Stream: ByteStream & Sendable>(
    _ buffer: TransferBuffer,
    from stream: Stream,
    over transport: TCPConnection
  ) async throws -> Bool {
    while buffer.freeCapacity > 0 {
      let count: Int?
      if buffer.storage.count == 0 {
        count = try await buffer.storage.read(from: stream)
      } else {
        count = try buffer.storage.readAtOnce(from: stream)
        if count == nil, !(try await moreComes(over: transport)) { return false }
      }
      if count == 0 { return true }
      progress.add(count ?? 0)
    }
    return false
  }

  /// Whether something more comes soon, or the end, which saves a call for the disk.
  func moreComes(over transport: TCPConnection) async throws(SocketError) -> Bool {
    do throws(SocketError) {
      try await transport.waitForBytes(deadline: .after(Self.patience))
      return true
    } catch {
      guard error.code == .timedOut else { throw error }
      return false
    }
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

  /// Writes what has come of an upload that is cut, also where its task is cancelled.
  private func save(_ buffer: TransferBuffer, at offset: Int64) async throws(ActionError) {
    try await work.finish { [upload] () throws(ActionError) in
      try buffer.storage.withBytes { bytes throws(ActionError) in
        try upload.write(bytes, at: offset)
      }
    }
  }
}
