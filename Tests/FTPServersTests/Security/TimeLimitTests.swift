import FTPServers
import TestSupport
import Testing

/// Clients that take their time: each wait has an end, and its reply.
@Suite(.timeLimit(.minutes(10))) struct TimeLimitTests {
  /// Sends a byte each twentieth of a second, until the server says something.
  private static let drip = #"""
    def drip(began, end, text):
        for byte in text:
            end.sendall(bytes([byte]))
            if select.select([end], [], [], 0.05)[0]:
                return time.monotonic() - began
        raise AssertionError("nobody minds")

    """#

  @Test func `a login must come in its time, however busy the client is`() async throws {
    try await RunningServer.run {
      $0.limits.loginTime = .milliseconds(600)
    } _: { running in
      try await HostileScript.run(
        against: running,
        Self.drip + #"""
          began, client = time.monotonic(), Client(account=None)
          assert 0.4 < drip(began, client.socket, b"USER " + b"x" * 1000) < 20
          client.expect(421)
          client.ends()
          silent = Client(account=None)
          silent.expect(421)
          silent.ends()
          client = Client(account=None)
          began = time.monotonic()
          while time.monotonic() - began < 10:
              client.send("NOOP\r\n")
              if client.reply() == 421:
                  break
              select.select([client.socket], [], [], 0.05)
          assert time.monotonic() - began < 10 and client.text.startswith(b"421")
          client.ends()
          """#
      )
    }
  }

  @Test func `who was logged in has the time for a login again`() async throws {
    try await RunningServer.run {
      $0.limits.loginTime = .seconds(2)
      $0.limits.dataConnectTime = .milliseconds(2_200)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        for command, code in (("REIN", 220), ("USER alice", 331)):
            # That no data connection comes takes longer than a login may.
            client.prepare()
            client.ask("LIST", 150)
            client.expect(425)
            client.ask(command, code)
            client.is_alive()
            client.login()
        client.ask("REIN", 220)
        client.expect(421)
        client.ends()
        """#
      )
    }
  }

  @Test func `a command must come whole in the time for it`() async throws {
    try await RunningServer.run {
      $0.limits.idleTime = .milliseconds(500)
    } _: { running in
      try await HostileScript.run(
        against: running,
        Self.drip + #"""
          client = Client()
          began = time.monotonic()
          client.is_alive()
          assert 0.3 < drip(began, client.socket, b"MKD " + b"x" * 1000) < 20
          client.expect(421)
          client.ends()
          silent = Client()
          silent.expect(421)
          silent.ends()
          assert os.listdir(home()) == []
          """#
      )
    }
  }

  @Test func `a session is not idle while it transfers`() async throws {
    try await RunningServer.run {
      $0.limits.idleTime = .milliseconds(300)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        data = client.open("STOR file")
        began = time.monotonic()
        while time.monotonic() - began < 1:
            data.sendall(b"x")
            assert not select.select([client.socket], [], [], 0.05)[0]
        data.close()
        client.expect(226)
        """#
      )
    }
  }

  @Test func `a data connection that does not come, or stands still, is given up`()
    async throws
  {
    try await RunningServer.run {
      $0.limits.dataConnectTime = .milliseconds(300)
      $0.limits.stalledTime = .milliseconds(300)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        write(home("large"), b"x" * (64 << 20))
        client.prepare()
        client.ask("RETR large", 150)
        client.expect(425)
        data = client.open("RETR large")
        client.expect(426)
        data = client.open("STOR file")
        data.sendall(b"half")
        client.expect(426)
        assert is_ended(data)
        assert not os.path.exists(home("file"))
        client.is_alive()
        # Any byte of progress is progress.
        data = client.open("STOR file")
        began = time.monotonic()
        while time.monotonic() - began < 1:
            data.sendall(b"x")
            assert not select.select([client.socket], [], [], 0.05)[0]
        data.close()
        client.expect(226)
        """#
      )
    }
  }

  @Test(arguments: [false, true])
  func `a client that reads no replies does not hold its session`(
    _ transfers: Bool
  ) async throws {
    try await RunningServer.run {
      $0.limits.stalledTime = .milliseconds(500)
      $0.limits.idleTime = .seconds(60)
    } _: { running in
      try await HostileScript.run(
        against: running,
        "transfers = \(transfers ? "True" : "False")\n"
          + #"""
          client = Client(room=4096)
          if transfers:
              data = client.open("STOR file")
              stop = threading.Event()
              def go_on():
                  try:
                      while not stop.wait(0.05):
                          data.sendall(b"x")
                  except OSError:
                      pass
              thread = threading.Thread(target=go_on)
              thread.start()
          try:
              while True:
                  client.socket.sendall(b"STAT\r\nSTAT\r\nNOOP\r\n" * 1000)
          except (BrokenPipeError, ConnectionResetError):
              pass
          if transfers:
              stop.set()
              thread.join()
          """#
      )
      try await running.waitForEnds(1)
    }
  }
}
