import FTPServers
import TestSupport
import Testing

/// Whom the server makes data connections with: its client, and nobody else (RFC 2577).
@Suite(.timeLimit(.minutes(10))) struct DataPeerTests {
  @Test func `an active connection goes to the client's own address and no low port`()
    async throws
  {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        victim = socket.create_server(("127.0.0.2", 0))
        high, low = divmod(victim.getsockname()[1], 256)
        client = Client()
        write(home("file"), b"text")
        for argument, code in (
            (f"PORT 127,0,0,2,{high},{low}", 501), ("PORT 127,0,0,1,0,25", 501),
            ("PORT 127,0,0,1,3,255", 501), ("PORT 127,0,0,1,0,0", 501),
            ("PORT 10,0,0,1,4,1", 501), ("PORT 127,0,0,1,4,256", 501),
            ("PORT 127,0,0,1,4", 501), ("PORT 127,0,0,1,4,1,1", 501),
            ("PORT 127.0.0.1.4.1", 501), ("PORT -127,0,0,1,4,1", 501),
            (f"EPRT |1|127.0.0.2|{victim.getsockname()[1]}|", 501),
            ("EPRT |1|127.0.0.1|25|", 501), ("EPRT |1|127.0.0.1|0|", 501),
            ("EPRT |1|127.0.0.1|65536|", 501), ("EPRT |2|::1|5000|", 522),
            ("EPRT |3|127.0.0.1|5000|", 522)):
            client.ask(argument, code)
            client.ask("RETR file", 425)
        assert select.select([victim], [], [], 0)[0] == []
        own = socket.create_server(("127.0.0.1", 0))
        client.ask("EPRT |1|127.0.0.1|%d|" % own.getsockname()[1], 200)
        client.ask("PORT 127,0,0,2,%d,%d" % (high, low), 501)
        client.ask("RETR file", 425)
        client.ask("PORT 127,0,0,1,%d,%d" % divmod(own.getsockname()[1], 256), 200)
        client.ask("RETR file", 150)
        data = own.accept()[0]
        assert data.recv(100) == b"text"
        client.expect(226)
        """#
      )
    }
  }

  @Test func `active mode can be off`() async throws {
    try await RunningServer.run {
      $0.allowsActiveMode = false
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.ask("PORT 127,0,0,1,200,1", 502)
        client.ask("EPRT |1|127.0.0.1|50000|", 502)
        client.ask("LIST", 425)
        """#
      )
    }
  }

  @Test(arguments: [false, true])
  func `who connects first to a client's port gets nothing of its file`(
    _ isUpload: Bool
  ) async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        "is_upload = \(isUpload ? "True" : "False")\n"
          + #"""
          client = Client()
          write(home("file"), b"text")
          where = client.prepare()
          thieves = [
              socket.create_connection(("127.0.0.1", where), source_address=("127.0.0.2", 0))
              for _ in range(3)]
          for thief in thieves:
              if is_upload:
                  thief.sendall(b"forged")
          client.ask("STOR file" if is_upload else "RETR file", 150)
          assert all(is_ended(thief) for thief in thieves)
          with socket.create_connection(("127.0.0.1", where)) as data:
              late = socket.socket()
              late.bind(("127.0.0.2", 0))
              late.settimeout(5)
              assert late.connect_ex(("127.0.0.1", where)) != 0 or is_ended(late)
              if is_upload:
                  data.sendall(b"mine")
                  data.shutdown(socket.SHUT_WR)
              else:
                  assert data.recv(100) == b"text"
          client.expect(226)
          assert contents(home("file")) == (b"mine" if is_upload else b"text")
          """#
      )
    }
  }

  @Test func `a client whose port others alone connect to is told that none came`()
    async throws
  {
    try await RunningServer.run {
      $0.limits.dataConnectTime = .milliseconds(300)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        thief = client.data(source="127.0.0.2")
        client.ask("LIST", 150)
        client.expect(425)
        assert is_ended(thief)
        client.is_alive()
        """#
      )
    }
  }

  @Test func `ports cannot be foretold`() async throws {
    try await RunningServer.run {
      $0.passive.ports = 22_000...22_999
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        ports = [client.prepare() for _ in range(40)]
        assert all(22000 <= each <= 22999 for each in ports), ports
        steps = {second - first for first, second in zip(ports, ports[1:])}
        assert len(steps) > 30, ports
        """#
      )
    }
  }
}
