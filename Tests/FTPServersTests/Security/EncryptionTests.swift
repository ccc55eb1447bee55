import FTPServers
import TLS
import TestSupport
import Testing

/// The control connection under TLS: what gets in, and what does not.
@Suite(.timeLimit(.minutes(10))) struct EncryptionTests {
  @Test func `commands sent ahead behind AUTH are never run`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.send(f"AUTH TLS\r\nUSER alice\r\nPASS {password}\r\nMKD hit\r\n")
        client.expect(234)
        try:
            client.socket = context().wrap_socket(client.socket)
        except (ssl.SSLError, OSError):
            pass
        else:
            client.ask("PWD", 530)
            client.ask("NOOP", 200)
        assert os.listdir(home()) == []
        # Apart from AUTH too, before the client's hello.
        client = Client()
        client.ask("AUTH TLS", 234)
        client.send("MKD hit\r\n")
        assert is_ended(client.socket)
        assert os.listdir(home()) == []
        """#
      )
    }
  }

  @Test func `AUTH forgets who has logged in, and what was prepared`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.prepare()
        client.ask("TYPE I", 200)
        client.ask("REST 5", 350)
        client.encrypt(protects=False)
        client.ask("PWD", 530)
        client.ask("LIST", 530)
        client.ask("PROT P", 503)
        client = Client(account=None)
        client.ask("USER alice", 331)
        client.encrypt(protects=False)
        client.ask("PASS " + password, 503)
        client.login()
        client.ask("LIST", 425)
        client.ask("AUTH TLS", 503)
        """#
      )
    }
  }

  @Test func `a client of another protocol, and one of an old version, is refused`()
    async throws
  {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        import warnings
        warnings.simplefilter("ignore")

        def meets(chosen, implicit):
            try:
                if implicit:
                    client = Client(account=None, implicit=chosen)
                else:
                    client = Client(account=None)
                    client.encrypt(chosen)
                client.ask("NOOP", 200)
                return client.socket.version(), client.socket.selected_alpn_protocol()
            except (ssl.SSLError, ConnectionResetError):
                return None

        for implicit in (False, True):
            assert meets(context(protocols=["http/1.1"]), implicit) is None
            assert meets(context(protocols=["h2", "http/1.1"]), implicit) is None
            assert meets(context(protocols=["h2", "ftp"]), implicit) == ("TLSv1.3", "ftp")
            assert meets(context(), implicit) == ("TLSv1.3", None)
            assert meets(context(ssl.TLSVersion.TLSv1_2), implicit) == ("TLSv1.2", None)
            for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
                old = context(version)
                old.set_ciphers("ALL:@SECLEVEL=0")
                assert meets(old, implicit) is None
        """#
      )
      let failures = running.seen.count { if case .handshakeFailed = $0 { true } else { false } }
      #expect(failures == 4)
    }
  }

  @Test func `nobody shakes hands anew`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        import subprocess
        client = subprocess.Popen(
            ["openssl", "s_client", "-tls1_2", "-connect", f"127.0.0.1:{implicit_port}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0)
        said = b""
        while b"220 " not in said:
            said += client.stdout.read(1 << 16)
        client.stdin.write(b"R\n")
        while more := client.stdout.read(1 << 16):
            said += more
        assert b"RENEGOTIATING" in said and b"no renegotiation" in said, said
        client.wait()
        """#
      )
    }
  }

  @Test func `clients whose handshake stalls or is none are let go, and hold up nobody`()
    async throws
  {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
      $0.limits.handshakeTime = .seconds(20)
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        stalled = [Client(account=None) for _ in range(20)]
        for client in stalled:
            client.ask("AUTH TLS", 234)
        stalled += [
            type("End", (), {"socket": socket.create_connection(("127.0.0.1", implicit_port))})()
            for _ in range(20)]
        # Half a hello, and a byte now and then of what follows.
        for client in stalled[::2]:
            client.socket.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
        began = time.monotonic()
        other = Client()
        for _ in range(50):
            other.is_alive()
        other.encrypt()
        # All of that before the first of them is let go.
        assert not select.select([each.socket for each in stalled], [], [], 0)[0]
        while stalled:
            ready = select.select([each.socket for each in stalled], [], [], 0.1)[0]
            assert time.monotonic() - began < 90, len(stalled)
            for client in list(stalled):
                if client.socket in ready:
                    assert is_ended(client.socket)
                    stalled.remove(client)
                elif hash(client) % 2:
                    try:
                        client.socket.send(b"\x00")
                    except OSError:
                        pass
        other.is_alive()
        for junk in (b"junk\r\n", b"\x16\x03\x01\xff\xff" + b"x" * 70000, b"\0" * 100,
                b"\x15\x03\x01\x00\x02\x02\x28"):
            client = Client(account=None)
            client.ask("AUTH TLS", 234)
            try:
                client.send(junk)
                client.socket.settimeout(20)
                while client.socket.recv(1 << 16):
                    pass
            except OSError as error:
                assert not isinstance(error, TimeoutError)
        """#
      )
    }
  }

  @Test func `REIN ends encryption, CCC does not`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        for implicit in (None, context()):
            client = Client(account=None, implicit=implicit)
            if not implicit:
                client.encrypt()
            client.login()
            client.ask("CCC", 533, 534)
            client.ask("PWD", 257)
            for refused in ("ADAT x", "MIC x", "CONF x", "ENC x"):
                client.ask(refused, 502, 503)
        client = Client(account=None)
        client.encrypt()
        client.login()
        client.ask("REIN", 220)
        client.socket = client.socket.unwrap()
        client.context = None
        client.ask("PWD", 530)
        client.ask("PROT P", 503)
        client.encrypt()
        client.login()
        assert client.fetch("LIST") == b""
        """#
      )
    }
  }

  @Test func `REIN under TLS lets a transfer go on to its end`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        client.encrypt()
        client.login()
        data = client.open("STOR file")
        data.sendall(b"half")
        client.ask("REIN", 220)
        # The transfer ends while the server waits for the client's close_notify.
        data.sendall(b" and half")
        data.unwrap()
        data.close()
        client.socket = client.socket.unwrap()
        client.context = None
        client.expect(226)
        assert contents(home("file")) == b"half and half"
        client.ask("PWD", 530)
        client.login()
        """#
      )
    }
  }

  @Test func `without encryption nobody logs in where it is demanded`() async throws {
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
      $0.loginNeedsTLS = true
      $0.dataNeedsTLS = true
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        assert b"AUTH TLS" in client.ask("USER alice", 530, 534)
        client.ask("PASS " + password, 503, 530)
        client.ask("PWD", 530)
        client.encrypt(protects=False)
        client.login()
        client.prepare()
        client.ask("RETR file", 521, 522, 550)
        for command in ("STOR x", "LIST", "NLST", "MLSD", "APPE x", "STOU"):
            client.prepare()
            client.ask(command, 521, 522, 550)
        client.ask("PBSZ 0", 200)
        client.ask("PROT C", 534)
        client.ask("PROT S", 536)
        client.ask("PROT P", 200)
        client.ask("PROT C", 534)
        assert client.fetch("LIST") == b""
        assert os.listdir(home()) == []
        client = Client(implicit=context())
        client.ask("PROT C", 534)
        assert client.fetch("LIST") == b""
        """#
      )
    }
  }
}
