import AsyncSockets
import ByteStreams
import Sockets

/// The calls that read from a stream, each by itself.
enum ReadingCall: CaseIterable, Sendable {
  case readInto, readAtMost, receive, withReceivedBytes, waitForBytes
  case receiveInto, receiveAtMost, receiveFromInto, receiveFromAtMost
  case receiveMessageInto, receiveMessageAtMost, receiveMessageScattering
  case receiveDescriptors

  /// Reads what comes, at most a few bytes.
  func read(
    _ connection: StreamConnection,
    until deadline: Deadline = .never
  ) async throws -> [UInt8] {
    switch self {
    case .readInto, .receiveInto, .receiveFromInto, .receiveMessageInto:
      try await readIntoBuffer(connection, deadline)
    case .readAtMost: try await connection.read(atMost: 8, deadline: deadline)
    case .receive: try await receive(connection, deadline)
    case .withReceivedBytes:
      try await connection.withReceivedBytes(deadline: deadline) { $0.array } ?? []
    case .waitForBytes: try await readAfterWaiting(connection, deadline)
    case .receiveAtMost: try await connection.receive(atMost: 8, deadline: deadline)
    case .receiveFromAtMost:
      try await connection.receiveFrom(atMost: 8, deadline: deadline).bytes
    case .receiveMessageAtMost, .receiveMessageScattering, .receiveDescriptors:
      try await receiveMessage(connection, deadline)
    }
  }

  private func readIntoBuffer(
    _ connection: StreamConnection,
    _ deadline: Deadline
  ) async throws -> [UInt8] {
    var control = ControlBuffer(descriptorCount: 1)
    return try await withNewBytes(8) { output in
      switch self {
      case .readInto: _ = try await connection.read(into: &output, deadline: deadline)
      case .receiveInto: _ = try await connection.receive(into: &output, deadline: deadline)
      case .receiveFromInto: _ = try await connection.receiveFrom(into: &output, deadline: deadline)
      default:
        _ = try await connection.receiveMessage(
          into: &output,
          control: &control,
          deadline: deadline
        )
      }
    }
  }

  private func receive(
    _ connection: StreamConnection,
    _ deadline: Deadline
  ) async throws -> [UInt8] {
    guard let received = try await connection.receive(deadline: deadline) else { return [] }
    return received.bytes.array
  }

  private func readAfterWaiting(
    _ connection: StreamConnection,
    _ deadline: Deadline
  ) async throws -> [UInt8] {
    try await connection.waitForBytes(deadline: deadline)
    return try await connection.read(atMost: 8, deadline: deadline)
  }

  private func receiveMessage(
    _ connection: StreamConnection,
    _ deadline: Deadline
  ) async throws -> [UInt8] {
    var control = ControlBuffer(descriptorCount: 1)
    switch self {
    case .receiveDescriptors:
      let received = try await connection.receiveDescriptors(
        atMost: 1,
        bytes: 8,
        deadline: deadline
      )
      return received.bytes
    case .receiveMessageScattering:
      var buffers: [[UInt8]] = [[0], [0, 0]]
      let message = try await connection.receiveMessage(
        scattering: &buffers,
        control: &control,
        deadline: deadline
      )
      return Array(buffers.joined().prefix(message.count))
    default:
      return try await connection.receiveMessage(
        atMost: 8,
        control: &control,
        deadline: deadline
      ).bytes
    }
  }
}

extension RawSpan {
  /// A copy of the bytes.
  var array: [UInt8] {
    // SAFETY: the bytes are copied while the span lends them.
    unsafe withUnsafeBytes { bytes in unsafe Array(bytes) }
  }
}

/// Lends `body` room for some bytes, and gives what it has put there.
func withNewBytes(
  _ capacity: Int,
  _ body: (inout OutputRawSpan) async throws -> Void
) async throws -> [UInt8] {
  let room = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
  defer { unsafe room.deallocate() }
  // SAFETY: the span covers the memory, which nobody else has, and says how much of it is filled.
  var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
  try await body(&output)
  let count = unsafe output.finalize(for: room)
  return unsafe Array(room[..<count])
}
