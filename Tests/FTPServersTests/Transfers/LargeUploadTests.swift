import Accounts
import FTPServers
import SystemCalls
import TestSupport
import Testing

/// Files that are too large for the memory that a transfer begins with.
@Suite(.timeLimit(.minutes(10))) struct LargeUploadTests {
  @Test func `a file arrives whole, in whatever pieces and pauses it comes`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        import random, time
        client = Client()
        client.ask("TYPE I", 200)
        pieces = {
            "bytes": [1] * 3000,
            "packets": [1000] * 1500,
            "large": [3_000_000],
            "random": [random.randrange(1, 200_000) for _ in range(40)],
            "none": [],
        }
        for name, sizes in pieces.items():
            # More than the first piece of memory, and not whole pieces.
            content = os.urandom(100_001 + sum(sizes))
            end = client.open(f"STOR {name}")
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            end.sendall(content[:100_001])
            place = 100_001
            for size in sizes:
                end.sendall(content[place:place + size])
                place += size
                if random.random() < 0.01:
                    # Longer than the server waits for more.
                    time.sleep(0.12)
            end.close()
            client.expect(226)
            assert contents(home(name)) == content, name
        client.ask("QUIT", 221)
        """#
      )
    }
  }

  @Test func `what has come of one that is cut is there for who goes on`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        content = os.urandom(3_000_000)
        for cut in (70_000, 700_001, 2_900_000):
            client = Client()
            client.ask("TYPE I", 200)
            end = client.open("STOR file")
            end.sendall(content[:cut])
            def parts():
                folder = home()
                return [os.path.getsize(os.path.join(folder, each)) for each in os.listdir(folder)]
            while parts() != [cut]:
                pass
            client.send("ABOR\r\n")
            client.expect(426)
            client.expect(226)
            end.close()
            assert parts() == [cut]
            client.ask(f"REST {cut}", 350)
            client.store("STOR file", content[cut:])
            assert contents(home("file")) == content
            client.ask("DELE file", 250)
            client.ask("QUIT", 221)
        """#
      )
    }
  }

  @Test func `one that becomes larger than the quota is refused, and frees its room`()
    async throws
  {
    try await RunningServer.run { running in
      let bob = try running.addAccount("bob") { $0.quotaBytes = .limit(1_000_000) }
      try await HostileScript.run(
        against: running,
        #"""
        client = Client("bob")
        client.ask("TYPE I", 200)
        client.store("STOR large", b"x" * 3_000_000, 552)
        client.store("STOR small", b"x" * 900_000)
        client.store("APPE small", b"x" * 900_000, 552)
        client.ask("QUIT", 221)
        """#
      )
      try await running.waitForNobody()
      let files = try running.files(of: "bob")
      let usage = try #require(try running.server.ledger.usage(of: bob))
      #expect(Array(files.keys) == ["small"])
      #expect(usage.used.bytes == files.values.reduce(0, +), "\(files)")
    }
  }

  #if DEBUG
  /// What the kernel refuses, on the loop or on the thread for files.
  private static let refusals: [(SystemCall, Errno, isOfLoop: Bool)] = [
    (.pipe, .tooManyOpenFiles, true), (.splice, .invalidArgument, false),
  ]

  @Test(arguments: refusals.indices)
  func `where the kernel cannot do it alone it goes through memory`(_ index: Int) async throws {
    let (call, error, isOfLoop) = Self.refusals[index]
    try await RunningServer.run {
      $0.limits.fileCalls = 1
      $0.limits.fileThreadTime = .seconds(3600)
    } _: { running in
      let thread = try await running.fileWork.run { ThreadIdentity.current }
      let fault = FakeKernel.Fault(call, turns: 1...1000, .failure(error))
      let record = try await FakeKernel.run(
        [fault],
        on: isOfLoop ? running.loop.thread : thread
      ) { () async throws in
        try await HostileScript.run(
          against: running,
          #"""
          client = Client()
          client.ask("TYPE I", 200)
          content = os.urandom(3_000_000)
          client.store("STOR file", content)
          assert contents(home("file")) == content
          client.ask("QUIT", 221)
          """#
        )
      }
      #expect(record[call] > 0)
    }
  }
  #endif
}
