import FTPServers
import TLS
import TestSupport
import Testing

/// Data connections under TLS.
@Suite(.timeLimit(.minutes(10))) struct DataEncryptionTests {
  @Test(arguments: [false, true])
  func `an upload that ends without close_notify is not whole`(
    _ isTolerated: Bool
  ) async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
      $0.toleratesMissingCloseNotify = isTolerated
    } _: { running in
      try await HostileScript.run(
        against: running,
        "is_tolerated = \(isTolerated ? "True" : "False")\n"
          + #"""
          client = Client(account=None)
          client.encrypt()
          client.login()
          write(home("old"), b"old")
          for name in ("old", "new"):
              data = client.open("STOR " + name)
              data.sendall(b"half")
              # Closes the connection, and not TLS.
              os.close(data.detach())
              client.expect(*[226] if is_tolerated else [426, 451])
          if is_tolerated:
              assert contents(home("old")) == contents(home("new")) == b"half"
          else:
              assert contents(home("old")) == b"old" and not os.path.exists(home("new"))
          client.store("STOR new", b"whole")
          assert contents(home("new")) == b"whole"
          """#
      )
    }
  }

  @Test func `a download says its end under TLS`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        client.encrypt()
        client.login()
        write(home("file"), b"x" * 100_000)
        for command in ("RETR file", "LIST", "NLST", "MLSD"):
            data = client.open(command)
            data.suppress_ragged_eofs = False
            while data.recv(1 << 16):
                pass
            client.expect(226)
        """#
      )
    }
  }

  @Test func `bytes in the clear are no transfer where encryption was agreed on`()
    async throws
  {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
      $0.limits.handshakeTime = .milliseconds(500)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        client.encrypt()
        client.login()
        write(home("file"), b"text")
        for command, text in (("STOR new", b"in the clear"), ("STOR new", b""),
                ("RETR file", b"in the clear"), ("RETR file", None)):
            data = client.data()
            client.ask(command, 150)
            if text is not None:
                data.sendall(text)
                data.shutdown(socket.SHUT_WR)
            client.expect(425, 522)
            got = b""
            try:
                while more := data.recv(1 << 16):
                    got += more
            except ConnectionResetError:
                pass
            assert b"text" not in got
        assert os.listdir(home()) == ["file"]
        client.is_alive()
        """#
      )
    }
  }

  @Test(arguments: FTPDataSessionReuse.allCases)
  func `sessions of the control connection are resumed as the settings say`(
    _ reuse: FTPDataSessionReuse
  ) async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
      $0.dataSessionReuse = reuse
    } _: { running in
      try await HostileScript.run(
        against: running,
        "reuse = '\(reuse.rawValue)'\n"
          + #"""
          write(home("file"), b"text")

          def login(version, implicit, chosen):
              client = Client(account=None, implicit=chosen if implicit else None)
              client.encrypt(chosen) if not implicit else None
              client.login()
              return client

          def attempt(client, session):
              """Whether the session was resumed, and whether the file came."""
              data = client.open("RETR file", session)
              was_reused, content = data.session_reused, b""
              try:
                  while more := data.recv(100):
                      content += more
              except (ssl.SSLError, ConnectionResetError):
                  pass
              code = client.reply()
              assert code in (226, 425), client.text
              assert (content == b"text") == (code == 226), (content, client.text)
              # No tickets come over a data connection of TLS 1.3.
              if data.version() == "TLSv1.3" and not was_reused:
                  assert not (data.session and data.session.has_ticket)
              data.close()
              return was_reused, code == 226

          for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
              for implicit in (False, True):
                  chosen = context(version)
                  client = login(version, implicit, chosen)
                  own = client.socket.session
                  assert own.has_ticket
                  other = login(version, implicit, chosen).socket.session
                  wanted = {
                      "off": [(False, True)] * 3,
                      "accept": [(True, True), (True, True), (False, True)],
                      "require": [(True, True), (True, False), (False, False)],
                  }[reuse]
                  for _ in range(3):
                      # The same ticket may come many times.
                      assert attempt(client, own) == wanted[0], (version, implicit)
                  assert attempt(client, other) == wanted[1], (version, implicit)
                  assert attempt(client, None) == wanted[2], (version, implicit)
                  assert attempt(client, own) == wanted[0], (version, implicit)
                  client.is_alive()
          """#
      )
    }
  }
}
