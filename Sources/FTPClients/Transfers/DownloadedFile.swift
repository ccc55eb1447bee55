internal import AsyncSockets
internal import Sockets
internal import SystemCalls

/// What of a download is in an open file.
struct DownloadedFile {
  /// The most that is written at once of what stays in the kernel, in bytes.
  static let pipeBytes = 256 << 10

  /// How many bytes are there.
  private(set) var count: Int64 = 0
  private let offset: Int64

  /// - Parameter offset: where the first byte goes.
  init(offset: Int64) {
    self.offset = offset
  }

  /// Writes what has come.
  mutating func write(
    _ bytes: RawSpan,
    to file: borrowing FileDescriptor
  ) throws(FTPClientError) {
    var written = 0
    defer { count += Int64(written) }
    while written < bytes.byteCount {
      let rest = bytes.extracting(written..<bytes.byteCount)
      do throws(Errno) {
        written += try System.pwrite(file, rest, offset: offset + count + Int64(written))
      } catch {
        throw Self.failure(error)
      }
    }
  }

  /// Receives a piece that never comes to memory.
  ///
  /// - Parameters:
  ///   - transport: where from.
  ///   - pipe: empty, and is so afterwards.
  ///   - file: where to.
  /// - Returns: whether this is the end; the last bytes may have come with it.
  /// - Throws: `.transport`, `.timedOut`; `.handler` for what the file does not take.
  mutating func receive(
    from transport: TCPConnection,
    through pipe: KernelPipe,
    into file: borrowing FileDescriptor
  ) async throws(FTPClientError) -> Bool {
    var taken = 0
    var failure: FTPClientError?
    var isEnd = false
    do throws(SocketError) {
      taken = try await transport.takeIn(pipe, atMost: Self.pipeBytes)
      isEnd = taken == 0
      while !isEnd, taken < Self.pipeBytes,
        let more = try transport.takeInAtOnce(pipe, atMost: Self.pipeBytes - taken)
      {
        taken += more
        isEnd = more == 0
      }
    } catch {
      failure = FTPClientError(error, waiting: .data)
    }
    // What has come before a failure is good.
    if taken > 0 { try give(taken, of: pipe, to: file) }
    if let failure { throw failure }
    return isEnd
  }

  private mutating func give(
    _ taken: Int,
    of pipe: KernelPipe,
    to file: borrowing FileDescriptor
  ) throws(FTPClientError) {
    var written = 0
    defer { count += Int64(written) }
    do throws(Errno) {
      try pipe.giveOut(taken, to: file, at: offset + count, written: &written)
    } catch {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: Errno) -> FTPClientError {
    .handler(SocketError(SocketError.Code(error), operation: "write the file"))
  }
}
