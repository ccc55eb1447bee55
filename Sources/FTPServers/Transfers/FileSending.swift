internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import HomeDirectories
internal import Sockets
internal import SystemCalls

/// RETR: a file to a client.
struct FileSending: Sendable {
  /// How many bytes the kernel is asked to send at once.
  ///
  /// What it has in memory of them is looked at before. With more the client's copy no longer meets
  /// them in the processor's cache: 1 MiB takes half as long again.
  private static let pieceBytes = 64 << 10
  /// What is in memory together, at least: a page of the smallest size that there is.
  private static let pageBytes: Int64 = 4096

  let file: HomeFile
  let offset: Int64
  let isText: Bool
  let progress: TransferProgress
  let rate: Int64?
  let work: FileWork
  let loop: EventLoop

  /// Sends it up to its end, as far as it is then.
  func send(over data: DataConnection) async throws {
    if data.tls == nil, !isText {
      try await sendDirectly(over: data.transport)
    } else {
      try await sendThroughMemory(over: data.stream)
    }
    try await data.finish()
  }

  /// By sendfile(2), without passing through this program.
  private func sendDirectly(over transport: TCPConnection) async throws {
    var pace = TransferPace(rate, on: loop)
    var offset = offset
    var size = file.status.size
    while true {
      if offset >= size {
        // It may have grown meanwhile.
        if try bytesInMemory(at: offset) == 0 { return }
        size = try await work.run { [file] () throws(HomeError) in try file.size() }
        guard offset < size else { return }
      }
      let count = pace.pieceBytes(atMost: Int(min(size - offset, Int64(Self.pieceBytes))))
      try await warm(offset, count)
      let sent = try await transport.sendFile(file.descriptor, offset: offset, count: count)
      guard sent > 0 else { return }
      offset += Int64(sent)
      progress.add(sent)
      try await pace.wait(for: sent)
    }
  }

  /// Sees to it that a piece is in memory, so that sendfile(2) does not hold the loop for the disk:
  /// looks at its first and last byte, and where one is not there lets another thread read it all.
  private func warm(_ offset: Int64, _ count: Int) async throws {
    let last = offset + Int64(count - 1)
    if try bytesInMemory(at: offset) != nil {
      if offset / Self.pageBytes == last / Self.pageBytes { return }
      if try bytesInMemory(at: last) != nil { return }
    }
    try await work.run { [file] () throws(HomeError) in
      let scratch = TransferBuffer(capacity: TransferBuffer.bytesMax)
      var place = offset
      while place < offset + Int64(count) {
        scratch.storage.removeAll()
        var taken = 0
        try scratch.storage.withFreeBytes { output throws(HomeError) in
          taken = try file.read(at: place, into: &output)
        }
        guard taken > 0 else { return }
        place += Int64(taken)
      }
    }
  }

  /// Whether there is a byte at a place: 1, or 0 behind the end; nil where the disk must be asked.
  private func bytesInMemory(at offset: Int64) throws(HomeError) -> Int? {
    var probe = ByteStorage(capacity: 1)
    var count: Int?
    try probe.withFreeBytes { output throws(HomeError) in
      count = try file.readWithoutWaiting(at: offset, into: &output)
    }
    return count
  }

  /// As text, or encrypted.
  private func sendThroughMemory(over stream: any ByteStream & Sendable) async throws {
    var pace = TransferPace(rate, on: loop)
    let expected = max(0, file.status.size - offset)
    let capacity = pace.pieceBytes(atMost: Int(min(expected + 1, Int64(TransferBuffer.bytesMax))))
    let buffer = TransferBuffer(capacity: capacity)
    var encoder = FTPASCIIEncoder()
    var offset = offset
    while try await fill(buffer, at: offset) {
      offset += Int64(buffer.storage.count)
      if isText {
        var text: [UInt8] = []
        text.reserveCapacity(2 * buffer.storage.count)
        buffer.storage.withBytes { bytes in encoder.encode(bytes, to: &text) }
        try await stream.write(text)
        progress.add(text.count)
      } else {
        try await buffer.storage.write(to: stream)
        progress.add(buffer.storage.count)
      }
      try await pace.wait(for: buffer.storage.count)
    }
  }

  /// Reads a piece: here if it is in memory, else on another thread; false at the end.
  private func fill(_ buffer: TransferBuffer, at offset: Int64) async throws -> Bool {
    buffer.storage.removeAll()
    var count: Int?
    try buffer.storage.withFreeBytes { output throws(HomeError) in
      count = try file.readWithoutWaiting(at: offset, into: &output)
    }
    if count == nil {
      try await work.run { [file] () throws(HomeError) in
        try buffer.storage.withFreeBytes { output throws(HomeError) in
          _ = try file.read(at: offset, into: &output)
        }
      }
    }
    return buffer.storage.count > 0
  }
}
