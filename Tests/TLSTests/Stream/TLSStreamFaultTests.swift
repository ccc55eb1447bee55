import ByteStreams
import TLS
import TestSupport
import Testing

/// What becomes of encrypted streams when the stream below fails, is cut or is tampered with.
@Suite(.timeLimit(.minutes(10))) struct TLSStreamFaultTests {
  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `an end without close_notify is told after the last byte, again and again`(
    version: TLSVersion
  ) async throws {
    let (client, server) = try await Ends.connected { $0.client.versionMax = version }
    try await client.write("all of it")
    client.base.close()
    #expect(try await server.read(atMost: 4) == Array("all ".utf8))
    #expect(try await server.read(atMost: 100) == Array("of it".utf8))
    for _ in 0..<3 {
      let error = await failure { () async throws(TLSError) in try await server.read(atMost: 1) }
      #expect(
        error.map { "\($0)" } == "TLS: the connection has ended without close_notify"
      )
      try await server.waitForBytes()
    }
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a handshake that is cut at any byte fails at both ends, and ends`(
    version: TLSVersion
  ) async throws {
    var ends = try Ends()
    ends.client.versionMax = version
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    for isServer in [true, false] {
      var count = 0
      // As many bytes as a whole handshake has: then it works.
      while !Task.isCancelled {
        let (first, second) = MemoryStream.pair()
        let cut = isServer ? second : first
        cut.endReads(afterBytes: count)
        let result = await ends.shakeHands(client, over: first, server, over: second)
        guard (isServer ? result.serverError : result.clientError) != nil else { break }
        for error in [result.clientError, result.serverError].compactMap(\.self) {
          #expect(isEnd(error), "after \(count) bytes: \(error)")
        }
        count += 1
      }
      #expect(count > 100)
    }
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a stream below that fails is told as it is`(version: TLSVersion) async throws {
    let (client, server) = try await Ends.connected { $0.client.versionMax = version }
    try await client.write("hello")
    _ = try await server.read(atMost: 10)
    server.base.failReads(with: .chosen("broken"))
    let error = await failure { () async throws(TLSError) in try await server.read(atMost: 1) }
    #expect((error?.transportError as? MemoryStreamError)?.cause == .chosen("broken"))
    #expect(error.map { "\($0)" } == "memory stream: broken")
    try await server.write("still")
    #expect(try await client.read(atMost: 10) == Array("still".utf8))
  }

  @Test func `after a write that was cut off nothing can be written, but read`() async throws {
    let (client, server) = try await Ends.connected()
    client.base.failWrites(afterBytes: 10, with: .chosen("full"))
    let first = await failure { () async throws(TLSError) in try await client.write("hello") }
    #expect((first?.transportError as? MemoryStreamError)?.cause == .chosen("full"))
    for _ in 0..<2 {
      let later = await failure { () async throws(TLSError) in try await client.write("more") }
      #expect(later.map { "\($0)" } == "TLS: an earlier write was cut off")
    }
    let finish = await failure { () async throws(TLSError) in try await client.finishWriting() }
    #expect(finish.map { "\($0)" } == "TLS: an earlier write was cut off")
    try await server.write("hello")
    #expect(try await client.read(atMost: 10) == Array("hello".utf8))
    await client.close()
    let end = await failure { () async throws(TLSError) in try await server.read(atMost: 10) }
    guard case .truncated? = end else {
      Issue.record("\(String(describing: end))")
      return
    }
  }

  @Test func `closing waits for nobody who takes nothing, where its task is cancelled`()
    async throws
  {
    let (client, server) = try await Ends.connected { ends in
      ends.capacityBytes = 1
      // A server of TLS 1.3 would wait for somebody to take its tickets.
      ends.client.versionMax = .tls12
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await client.close() }
      group.cancelAll()
      await group.waitForAll()
    }
    let error = await failure { () async throws(TLSError) in try await server.read(atMost: 10) }
    #expect(error != nil)
  }

  @Test func `a client that has gone after its last words is still heard`() async throws {
    let (first, second) = MemoryStream.pair()
    let ends = try Ends()
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    // The server's last words, its tickets, find nobody: its first flight has passed then.
    async let accepted = server.accept(over: second)
    let connected = try await client.connect(over: first, serverName: "localhost")
    try await connected.write("goodbye")
    try await connected.finishWriting()
    let stream = try await accepted
    stream.base.failWrites(with: .reset)
    #expect(try await stream.read(atMost: 10) == Array("goodbye".utf8))
    #expect(try await stream.read(atMost: 10) == [])
  }

  /// Whether an error is one of a peer that has gone.
  private func isEnd(_ error: TLSError) -> Bool {
    switch error {
    case .handshake(.ended), .truncated: true
    case .transport(let error as MemoryStreamError): error.cause == .peerClosed
    case .refused: false
    default: false
    }
  }
}
