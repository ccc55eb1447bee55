import SocketServers
import TutorialCommands

extension ServerSession {
  /// Does what the client asks until it leaves, on the connection's event loop.
  ///
  /// - Parameters:
  ///   - connection: the client's, without an upgrade.
  ///   - quiet: the silence that ends an instruction.
  ///   - disk: does what may wait for the disk.
  /// - Throws: what the session throws, and what its steps do.
  mutating func run(
    over connection: StreamConnection,
    quiet: Duration,
    _ disk: DiskThreads
  ) async throws {
    do { try await runSteps(over: connection, quiet: quiet, disk) } catch {
      // Where the server ends the pool may not do it; then it is done with the file's last owner.
      if let part = unfinished { try? await disk.run { part.remove() } }
      throw error
    }
  }

  private mutating func runSteps(
    over connection: StreamConnection,
    quiet: Duration,
    _ disk: DiskThreads
  ) async throws {
    while true {
      switch try next() {
      case .receive(let bytesMax, untilQuiet: false):
        take(try await connection.read(atMost: bytesMax))
      case .receive(let bytesMax, untilQuiet: true):
        if let piece = try await connection.read(atMost: bytesMax, within: quiet) {
          take(piece)
        } else {
          takeSilence()
        }
      case .send(let bytes, endsSegment: false): try await connection.write(bytes)
      case .send(let bytes, endsSegment: true): try await connection.sendAll(endingSegment: bytes)
      case .sendFile(let file, let count): try await connection.send(file, count: count, disk)
      case .work(let body): take(try await disk.run(body))
      case .end: return
      }
    }
  }
}

extension StreamConnection {
  /// How much of a file is read ahead and sent at once, in bytes.
  private static let filePieceBytes = 256 << 10

  /// Sends the first `count` bytes of a file, piece by piece: read by the disk's threads, so that
  /// the loop finds each in memory.
  fileprivate func send(_ file: OpenFile, count: Int, _ disk: DiskThreads) async throws {
    var sent = 0
    while sent < count {
      let (start, piece) = (sent, min(count - sent, Self.filePieceBytes))
      try await disk.run { try file.readAhead(from: start, count: piece) }
      let moved = try await sendFile(file.descriptor, offset: Int64(start), count: piece)
      guard moved == piece else { throw file.shortened }
      sent += piece
    }
  }

  /// Sends bytes that do not go in one segment with what follows: `MSG_EOR`.
  fileprivate func sendAll(endingSegment bytes: [UInt8]) async throws(SocketError) {
    var rest = bytes
    while !rest.isEmpty {
      rest.removeFirst(try await send(rest, flags: .endOfRecord))
    }
  }
}
