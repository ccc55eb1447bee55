import EventLoops
import FTPClients
import SystemCalls

/// Stores one file, and tries again where the connection fails.
struct Upload: Sendable {
  /// Where it comes from.
  enum Source: Hashable, Sendable {
    case standardInput
    /// The path of the file.
    case file([UInt8])
  }

  let session: RemoteSession
  let source: Source
  /// Whether what the server has is gone on with.
  let isContinued: Bool
  let attempts: TransferAttempts
  let display: TransferDisplay

  /// Stores it.
  ///
  /// - Throws: `CommandFailure`, `RemoteFailure`.
  func run(on loop: EventLoop) async throws {
    switch source {
    case .standardInput:
      // What was read of a pipe is gone: there is no second attempt.
      try await session.run(on: loop) { client in try await pass(client) }
    case .file(let path):
      let steady = SteadySession(session, attempts, display, on: loop)
      do {
        try await steady.run(for: session.url) { client, progress in
          try await store(client, path, progress)
        }
      } catch {
        await steady.leave()
        throw error
      }
      await steady.leave()
    }
  }

  private func pass(_ client: FTPClient) async throws {
    let shown = display.begin(session.url, of: nil)
    var rest: ArraySlice<UInt8> = []
    try await client.upload(FTPPath(bytes: session.url.path)) { output in
      if rest.isEmpty {
        do {
          rest = try await OffloadPool.shared.run { () throws(Errno) in
            try System.read(from: .input, bytesMax: Self.pieceBytes)
          }[...]
        } catch {
          throw CommandFailure("read standard input: \(error)")
        }
      }
      let piece = rest.prefix(output.freeCapacity)
      for byte in piece { output.append(byte) }
      rest = rest.dropFirst(piece.count)
      shown.add(piece.count)
    }
    shown.end()
  }

  private func store(
    _ client: FTPClient,
    _ path: [UInt8],
    _ progress: TransferProgress
  ) async throws {
    let file = try LocalFile(path)
    let remote = FTPPath(bytes: session.url.path)
    let offset = isContinued ? try await continued(client, remote, file.size) : 0
    let shown = display.begin(session.url, of: file.size, from: offset)
    let store = FileStore(url: session.url, shown: shown)
    // Not every server can set times; the file is there without it.
    _ = try await store.run(client, file, from: offset, progress)
  }

  /// How much of the file is at the server already.
  private func continued(
    _ client: FTPClient,
    _ remote: FTPPath,
    _ size: Int64
  ) async throws -> Int64 {
    do throws(FTPClientError) {
      let there = try await client.size(of: remote)
      guard there <= size else {
        throw FTPClientError.unusableArgument("the server's file is larger than the one to store")
      }
      return there
    } catch {
      guard error.isNoSuchFile else { throw error }
      return 0
    }
  }

  private static let pieceBytes = 256 << 10
}
