internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import Sockets
internal import TLS

/// The control connection: commands go out, replies come in, one for each.
///
/// It counts the replies that are still owed, so that what was read is never taken for the answer
/// to something else.
final class ControlConnection {
  /// The connection as the kernel has it.
  let transport: TCPConnection
  /// What encrypts it; nil for nothing.
  private(set) var tls: TLSStream<TCPConnection>?
  /// Final replies to commands that were sent, which have not come yet.
  private(set) var owedReplies = 0

  private let limits: FTPClientLimits
  private let report: (@Sendable (FTPClientEvent) -> Void)?
  private var decoder: FTPReplyDecoder
  private var received: [UInt8] = []
  private var usedBytes = 0

  init(_ transport: TCPConnection, _ configuration: FTPClientConfiguration) {
    self.transport = transport
    limits = configuration.limits
    report = configuration.report
    decoder = Self.decoder(limits)
  }

  /// Sends a command, whose reply is owed from now on.
  ///
  /// - Throws: `.protocolViolation` where a reply has come that nobody asked for: the next one
  ///   would be taken for another's.
  func send(_ line: CommandLine) async throws(FTPClientError) {
    try await refuseUnaskedReply()
    try await sendWhateverCame(line)
  }

  /// The same in the middle of an exchange, where replies may have come.
  func sendWhateverCame(_ line: CommandLine) async throws(FTPClientError) {
    owedReplies += 1
    report?(.sent(line.text))
    do {
      try await write(line.encoded)
    } catch {
      let failure = FTPClientError(control: error, waiting: .reply)
      // A server that has hung up may have said why.
      guard case .closedByServer = failure, let reply = try? await replyAtOnce() else {
        throw failure
      }
      throw .closedByServer(FTPServerReply(reply))
    }
  }

  /// The greeting is owed, as a reply to the connection.
  func expectGreeting() {
    owedReplies = 1
  }

  /// The next reply.
  ///
  /// - Parameters:
  ///   - deadline: when its last byte must have come.
  ///   - wait: what it is, should it not come.
  /// - Returns: the reply, preliminary or final.
  /// - Throws: `.closedByServer` for a 421 and where the server has hung up; `.protocolViolation`.
  func reply(
    until deadline: Deadline,
    _ wait: FTPClientWait = .reply
  ) async throws(FTPClientError) -> FTPReply {
    while true {
      if let reply = try bufferedReply() { return reply }
      let more: [UInt8]
      do { more = try await read(until: deadline) } catch {
        throw FTPClientError(control: error, waiting: wait)
      }
      guard !more.isEmpty else { throw .closedByServer(nil) }
      (received, usedBytes) = (more, 0)
    }
  }

  /// The final reply of a command: those that come before are passed over.
  func finalReply(
    until deadline: Deadline,
    _ wait: FTPClientWait = .reply
  ) async throws(FTPClientError) -> FTPReply {
    for _ in 0...limits.preliminaryRepliesMax {
      let reply = try await reply(until: deadline, wait)
      if reply.code.isFinal { return reply }
    }
    throw .protocolViolation("more than \(limits.preliminaryRepliesMax) replies to a command")
  }

  /// A reply that has come already; nil where there is no whole one.
  func replyAtOnce() async throws(FTPClientError) -> FTPReply? {
    if let reply = try bufferedReply() { return reply }
    do {
      guard let more = try await readAtOnce() else { return nil }
      guard !more.isEmpty else { throw FTPClientError.closedByServer(nil) }
      (received, usedBytes) = (more, 0)
    } catch {
      throw FTPClientError(control: error, waiting: .reply)
    }
    return try bufferedReply()
  }

  /// Both ends are in step again: no reply is owed.
  func settle() {
    owedReplies = 0
  }

  /// Begins TLS: nothing may have come in the clear behind the reply that agreed to it.
  ///
  /// Where this throws, the connection is closed.
  func encrypt(
    by client: TLSClient,
    serverName: String
  ) async throws(FTPClientError) {
    let unread = Array(received[usedBytes...])
    do {
      let stream = try await withTimeout(limits.handshakeTime) { () async throws(TLSError) in
        try await client.connect(over: transport, serverName: serverName, unreadBytes: unread)
      }
      tls = stream
      decoder = Self.decoder(limits)
      (received, usedBytes) = ([], 0)
      report?(.encrypted(stream.negotiated, isData: false))
    } catch {
      throw FTPClientError(error, waiting: .handshake)
    }
  }

  /// Closes the connection when what was sent has gone.
  func close() async {
    if let tls { await tls.close() } else { await transport.close() }
  }

  /// Closes the connection at once.
  func abort() async {
    await transport.abort()
  }

  private static func decoder(_ limits: FTPClientLimits) -> FTPReplyDecoder {
    FTPReplyDecoder(
      lineBytesMax: limits.replyLineBytesMax,
      linesMax: limits.replyLinesMax,
      replyBytesMax: limits.replyBytesMax
    )
  }

  private func refuseUnaskedReply() async throws(FTPClientError) {
    guard owedReplies == 0, let reply = try await replyAtOnce() else { return }
    throw .protocolViolation("a reply that nobody asked for: \(FTPServerReply(reply))")
  }

  /// The next reply of the bytes that are here.
  private func bufferedReply() throws(FTPClientError) -> FTPReply? {
    guard usedBytes < received.count else { return nil }
    let (bytes, used) = (received, usedBytes)
    let search: FTPReplyDecoder.Search
    do throws(FTPReplyError) {
      // SAFETY: the elements are bytes without padding, all of them initialised.
      search = unsafe try decoder.nextReply(
        in: bytes.span.bytes.extracting(droppingFirst: used)
      )
    } catch {
      throw .protocolViolation("\(error)")
    }
    guard case .found(let reply, let count) = search else {
      (received, usedBytes) = ([], 0)
      return nil
    }
    usedBytes += count
    try take(reply)
    return reply
  }

  private func take(_ reply: FTPReply) throws(FTPClientError) {
    report?(.received(FTPServerReply(reply)))
    if reply.code == 421 { throw .closedByServer(FTPServerReply(reply)) }
    if reply.code.isFinal { owedReplies = max(0, owedReplies - 1) }
  }

  private func write(_ bytes: [UInt8]) async throws {
    let deadline = Deadline.after(limits.replyTime)
    guard let tls else { return try await transport.write(bytes, deadline: deadline) }
    try await withDeadline(deadline) { () async throws(TLSError) in try await tls.write(bytes) }
  }

  private func read(until deadline: Deadline) async throws -> [UInt8] {
    guard let tls else {
      return try await transport.read(atMost: Self.readBytes, deadline: deadline)
    }
    return try await withDeadline(deadline) { () async throws(TLSError) in
      try await tls.read(atMost: Self.readBytes)
    }
  }

  /// What has come, without a wait: empty for the end, nil for nothing.
  private func readAtOnce() async throws -> [UInt8]? {
    let (transport, tls) = (transport, tls)
    return try await transport.eventLoop.runOperation { () async throws in
      var storage = ByteStorage(capacity: Self.readBytes)
      let count =
        if let tls {
          try storage.readAtOnce(from: tls)
        } else {
          try storage.readAtOnce(from: transport)
        }
      return count == nil ? nil : storage.array
    }
  }

  private static let readBytes = 4096
}
