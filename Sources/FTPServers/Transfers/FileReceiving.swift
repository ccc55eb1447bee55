internal import Accounts
internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import HomeDirectories
internal import TLS

/// STOR, APPE and STOU: a file from a client.
struct FileReceiving: Sendable {
  let upload: HomeUpload
  let quota: QuotaUse
  /// Gets the last bytes, which whoever completes the upload writes.
  let lastPiece: LastPiece
  /// Bytes that the file has already and that the quota counts: writing over them takes nothing.
  let countedBytes: Int64
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
    var offset = upload.startOffset
    while true {
      buffer.storage.removeAll()
      let isEnd: Bool
      do {
        isEnd = try await fill(buffer, from: stream)
      } catch {
        // What has come before is there for who goes on.
        if isText { decode(&buffer, &decoder, isEnd: true) }
        if let piece = try? await reserve(buffer, at: offset) { try? await write(piece) }
        throw error
      }
      let count = buffer.storage.count
      if isText { decode(&buffer, &decoder, isEnd: isEnd) }
      if let piece = try await reserve(buffer, at: offset) {
        guard !isEnd else { return lastPiece.keep(piece) }
        try await write(piece)
        offset += Int64(buffer.storage.count)
      }
      if isEnd { return }
      try await pace.wait(for: count)
      if !isText {
        let larger = pace.pieceBytes(atMost: TransferBuffer.bytesMax)
        if larger > count { buffer = TransferBuffer(capacity: larger) }
      }
    }
  }

  /// Reads until the buffer is full; true at the end of the stream.
  private func fill<Stream: ByteStream & Sendable>(
    _ buffer: TransferBuffer,
    from stream: Stream
  ) async throws -> Bool {
    while buffer.freeCapacity > 0 {
      let atOnce = try buffer.storage.readAtOnce(from: stream)
      let count = if let atOnce { atOnce } else { try await buffer.storage.read(from: stream) }
      if count == 0 { return true }
      progress.add(count)
    }
    return false
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

  /// Reserves what the file grows by; nil where nothing is to be written.
  private func reserve(
    _ buffer: TransferBuffer,
    at offset: Int64
  ) async throws(ActionError) -> UploadPiece? {
    let count = buffer.storage.count
    guard count > 0 else { return nil }
    let growth = max(0, offset + Int64(count) - max(offset, countedBytes))
    if growth > 0, !quota.reserveFromBlock(bytes: growth) {
      try await work.count { [quota] () throws(QuotaError) in try quota.reserve(bytes: growth) }
    }
    return UploadPiece(buffer: buffer, offset: offset, growth: growth)
  }

  private func write(_ piece: UploadPiece) async throws(ActionError) {
    do throws(ActionError) {
      try await work.run { [upload, quota] () throws(HomeError) in
        try piece.write(to: upload, quota)
      }
    } catch {
      // What the disk has refused is given back already; a part of it that was written is counted
      // when leases are.
      if case .overloaded = error, piece.growth > 0 { quota.release(bytes: piece.growth) }
      throw error
    }
  }
}
