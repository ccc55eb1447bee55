import AsyncSockets
import ByteStreams
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ProxyHeaderReadingTests {
  private static let tail = Array("GET / HTTP/1.1\r\n".utf8)
  private static let chunkings: [MemoryStream.Chunking] = [
    .whole, .atMost(bytes: 1), .random(atMost: 7, seed: SeededGenerator.runSeed),
  ]

  /// Sends the bytes of a case, and reads.
  private func read(
    _ input: ProxyHeaderCase,
    _ chunking: MemoryStream.Chunking
  ) async throws -> (Result<ProxyHeader, ProxyReadingError<MemoryStreamError>>, [UInt8]) {
    let (proxy, server) = MemoryStream.pair(chunking: chunking)
    try await proxy.write(input.bytes + Self.tail)
    try proxy.finishWriting()
    let result = await readHeader(from: server)
    var rest: [UInt8] = []
    while case let bytes = try await server.read(atMost: 4096), !bytes.isEmpty { rest += bytes }
    return (result, rest)
  }

  private func readHeader<Stream: ByteStream>(
    from stream: Stream,
    deadline: Deadline = .never
  ) async -> Result<ProxyHeader, ProxyReadingError<Stream.Failure>> {
    do throws(ProxyReadingError<Stream.Failure>) {
      return .success(try await ProxyHeader.read(from: stream, deadline: deadline))
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: ProxyHeaderCase.all, chunkings)
  func `a header is read, and no byte more`(
    _ input: ProxyHeaderCase,
    _ chunking: MemoryStream.Chunking
  ) async throws {
    let (result, rest) = try await read(input, chunking)
    switch input.outcome {
    case .header(let header), .likewise(let header):
      #expect(result == .success(header))
      #expect(rest == Self.tail)
    case .failure(let error):
      #expect(result == .failure(.header(error)))
    }
  }

  @Test(arguments: [
    ProxyHeaderCase.inetHeader(.stream, [.checksum]),
    ProxyHeaderCase.relayed(.one, "192.0.2.1:1", "192.0.2.2:2"),
  ])
  func `a stream that ends early is told, with how far it came`(header: ProxyHeader) async throws {
    let bytes = try header.encoded()
    for length in bytes.indices {
      let (proxy, server) = MemoryStream.pair()
      try await proxy.write(Array(bytes[..<length]))
      try proxy.finishWriting()
      #expect(await readHeader(from: server) == .failure(.endOfStream(afterBytes: length)))
    }
  }

  @Test func `a stream that fails is told`() async throws {
    let (proxy, server) = MemoryStream.pair()
    try await proxy.write("PROXY TCP4 ")
    server.failReads(afterBytes: 4, with: .reset)
    guard case .failure(.stream(let error)) = await readHeader(from: server) else {
      Issue.record("the stream has failed")
      return
    }
    #expect(error.cause == .reset)
  }

  /// The first byte is enough: the client need not send another for the server to know.
  @Test func `who speaks another protocol is told at once`() async throws {
    let (client, server) = MemoryStream.pair()
    try await client.write("G")
    #expect(await readHeader(from: server) == .failure(.header(.otherProtocol)))
  }

  @Test func `a header that comes slowly is waited for`() async throws {
    let header = ProxyHeaderCase.inetHeader(.stream, [.authority("example.com")])
    let bytes = try header.encoded()
    try await withEventLoop { loop in
      let ends = try Socket.pair(.stream)
      let proxy = try UnixConnection(adopting: ends.first, on: loop)
      let server = try UnixConnection(adopting: ends.second, on: loop)
      async let reading = readHeader(from: server)
      for byte in bytes {
        try await proxy.write([byte])
        await loop.rest()
      }
      try await proxy.write(Self.tail)
      #expect(await reading == .success(header))
      #expect(try await server.read(atMost: 100) == Self.tail)
      await proxy.close()
      await server.close()
    }
  }

  @Test func `a header that does not come in time is not waited for longer`() async throws {
    let clock = ManualClock()
    try await withEventLoop(clock: clock) { loop in
      let ends = try Socket.pair(.stream)
      let proxy = try UnixConnection(adopting: ends.first, on: loop)
      let server = try UnixConnection(adopting: ends.second, on: loop)
      let deadline = loop.now.advanced(by: .seconds(3))
      async let reading = readHeader(from: server, deadline: deadline)
      try await proxy.write("PROXY ")
      await loop.rest()
      clock.advance(by: .seconds(3) + .milliseconds(1))
      guard case .failure(.stream(let failure)) = await reading else {
        Issue.record("the deadline has passed")
        return
      }
      #expect(failure.code == .timedOut)
      await proxy.close()
      await server.close()
    }
  }

  @Test func `errors are one line each`() {
    let errors: [ProxyReadingError<MemoryStreamError>] = [
      .header(.wrongChecksum), .endOfStream(afterBytes: 3),
    ]
    #expect(
      errors.map(\.description) == [
        "PROXY protocol: the checksum is wrong", "PROXY protocol: end of stream after 3 bytes",
      ]
    )
  }
}
