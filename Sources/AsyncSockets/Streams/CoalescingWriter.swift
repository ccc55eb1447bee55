internal import ByteStreams
public import EventLoops
public import Sockets

// SAFETY: everything that changes does so on the connection's loop.
/// Collects small writes to a connection, and hands them to the kernel once for each turn of the
/// loop.
///
///     let writer = CoalescingWriter(connection)
///     for number in numbers { try await writer.write("\(number)\n") }
///     try await writer.flush()
///
/// What is written during a turn goes out at its end by itself, in one call: an answer is not held
/// back, and many small pieces cost what one large one does. A write waits only where the buffer is
/// full, because the peer reads slowly.
///
/// Use it for all writes to its connection: a write to the connection itself overtakes what is in
/// the buffer. One task uses it at a time. Call `flush` before the connection is closed, or
/// `finish`: what is in the buffer then is lost.
public final class CoalescingWriter: @unchecked Sendable {
  /// The most that is collected before a write waits, in bytes: 64 KiB.
  public static let bufferBytesDefault = 64 << 10

  private let connection: StreamConnection
  private let bufferBytes: Int
  private var pending: [UInt8] = []
  /// How many bytes at the front of `pending` are sent already.
  private var sent = 0
  /// Whether the loop will call `endTurn`.
  private var isEnlisted = false
  private var isFlushing = false
  /// What a write met with in the meantime; all later calls throw it.
  private var failure: SocketError?

  /// A writer with nothing in its buffer.
  ///
  /// - Parameters:
  ///   - connection: stays open as long as the writer lives, unless it is closed.
  ///   - bufferBytes: what may be collected; less than 1 counts as 1.
  public init(
    _ connection: StreamConnection,
    bufferBytes: Int = CoalescingWriter.bufferBytesDefault
  ) {
    self.connection = connection
    self.bufferBytes = max(1, bufferBytes)
  }

  /// Writes `bytes` into the buffer, and waits for the kernel where they do not fit.
  ///
  /// - Parameters:
  ///   - bytes: more than the buffer holds goes to the kernel directly, after what is in the
  ///     buffer.
  ///   - deadline: when it gives up waiting.
  /// - Throws: as `StreamConnection.write`, now or for what an earlier write had left in the
  ///   buffer. Where it has waited in vain (`.timedOut`, `.cancelled`), `bytes` were not taken, and
  ///   may be written again; but not where `transferred` says that a part of them was.
  public func write(_ bytes: RawSpan, deadline: Deadline = .never) async throws(SocketError) {
    guard connection.core.registration.isCurrent(in: #isolation) else {
      return try await connection.eventLoop.runOperation { () async throws(SocketError) in
        try await writeOnLoop(bytes, deadline)
      }
    }
    try await writeOnLoop(bytes, deadline)
  }

  /// Writes an array; see `write(_:deadline:)` for spans.
  public func write(_ bytes: [UInt8], deadline: Deadline = .never) async throws(SocketError) {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe await write(bytes.span.bytes, deadline: deadline)
  }

  /// Writes a text as UTF-8; see `write(_:deadline:)` for spans.
  public func write(_ text: String, deadline: Deadline = .never) async throws(SocketError) {
    let bytes = text.utf8.span
    // SAFETY: a raw span is of initialised bytes; code units of UTF-8 are bytes without padding.
    try unsafe await write(bytes.bytes, deadline: deadline)
  }

  /// Waits until the kernel has taken all that is in the buffer.
  ///
  /// - Parameter deadline: when it gives up.
  /// - Throws: as `StreamConnection.write`. After `.timedOut` and `.cancelled` the rest is still in
  ///   the buffer, and goes out when the peer reads.
  public func flush(deadline: Deadline = .never) async throws(SocketError) {
    try await connection.eventLoop.runOperation { () async throws(SocketError) in
      try await flushOnLoop(deadline)
    }
  }

  /// Flushes, and ends the writing half of the connection: the peer reads to the end.
  ///
  /// - Parameter deadline: when it gives up.
  /// - Throws: as `flush` and `StreamConnection.finishWriting`.
  public func finish(deadline: Deadline = .never) async throws(SocketError) {
    try await flush(deadline: deadline)
    try await connection.finishWriting()
  }

  private func writeOnLoop(_ bytes: RawSpan, _ deadline: Deadline) async throws(SocketError) {
    if let failure { throw failure }
    if pending.count - sent + bytes.byteCount > bufferBytes { try await flushOnLoop(deadline) }
    guard bytes.byteCount <= bufferBytes else {
      return try await connection.write(bytes, deadline: deadline)
    }
    pending.append(bytes)
    enlist()
  }

  private func flushOnLoop(_ deadline: Deadline) async throws(SocketError) {
    if let failure { throw failure }
    guard !isFlushing else { throw SocketError(.busy, operation: .send) }
    guard pending.count > sent else { return }
    isFlushing = true
    defer { isFlushing = false }
    let bytes = pending
    let start = sent
    do throws(SocketError) {
      // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
      try unsafe await connection.write(bytes.span.bytes, from: start, until: deadline)
    } catch {
      // `transferred` counts from the buffer's start, as `sent` does.
      sent = max(sent, error.transferred)
      note(error)
      throw error
    }
    pending.removeSubrange(..<bytes.count)
    sent = 0
  }

  private func enlist() {
    guard !isEnlisted else { return }
    isEnlisted = true
    connection.eventLoop.atTurnEnd(self)
  }

  /// Remembers an error after which nothing more can be written.
  private func note(_ error: SocketError) {
    switch error.code {
    case .timedOut, .cancelled, .busy: enlist()
    default: failure = error
    }
  }
}

extension CoalescingWriter: TurnEndWork {
  package func endTurn() -> Bool {
    isEnlisted = !isFlushing && failure == nil && !sendAtOnce()
    return isEnlisted
  }

  /// Sends what the kernel takes; whether that was all, or nothing will ever be.
  private func sendAtOnce() -> Bool {
    do throws(SocketError) {
      // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
      let count = try unsafe connection.writeAtOnce(
        pending.span.bytes.extracting(droppingFirst: sent)
      )
      sent += count
      guard sent == pending.count else {
        // The event that says that there is room begins a turn, and with it comes the next attempt.
        try connection.core.watchForWriting()
        return false
      }
    } catch {
      if error.code == .busy { return false }
      failure = error
    }
    pending.removeAll(keepingCapacity: true)
    sent = 0
    return true
  }
}
