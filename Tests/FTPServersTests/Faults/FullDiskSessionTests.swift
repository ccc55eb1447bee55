import Accounts
import FTPServers
import Foundation
import TestSupport
import Testing

/// A disk that is full in truth.
@Suite(.timeLimit(.minutes(10))) struct FullDiskSessionTests {
  @Test(.enabled(if: SmallDisk.isAvailable, "only root may mount a small disk"))
  func `an upload to a full disk is 452, leaves what was there, and frees its room`()
    async throws
  {
    try await RunningServer.run { running in
      let bob = try running.addAccount("bob") { $0.quotaBytes = .limit(1 << 30) }
      try FileManager.default.createDirectory(
        atPath: running.homes + "/bob",
        withIntermediateDirectories: true
      )
      try await SmallDisk.attached(running.homes + "/bob", bytes: 2 << 20) { () async throws in
        try await HostileScript.run(
          against: running,
          #"""
          client = Client("bob")
          client.ask("TYPE I", 200)
          client.ask("ALLO 1000", 200, 202)
          client.ask("ALLO 100000000", 452, 552)
          client.store("STOR old", b"old")
          for name in ("old", "new", "old", "new"):
              client.store("STOR " + name, b"x" * (8 << 20), 452)
              assert os.listdir(home(account="bob")) == ["old"]
              assert contents(home("old", account="bob")) == b"old"
          client.store("APPE old", b"y" * (8 << 20), 452)
          client.ask("DELE old", 250)
          client.store("STOR new", b"x" * (1 << 20))
          client.ask("QUIT", 221)
          """#
        )
        try await running.waitForNobody()
        let files = try running.files(of: "bob")
        let usage = try #require(try running.server.ledger.usage(of: bob))
        #expect(usage.used.bytes == files.values.reduce(0, +), "\(files)")
        #expect(usage.used.files == files.count)
      }
    }
  }
}
