import ByteStreams
import FTPClients
import Testing

/// So many bytes that are not all alike: no two places near each other look the same.
func pattern(_ count: Int) -> [UInt8] {
  var bytes = (0..<min(count, 65_537)).map { index in
    UInt8(truncatingIfNeeded: index &* 31 &+ index >> 8 &* 7)
  }
  while bytes.count < count { bytes += bytes.prefix(count - bytes.count) }
  return bytes
}

extension FTPClient {
  /// Downloads a file into memory.
  func contents(of path: FTPPath, from offset: Int64 = 0) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    let count = try await download(path, from: offset) { piece in bytes.append(piece) }
    guard count == bytes.count else { throw WrongCount() }
    return bytes
  }

  /// Uploads bytes, in pieces of a size.
  @discardableResult
  func upload(
    _ bytes: [UInt8],
    to path: FTPPath,
    _ mode: FTPUploadMode = .replace,
    pieces pieceBytes: Int = 100_000
  ) async throws -> Int64 {
    var rest = bytes[...]
    return try await upload(path, mode) { buffer in
      let count = min(rest.count, pieceBytes, buffer.freeCapacity)
      buffer.append(copying: rest.prefix(count))
      rest = rest.dropFirst(count)
    }
  }
}

/// An operation has told another count than it has handed out.
struct WrongCount: Error {}

/// What an operation has thrown; an issue and nil where it has not, or something else.
func failure<R>(_ body: () async throws -> R) async -> FTPClientError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? FTPClientError
  }
}

/// Records that an operation has failed otherwise than it should, or not at all.
func recordUnexpected(
  _ cause: FTPClientError?,
  at location: SourceLocation = #_sourceLocation
) {
  let text = cause.map { "\($0)" } ?? "no failure"
  Issue.record(Comment(rawValue: text), sourceLocation: location)
}

extension OutputRawSpan {
  /// Appends bytes, for which there must be room.
  mutating func append(copying bytes: ArraySlice<UInt8>) {
    precondition(bytes.count <= freeCapacity)
    unsafe withUnsafeMutableBytes { target, initializedCount in
      unsafe bytes.withUnsafeBytes { source in
        // The room was checked above.
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: target[initializedCount...])
        unsafe free.copyMemory(from: source)
        initializedCount += source.count
      }
    }
  }
}
