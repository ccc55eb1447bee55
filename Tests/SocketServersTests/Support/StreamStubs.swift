import AsyncSockets
import Sockets
import Synchronization

/// A stream that reads ahead, as an encrypted one does.
final class BufferingStream: ByteStream, Sendable {
  private let base: StreamConnection
  private let pending = Mutex<[UInt8]>([])

  init(over base: StreamConnection) {
    self.base = base
  }

  func read(into buffer: inout OutputRawSpan) async throws(SocketError) -> Int {
    try await waitForBytes()
    let room = buffer.freeCapacity
    let bytes = pending.withLock { pending in
      defer { pending.removeFirst(min(room, pending.count)) }
      return Array(pending.prefix(room))
    }
    for byte in bytes { buffer.append(byte) }
    return bytes.count
  }

  func waitForBytes() async throws(SocketError) {
    guard pending.withLock({ $0.isEmpty }) else { return }
    let more = try await base.read(atMost: 4096)
    pending.withLock { $0 += more }
  }

  func write(_ bytes: RawSpan) async throws(SocketError) { try await base.write(bytes) }
  func finishWriting() async throws(SocketError) { try await base.finishWriting() }
  func close() async { await base.close() }
}

/// A stream whose close waits for a byte of the peer's.
final class HangingStream: ByteStream, Sendable {
  private let base: StreamConnection

  init(over base: StreamConnection) {
    self.base = base
  }

  func read(into buffer: inout OutputRawSpan) async throws(SocketError) -> Int {
    try await base.read(into: &buffer)
  }

  func write(_ bytes: RawSpan) async throws(SocketError) { try await base.write(bytes) }
  func finishWriting() async throws(SocketError) {}

  func close() async {
    _ = try? await base.read(atMost: 1)
    await base.close()
  }
}

/// A stream of which a test is told before it waits for bytes.
final class HookedStream: ByteStream, Sendable {
  private let base: StreamConnection
  private let hook: @Sendable () async -> Void

  init(over base: StreamConnection, _ hook: @escaping @Sendable () async -> Void) {
    self.base = base
    self.hook = hook
  }

  func read(into buffer: inout OutputRawSpan) async throws(SocketError) -> Int {
    try await base.read(into: &buffer)
  }

  func waitForBytes() async throws(SocketError) {
    await hook()
    try await base.waitForBytes()
  }

  func write(_ bytes: RawSpan) async throws(SocketError) { try await base.write(bytes) }
  func finishWriting() async throws(SocketError) { try await base.finishWriting() }
  func close() async { await base.close() }
}
