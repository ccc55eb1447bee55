import Accounts
import FTPServers
import TestSupport
import Testing

/// Guessing passwords, probing names, and being many.
@Suite(.timeLimit(.minutes(10))) struct LoginTests {
  @Test func `a connection has three attempts, and each answer is held back longer`()
    async throws
  {
    try await RunningServer.run {
      $0.logins.delayFirst = .milliseconds(100)
      $0.logins.delayMax = .milliseconds(400)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        for attempt in range(3):
            client.ask("USER alice", 331)
            began = time.monotonic()
            client.ask("PASS wrong", 530)
            assert time.monotonic() - began >= 0.1 * 2 ** attempt
        client.ends()
        # Another name, another connection: the address is the same.
        client = Client(account=None)
        client.ask("USER bob", 331)
        began = time.monotonic()
        client.ask("PASS wrong", 530)
        assert time.monotonic() - began >= 0.4
        # What was sent ahead is not tried.
        client = Client(account=None)
        client.send(b"USER alice\r\nPASS wrong\r\n" * 3 + f"USER alice\r\nPASS {password}\r\n"
            .encode())
        for _ in range(3):
            client.expect(331)
            client.expect(530)
        client.ends()
        client = Client()
        client = Client(account=None)
        client.ask("USER nobody", 331)
        began = time.monotonic()
        client.ask("PASS wrong", 530)
        assert time.monotonic() - began < 0.4, "a success forgets the failures of the address"
        """#
      )
    }
  }

  @Test func `attempts in the middle of a transfer are counted too`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        data = client.open("STOR file")
        data.sendall(b"x")
        client.ask("REIN", 220)
        for _ in range(3):
            client.ask("USER alice", 331)
            client.ask("PASS wrong", 530)
        client.expect(426)
        client.ends()
        """#
      )
    }
  }

  @Test func `an address that guesses is kept out for a time, wherever it is already`()
    async throws
  {
    try await RunningServer.run {
      $0.logins.failuresBeforeBan = 4
      $0.logins.banTime = .milliseconds(700)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        inside, waiting = Client(), Client(account=None)
        waiting.ask("USER alice", 331)
        client = Client(account=None)
        for count in range(3):
            client.ask("USER alice", 331)
            client.ask("PASS wrong", 530)
        client = Client(account=None)
        client.ask("USER alice", 331)
        client.ask("PASS wrong", 530)
        client.ends()
        began = time.monotonic()
        # The right password does not help, nor does a connection that is older than the ban.
        waiting.ask("PASS " + password, 421)
        waiting.ends()
        Client(account=None, greeting=421).ends()
        Client(source="127.0.0.2")
        inside.is_alive()
        while True:
            end = socket.create_connection(("127.0.0.1", port))
            greeting = end.recv(3)
            end.close()
            if greeting == b"220":
                break
            assert greeting == b"421" and time.monotonic() - began < 20
        assert time.monotonic() - began >= 0.6
        Client()
        """#
      )
      let isBanned = running.seen.contains { event in
        if case .turnedAway(_, _, .banned) = event { true } else { false }
      }
      #expect(isBanned)
    }
  }

  @Test func `a name that nobody has is answered as one that somebody has`() async throws {
    let hashing = WatchedHashing()
    try await RunningServer.run {
      $0.hashing = hashing
    } _: { running in
      try running.addAccount("disabled") { $0.isEnabled = false }
      hashing.reset()
      try await HostileScript.run(
        against: running,
        #"""
        said = set()
        for name in ("alice", "nobody", "disabled", "root", "", " ", "a" * 300, "\u00fc",
                "anonymous", "ftp", "../alice", "alice\t"):
            client = Client(account=None)
            if not name:
                client.ask("USER", 501)
                continue
            client.ask("USER " + name, 331)
            asked = client.text
            client.ask("PASS wrong", 530)
            said.add((asked, client.text))
        assert len(said) == 1, said
        """#
      )
      #expect(hashing.comparisons == 11)
    }
  }

  @Test func `as many passwords are checked at once as may be, and others do not wait`()
    async throws
  {
    let hashing = WatchedHashing(isHeld: true)
    try await RunningServer.run {
      $0.hashing = hashing
      $0.limits.passwordChecks = 2
      $0.limits.waitingLogins = 3
    } _: { running in
      async let script: Void = HostileScript.run(
        against: running,
        #"""
        clients = [Client(account=None) for _ in range(6)]
        for client in clients:
            client.ask("USER alice", 331)
        for client in clients:
            client.send(f"PASS {password}\r\n")
        # Two are at it and three wait: one is too many, and is told so at once.
        busy, = select.select([each.socket for each in clients], [], [])[0]
        refused, = [each for each in clients if each.socket is busy]
        refused.expect(530, 421)
        clients.remove(refused)
        # The server serves others meanwhile.
        other = Client(account=None)
        other.ask("FEAT", 211)
        other.ask("NOOP", 200)
        other.ask("QUIT", 221)
        for client in clients:
            client.expect(230)
        """#
      )
      try await hashing.gate.waitUntilEntered(2)
      try await running.waitForEnds(1)
      #expect(hashing.gate.entered.count == 2)
      hashing.gate.open()
      try await script
      #expect(hashing.comparisons == 5)
    }
  }

  @Test func `nobody logs in without an account unless that is wanted`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        for name in ("anonymous", "ftp", "Anonymous", "guest"):
            client = Client(account=None)
            client.ask("USER " + name, 331)
            client.ask("PASS a@example.org", 530)
            client.ask("PWD", 530)
        """#
      )
    }
    try await temporaryDirectory { home in
      try await RunningServer.run {
        $0.anonymous = FTPAnonymousAccess(home: home)
      } _: { running in
        try await HostileScript.run(
          against: running,
          "homes = '\(home)'\n"
            + #"""
            write(os.path.join(homes, "file"), b"text")
            client = Client(account=None)
            client.ask("USER anonymous", 331)
            client.ask("PASS", 230)
            assert client.fetch("RETR file") == b"text"
            assert b"file" in client.fetch("LIST")
            for command in ("DELE file", "MKD x", "RNFR file", "SITE CHMOD 777 file",
                    "MFMT 20000101000000 file", "RMD /"):
                client.ask(command, 550)
            for command in ("STOR x", "STOR file", "APPE file", "STOU"):
                client.prepare()
                client.ask(command, 550, 553)
            assert os.listdir(homes) == ["file"]
            """#
        )
      }
    }
  }

  @Test func `what a client calls itself reaches the log as it came, and no password does`()
    async throws
  {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        client.send(b"USER alice\x1b[2J 530\x07\t\r\n")
        client.expect(331)
        client.ask("PASS top-secret", 530)
        client.ask("PASS top-secret", 503)
        client.ask("QUIT", 221)
        """#
      )
      try await running.waitForEnds(1)
      let text = running.seen.map { "\($0)" }.joined()
      #expect(!text.contains("top-secret"))
      #expect(!text.contains("\u{1b}"))
    }
  }
}
