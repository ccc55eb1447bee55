import AsyncSockets
import ByteStreamsTesting
import EventLoops
import TLS
import TestSupport
import Testing

/// That an encrypted stream over TCP is a stream, wherever it is used from.
@Suite(.timeLimit(.minutes(10))) struct TLSStreamOverTCPTests {
  @Test(arguments: ByteStreamPromise.allCases, [TLSVersion.tls13, .tls12])
  func `an encrypted connection keeps the promises of streams`(
    promise: ByteStreamPromise,
    version: TLSVersion
  ) async throws {
    for isOnLoop in [true, false] {
      try await withEventLoops(2) { group in
        let loops = group.loops
        var conformance = ByteStreamConformance.encrypted("\(version) over TCP") {
          var ends = try Ends()
          ends.client.versionMax = version
          let (client, server) = try await ends.connectOverTCP(loops[0], loops[1])
          return (client, server)
        }
        conformance.largeBytes = 8 << 20
        conformance.seeds = 0..<1
        conformance.taskExecutor = isOnLoop ? loops[0] : nil
        try await conformance.check(promise)
      }
    }
  }
}
