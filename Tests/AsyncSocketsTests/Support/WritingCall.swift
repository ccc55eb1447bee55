import AsyncSockets
import Glibc
import Sockets
import Synchronization
import SystemCalls

/// The calls that write to a stream, each by itself.
enum WritingCall: CaseIterable, Sendable {
  case write, writeGathering, sendFile, send, sendMessage, sendMessageGathering, coalesced

  /// Writes all of the bytes.
  ///
  /// `sent` is told of what was sent, for calls whose errors do not tell.
  func write(
    _ bytes: [UInt8],
    to connection: StreamConnection,
    until deadline: Deadline = .never,
    _ sent: SentBytes
  ) async throws {
    switch self {
    case .write: try await connection.write(bytes, deadline: deadline)
    case .writeGathering:
      try await connection.write(gathering: pieces(of: bytes, 1000), deadline: deadline)
    case .sendFile:
      let file = try temporaryFile(bytes)
      let count = try await connection.sendFile(file, deadline: deadline)
      guard count == bytes.count else { throw SocketError(.busy, operation: .sendFile) }
    case .send, .sendMessage, .sendMessageGathering:
      try await sendPieces(bytes, connection, deadline, sent)
      return
    case .coalesced:
      let writer = CoalescingWriter(connection, bufferBytes: 1000)
      try await writer.write(bytes, deadline: deadline)
      try await writer.flush(deadline: deadline)
    }
    sent.add(bytes.count)
  }

  private func sendPieces(
    _ bytes: [UInt8],
    _ connection: StreamConnection,
    _ deadline: Deadline,
    _ sent: SentBytes
  ) async throws {
    while sent.count < bytes.count {
      let rest = Array(bytes[sent.count...])
      switch self {
      case .send: sent.add(try await connection.send(rest, deadline: deadline))
      case .sendMessage: sent.add(try await connection.sendMessage(rest, deadline: deadline))
      default:
        sent.add(
          try await connection.sendMessage(gathering: pieces(of: rest, 7000), deadline: deadline)
        )
      }
    }
  }
}

/// How many bytes a call has sent.
final class SentBytes: Sendable {
  private let sum = Atomic(0)

  var count: Int { sum.load(ordering: .acquiring) }

  func add(_ count: Int) {
    sum.wrappingAdd(count, ordering: .releasing)
  }
}

/// Bytes cut in pieces of one length, with an empty one behind each.
func pieces(of bytes: [UInt8], _ length: Int) -> [[UInt8]] {
  stride(from: 0, to: bytes.count, by: length).flatMap { start in
    [Array(bytes[start..<min(start + length, bytes.count)]), []]
  }
}

/// An open file that has no name any more: mkstemp(3), unlink(2).
func temporaryFile(_ bytes: [UInt8]) throws -> FileDescriptor {
  var template = Array("/tmp/switchboard-XXXXXX".utf8CString)
  // SAFETY: the template is NUL-terminated, and is what the call may write to.
  let number = unsafe template.withUnsafeMutableBufferPointer { text -> Int32 in
    guard let path = text.baseAddress else { return -1 }
    let number = unsafe mkstemp(path)
    unsafe unlink(path)
    return number
  }
  guard number >= 0 else { throw Errno(rawValue: errno) }
  let file = FileDescriptor(owning: number)
  // SAFETY: the array lives through the call, which reads as many bytes.
  let count = unsafe bytes.withUnsafeBytes { unsafe pwrite(number, $0.baseAddress, $0.count, 0) }
  guard count == bytes.count else { throw Errno(rawValue: errno) }
  return file
}
