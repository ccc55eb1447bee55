import Accounts
import FTPServers
import TestSupport
import Testing

/// Very many at once.
@Suite(.timeLimit(.minutes(10))) struct FloodTests {
  @Test func `a thousand connections of one address are bounded, and others are served`()
    async throws
  {
    try await RunningServer.run {
      $0.limits.sessionsPerAddress = 50
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        own = Client(source="127.0.0.2")
        flood = [socket.create_connection(("127.0.0.1", port)) for _ in range(1000)]
        greetings = [each.recv(100)[:3] for each in flood]
        assert greetings.count(b"220") == 50, greetings.count(b"220")
        assert greetings.count(b"421") == 950
        assert all(
            is_ended(each) for each, greeting in zip(flood, greetings) if greeting == b"421")
        own.is_alive()
        write(home("file"), b"text")
        assert own.fetch("RETR file") == b"text"
        Client(source="127.0.0.3")
        """#
      )
    }
  }

  @Test func `so many sessions in all and no more`() async throws {
    try await RunningServer.run {
      $0.limits.sessions = 20
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        first = [Client(source=f"127.0.0.{2 + number}") for number in range(20)]
        for number in range(5):
            end = Client(account=None, source=f"127.0.0.{100 + number}", greeting=421)
            end.ends()
        first.pop().ask("QUIT", 221)
        while True:
            end = socket.create_connection(("127.0.0.1", port))
            if end.recv(3) == b"220":
                break
        for client in first:
            client.is_alive()
        """#
      )
    }
  }

  @Test func `an account has as many sessions as it may, and they come free again`()
    async throws
  {
    try await RunningServer.run { running in
      try running.addAccount("bob") { $0.sessionsMax = .limit(2) }
      try await HostileScript.run(
        against: running,
        #"""
        first, second = Client("bob"), Client("bob")
        third = Client(account=None)
        third.ask("USER bob", 331)
        third.ask("PASS " + password, 421)
        third.ends()
        Client("alice")
        first.ask("REIN", 220)
        third = Client("bob")
        first.ask("USER bob", 331)
        first.ask("PASS " + password, 421)
        first.ends()
        reset(second.socket)
        while True:
            late = Client(account=None)
            late.ask("USER bob", 331)
            late.send(f"PASS {password}\r\n")
            if late.reply() == 230:
                break
        """#
      )
    }
  }

  @Test func `a transfer counts as its account's session when its login has ended`()
    async throws
  {
    try await RunningServer.run { running in
      try running.addAccount("bob") { $0.sessionsMax = .limit(1) }
      async let script: Void = HostileScript.run(
        against: running,
        #"""
        def is_admitted():
            end = Client(account=None)
            end.ask("USER bob", 331)
            end.send(f"PASS {password}\r\n")
            return end.reply() == 230

        first = Client("bob")
        data = first.open("STOR file")
        data.sendall(b"half")
        first.ask("REIN", 220)
        assert not is_admitted()
        first.login("alice")
        assert not is_admitted()
        data.close()
        first.expect(226)
        while not is_admitted():
            pass
        # Who is removed meanwhile stores nothing more, whoever is logged in by now.
        while True:
            try:
                first = Client("bob")
                break
            except AssertionError:
                pass
        data = first.open("STOR late")
        data.sendall(b"half")
        first.ask("REIN", 220)
        Client("alice").ask("QUIT", 221)
        first.expect(426)
        first.expect(421)
        first.ends()
        assert not os.path.exists(home("late", account="bob"))
        """#
      )
      try await running.journal.wait { events in
        events.contains { if case .ended(_, _, .quit) = $0 { true } else { false } }
      }
      try running.store.removeAccount(named: #require(AccountName("bob")))
      try await script
    }
  }

  @Test func `commands that wait for a transfer are bounded, and none is lost`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        data = client.open("STOR file")
        data.sendall(b"half")
        client.send(b"".join(b"MKD %d\r\n" % number for number in range(500)))
        assert not select.select([client.socket], [], [], 0.2)[0]
        data.close()
        client.expect(226)
        for number in range(500):
            assert b'"/%d"' % number in client.expect(257)
        client.is_alive()
        """#
      )
    }
  }

  @Test func `an administrator ends a session that listens no more`() async throws {
    try await RunningServer.run { running in
      async let script: Void = HostileScript.run(
        against: running,
        #"""
        full, leaving = Client(), Client()
        transfers = [full.open("STOR full"), leaving.open("STOR leaving")]
        for data in transfers:
            data.sendall(b"half")
        full.send(b"PWD\r\n" * 40)
        leaving.ask("QUIT", 221)
        Client().ask("QUIT", 221)
        assert all(is_ended(data) for data in transfers)
        """#
      )
      try await running.waitForEnds(1)
      for session in running.server.sessions { _ = running.server.endSession(session.id) }
      try await script
      try await running.waitForNobody()
    }
  }

  @Test func `passive ports are bounded, and are free as soon as they can be`() async throws {
    try await RunningServer.run {
      $0.passive.ports = 21_400...21_402
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        def prepare(client):
            """A port, as soon as there is one.

            A program that another test starts has the descriptors of this process for a moment,
            between fork and exec, and with them the ports that were closed meanwhile.
            """
            client.send("EPSV\r\n")
            while client.reply() == 425:
                client.send("EPSV\r\n")
            return int(re.search(rb"\|(\d+)\|", client.text).group(1))

        clients = [Client() for _ in range(4)]
        ports = {prepare(client) for client in clients[:3]}
        assert ports == {21400, 21401, 21402}, ports
        clients[3].ask("EPSV", 425)
        clients[3].ask("PASV", 425)
        for end in ("ABOR", "REIN", "USER alice"):
            clients[0].ask(end, 225, 220, 331)
            assert prepare(clients[3]) in ports
            clients[3].ask("ABOR", 225)
            if end != "ABOR":
                clients[0].login()
            prepare(clients[0])
        for _ in range(150):
            prepare(clients[1])
        reset(clients[2].socket)
        prepare(clients[3])
        clients[3].ask("LIST", 150)
        clients[3].ask("ABOR", 426)
        clients[3].expect(226)
        """#
      )
    }
  }
}
