import ByteStreams
import ByteStreamsTesting
import TLS
import Testing

/// That an encrypted stream is a stream.
@Suite(.timeLimit(.minutes(10))) struct TLSStreamTests {
  /// The versions, and how the stream below cuts what is read.
  static let ways: [(TLSVersion, MemoryStream.Chunking)] = [
    (.tls13, .whole), (.tls12, .whole), (.tls13, .atMost(bytes: 1)),
    (.tls12, .random(atMost: 3000, seed: 1)),
  ]

  @Test(arguments: ways)
  func `bytes cross both ways`(version: TLSVersion, chunking: MemoryStream.Chunking) async throws {
    let (client, server) = try await Ends.connected { ends in
      ends.client.versionMax = version
      ends.chunking = chunking
    }
    #expect(client.negotiated.version == version)
    try await client.write("hello")
    #expect(try await server.read(atMost: 100) == Array("hello".utf8))
    try await server.write("hello yourself")
    #expect(try await client.read(atMost: 100) == Array("hello yourself".utf8))
    await client.close()
    #expect(try await server.read(atMost: 100) == [])
    await server.close()
  }

  @Test(arguments: ByteStreamPromise.allCases, [TLSVersion.tls13, .tls12])
  func `an encrypted stream keeps the promises of streams`(
    promise: ByteStreamPromise,
    version: TLSVersion
  ) async throws {
    for capacityBytes in [1 << 10, 64 << 10] {
      let conformance = ByteStreamConformance.encrypted("\(version) in memory") {
        let (client, server) = try await Ends.connected { ends in
          ends.client.versionMax = version
          ends.capacityBytes = capacityBytes
          ends.chunking = .random(atMost: 20_000, seed: 1)
        }
        return (client, server)
      }
      try await conformance.check(promise)
    }
  }
}
