#if DEBUG
import Accounts
import EventLoops
import FTPServers
import HomeDirectories
import SystemCalls
import TestSupport
import Testing

/// Disks that fail in the middle of what clients want, call by call.
@Suite(.timeLimit(.minutes(10))) struct FaultyDiskTests {
  private typealias Fault = FakeKernel.Fault

  /// What fails, at which turns, and what an upload comes to.
  private static let uploads: [(SystemCall, ClosedRange<Int>, Errno, String)] = [
    (.pwrite, 1...1, .inputOutput, "451"), (.pwrite, 2...2, .inputOutput, "451"),
    (.pwrite, 2...2, .noSpace, "452"), (.pwrite, 1...1, .quotaExceeded, "552"),
    (.pwrite, 1...1, .readOnlyFileSystem, "550"), (.renameat2, 1...1, .noSpace, "452"),
    (.renameat2, 1...1, .inputOutput, "451"), (.fchmod, 1...1, .inputOutput, "451"),
    (.splice, 1...1, .inputOutput, "451"), (.splice, 1...1, .noSpace, "452"),
    (.fsync, 1...1, .inputOutput, "451"), (.fcntl, 1...99, .inputOutput, "451"),
  ]

  @Test(arguments: uploads.indices, ["old", "new"])
  func `an upload that the disk refuses is told so, and leaves what was there`(
    _ index: Int,
    _ name: String
  ) async throws {
    let (call, turns, error, reply) = Self.uploads[index]
    try await RunningServer.run {
      $0.limits.fileCalls = 1
      $0.limits.fileThreadTime = .seconds(3600)
      $0.files.isSynchronous = true
    } _: { running in
      let bob = try running.addAccount("bob") { $0.quotaBytes = .limit(100_000_000) }
      try await HostileScript.run(
        against: running,
        #"""
        client = Client("bob")
        client.ask("TYPE I", 200)
        client.store("STOR old", b"old")
        """#
      )
      let faults = [
        Fault(call, turns: turns, .failure(error)), Fault(.pwrite, turns: 1...1, .short(1000)),
      ]
      let script = """
        client = Client("bob")
        client.ask("TYPE I", 200)
        client.send("EPSV\\r\\n")
        client.expect(229)
        end = socket.create_connection(
            ("127.0.0.1", int(re.search(rb"\\|(\\d+)\\|", client.text).group(1))))
        client.send("STOR \(name)\\r\\n")
        code = client.reply()
        if code == 150:
            try:
                end.sendall(b"x" * 500_000)
            except OSError:
                pass
            end.close()
            code = client.reply()
        assert code == \(reply), client.text
        end.close()
        client.ask("PWD", 257)
        """
      let thread = try await running.fileWork.run { ThreadIdentity.current }
      try await FakeKernel.run(faults, on: thread) { () async throws in
        try await HostileScript.run(against: running, script)
      }
      let files = try running.files(of: "bob")
      #expect(files["old"] == 3)
      #expect(files["new"] == nil)
      try await running.waitForNobody()
      let usage = try #require(try running.server.ledger.usage(of: bob))
      #expect(usage.used.bytes == files.values.reduce(0, +), "\(files)")
      #expect(usage.used.files == files.count, "\(files)")
    }
  }

  @Test func `a download and a listing that the disk fails are cut, and said to be`()
    async throws
  {
    try await RunningServer.run {
      $0.limits.fileCalls = 1
      $0.limits.fileThreadTime = .seconds(3600)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        write(home("file"), b"x" * 1_000_000)
        client.ask("QUIT", 221)
        """#
      )
      let thread = try await running.fileWork.run { ThreadIdentity.current }
      let cut = #"""
        client = Client()
        client.ask("TYPE I", 200)
        data = client.open(command)
        got = b""
        try:
            while more := data.recv(1 << 16):
                got += more
            ended = True
        except ConnectionResetError:
            ended = False
        client.expect(426, 451)
        assert len(got) < 1_000_000
        # The end must not look like the file's.
        assert not ended
        client.ask("PWD", 257)
        """#
      let failed = Fault(.sendfile, turns: 1...1, .failure(.inputOutput))
      try await FakeKernel.run([failed], on: running.loop.thread) { () async throws in
        try await HostileScript.run(against: running, "command = 'RETR file'\n" + cut)
      }
      let reading = [
        Fault(.preadv2, turns: 1...99, .failure(.wouldBlock)),
        Fault(.sendfile, turns: 1...99, .failure(.inputOutput)),
      ]
      try await FakeKernel.run(reading, on: running.loop.thread) { () async throws in
        try await FakeKernel.run(
          [Fault(.pread, turns: 1...1, .failure(.inputOutput))],
          on: thread
        ) { () async throws in
          try await HostileScript.run(against: running, "command = 'RETR file'\n" + cut)
        }
      }
      try await FakeKernel.run(
        [Fault(.getdents64, turns: 1...1, .failure(.inputOutput))],
        on: thread
      ) { () async throws in
        try await HostileScript.run(against: running, "command = 'LIST'\n" + cut)
      }
    }
  }

  @Test func `calls that hang hold up nobody who needs no disk, and few others`() async throws {
    try await RunningServer.run {
      $0.limits.fileCalls = 3
    } _: { running in
      let (first, last) = (Gate(), Gate())
      let work = running.fileWork
      async let script: Void = HostileScript.run(
        against: running,
        #"""
        def go_on(client):
            """Asks for what needs no disk."""
            for _ in range(100):
                client.ask("PWD", 257)
                client.ask("NOOP", 200)
                client.ask("EPSV", 229)

        stuck, other, cold = Client(), Client(), Client()
        write(home("file"), b"text")
        Client().ask("QUIT", 221)
        while os.path.exists(home("file")):
            # The test takes it away when all calls hang.
            pass
        stuck.send(b"CWD /\r\nPWD\r\n")
        go_on(other)
        assert not select.select([stuck.socket], [], [], 0)[0]
        # Somebody who is gone meanwhile is let go.
        cold.send("SIZE x\r\n")
        reset(cold.socket)
        Client(account=None).ask("QUIT", 221)
        stuck.expect(250)
        stuck.expect(257)
        # Two still hang: one is enough for all others.
        go_on(stuck)
        for number in range(20):
            other.store(f"STOR {number}", b"text")
            assert other.fetch(f"RETR {number}") == b"text"
            other.fetch("LIST")
        Client(account=None).ask("QUIT", 221)
        """#
      )
      try await running.waitForEnds(1)
      async let one: Void = work.hang(at: first, 1)
      async let two: Void = work.hang(at: last, 2)
      async let three: Void = work.hang(at: last, 3)
      try await first.waitUntilEntered(1)
      try await last.waitUntilEntered(2)
      try running.removeFile("file", of: "alice")
      try await running.waitForEnds(2)
      first.open()
      try await one
      try await running.waitForEnds(4)
      last.open()
      _ = try await (two, three)
      try await script
    }
  }
}
#endif
