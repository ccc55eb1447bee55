import ByteStreams
import Testing

@testable import TLS

/// What an encrypted stream asks of the stream below.
@Suite(.timeLimit(.minutes(10))) struct TLSStreamCallsTests {
  @Test func `the stream below knows of the handshake, and when it is over`() async throws {
    let (_, server) = try await spied()
    let calls = server.base.takeCalls()
    #expect(calls.first == .expectHandshake(true))
    #expect(calls.last == .expectHandshake(false))
  }

  @Test func `an idle stream waits without a buffer, and a large write is few calls`() async throws
  {
    let (client, server) = try await spied()
    _ = server.base.takeCalls()
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addImmediateTask { try await server.read(atMost: 100) }
      #expect(server.base.takeCalls() == [.waitForBytes])
      try await client.write("hello")
      #expect(try await group.next() == Array("hello".utf8))
    }
    #expect(server.base.takeCalls() == [.read(room: TLSLimits.ciphertextBytes)])
    // What has come whole is read without a call.
    try await client.write("hello")
    #expect(try await server.read(atMost: 1) == Array("h".utf8))
    _ = server.base.takeCalls()
    #expect(try await server.read(atMost: 3) == Array("ell".utf8))
    #expect(server.base.takeCalls() == [])
    _ = try await server.read(atMost: 1)
    let bytes = [UInt8](repeating: 1, count: 100_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.write(bytes) }
      var count = 0
      while count < bytes.count { count += try await client.read(atMost: 10_000).count }
      try await group.waitForAll()
    }
    let writes = server.base.takeCalls()
    #expect(writes.count == 2, "\(writes)")
  }

  @Test func `closing says good-bye, and a second time does nothing`() async throws {
    let (client, server) = try await spied()
    _ = server.base.takeCalls()
    await server.close()
    await server.close()
    let calls = server.base.takeCalls()
    #expect(calls.count == 2, "\(calls)")
    #expect(calls.last == .close)
    #expect(try await client.read(atMost: 1) == [])
  }

  @Test func `a handshake that fails says why, and closes`() async throws {
    let (first, second) = MemoryStream.pair()
    let spy = SpyStream(first)
    let (client, server) = (try TLSClient(), try TLSServer(try Ends().server))
    async let accepted = failure { () async throws(TLSError) in
      try await server.accept(over: second)
    }
    let error = await failure { () async throws(TLSError) in
      try await client.connect(over: spy, serverName: "localhost")
    }
    #expect(error.map { "\($0)" }?.contains("nobody known has signed") == true)
    #expect(await accepted?.alert == .unknownCertificateAuthority)
    let calls = spy.takeCalls()
    guard case .write? = calls.dropLast().last, calls.last == .close else {
      Issue.record("\(calls)")
      return
    }
  }

  /// A client, and a server whose stream below is watched.
  private func spied() async throws -> (TLSStream<MemoryStream>, TLSStream<SpyStream>) {
    let ends = try Ends()
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    let (first, second) = MemoryStream.pair(capacityBytes: 1 << 20)
    async let connected = client.connect(over: first, serverName: "localhost")
    async let accepted = server.accept(over: SpyStream(second))
    return try await (connected, accepted)
  }
}
