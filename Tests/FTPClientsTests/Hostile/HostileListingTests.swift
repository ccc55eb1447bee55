import AsyncSockets
import FTPClients
import TestSupport
import Testing

/// Listings by which a server would have files written anywhere, or memory filled.
@Suite(.timeLimit(.minutes(5))) struct HostileListingTests {
  private static let features = ["MLST type*;size*;"]

  /// Lets a client have one listing, of these bytes.
  private static func listing<R>(
    _ bytes: [UInt8],
    _ change: (inout FTPClientConfiguration) -> Void = { _ in },
    _ body: nonisolated(nonsending) (FTPClient) async throws -> R
  ) async throws -> R {
    try await ScriptedServer.loggedIn(features: features, change) { server in
      try await server.offerData()
      let data = try await server.acceptData()
      try await server.answer("150 Here")
      // A client that has seen enough hangs up.
      try? await data.write(bytes, deadline: .never)
      await data.close()
      try await server.say("226 Done")
      while true {
        let line = try await server.hear()
        try await server.say(line == "PWD" ? #"257 "/""# : "200 OK")
      }
    } _: { client in
      let result = try await body(client)
      await client.close()
      return result
    }
  }

  private static let unsafe: [[UInt8]] = [
    "..", ".", "../x", "/etc/passwd", "a/b", "a/../../b", "a/",
  ].map { Array($0.utf8) }
  /// What is no name at all.
  private static let unreadable: [[UInt8]] = ["", "a\0b", "a\rb"].map { Array($0.utf8) }

  @Test func `names that lead elsewhere are left out`() async throws {
    var bytes: [UInt8] = []
    for name in Self.unsafe + Self.unreadable + [Array("good".utf8)] {
      bytes += Array("type=file;size=1; ".utf8) + name + Array("\r\n".utf8)
    }
    bytes += Array("type=cdir; .\r\ntype=pdir; ..\r\n".utf8)
    try await Self.listing(bytes) { client in
      let listing = try await client.list()
      #expect(listing.entries.map(\.name) == ["good"])
      #expect(listing.summary.unsafeNameCount == Self.unsafe.count)
      #expect(listing.summary.unreadableLineCount == Self.unreadable.count)
    }
  }

  @Test(arguments: unsafe)
  func `a name that leads elsewhere is an error by choice`(_ name: [UInt8]) async throws {
    let line = Array("type=file; ".utf8) + name + Array("\r\n".utf8)
    try await Self.listing(line) { configuration in
      configuration.unsafeNames = .refused
    } _: { client in
      guard case .unsafeName(FTPPath(bytes: name)) = await failure({ try await client.list() })
      else {
        Issue.record("taken")
        return
      }
      #expect(client.isOpen)
      try await client.keepAlive()
    }
  }

  @Test func `a listing ends at its limits`() async throws {
    let line = Array("type=file; a\r\n".utf8)
    let many = [[UInt8]](repeating: line, count: 1000).flatMap(\.self)
    try await Self.listing(many) { configuration in
      configuration.limits.listingEntriesMax = 999
    } _: { client in
      let cause = await failure { try await client.list() }
      #expect(cause?.description == "the listing has more than 999 entries")
    }
    try await Self.listing(many) { configuration in
      configuration.limits.listingBytesMax = 13_999
    } _: { client in
      let cause = await failure { try await client.list() }
      #expect(cause?.description == "the listing has more than 13999 bytes")
    }
    try await Self.listing([UInt8](repeating: 65, count: 100_000)) { client in
      let cause = await failure { try await client.list() }
      #expect(cause?.description == "the listing has more than 16384 bytes in a line")
    }
  }

  @Test func `what is no fact is counted`() async throws {
    let bytes = Array("nonsense\r\ntype=file a\r\n\r\ntype=file;size=x;modify=1; a\r\n b".utf8)
    try await Self.listing(bytes) { client in
      let listing = try await client.list()
      #expect(listing.entries.map(\.name) == ["a", "a", "b"])
      #expect(listing.entries.map(\.size) == [nil, nil, nil])
      #expect(listing.entries.map(\.kind) == [.file, .file, .unknown])
      #expect(listing.summary.unreadableLineCount == 1)
    }
  }
}
