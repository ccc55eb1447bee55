import FTPProtocol
import FTPServers
import TestSupport
import Testing

/// Lines that are none of FTP, or too many, too long, too slow.
@Suite(.timeLimit(.minutes(10))) struct HostileLineTests {
  @Test func `a line may have 4,096 bytes and not one more`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.ask("NOOP " + "x" * 4091, 501)
        assert b"argument" in client.text.lower()
        client.ask("NOOP " + "x" * 4092, 500)
        client.is_alive()
        """#
      )
    }
  }

  @Test(arguments: ["alice", nil])
  func `a line without end costs one refusal and no memory`(_ account: String?) async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        "client = Client(account=\(account.map { "'\($0)'" } ?? "None"))\n"
          + #"""
          client.send(b"x" * 10_000)
          client.expect(500)
          client.send(b"\r\n")
          client.ask("NOOP", 200)
          piece = b"y" * (1 << 20)
          for _ in range(32):
              client.send(piece)
          client.expect(500)
          client.send(b"\r\nNOOP\r\n")
          client.expect(200)
          """#
      )
    }
  }

  @Test func `unknown commands before a login have an end`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client(account=None)
        for _ in range(20):
            client.ask("XYZZY", 500)
        client.ask("XYZZY", 421)
        client.ends()
        # All at once too: no reply more than that, and none lost.
        client = Client(account=None)
        client.send(b"XYZZY\r\n" * 1000)
        for _ in range(20):
            client.expect(500)
        client.expect(421)
        client.ends()
        client = Client(account=None)
        for _ in range(100):
            client.ask("NOOP", 200)
        client.ask("NOOP", 421)
        client.ends()
        # Who is logged in may mistype.
        client = Client()
        for _ in range(200):
            client.ask("XYZZY", 500)
        """#
      )
    }
  }

  @Test(arguments: ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT"])
  func `a request of HTTP ends the connection, and nothing in its body is done`(
    _ method: String
  ) async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        "method = '\(method)'\n"
          + #"""
          for target in ("/", "/index.html", "http://127.0.0.1/", "*"):
              client = Client(account=None)
              client.send(f"{method} {target} HTTP/1.1\r\nHost: localhost:21\r\n"
                  f"Content-Length: 60\r\n\r\nUSER alice\r\nPASS {password}\r\nMKD hit\r\nQUIT\r\n")
              client.expect(421, 500)
              client.ends()
          client = Client()
          client.send(f"{method} / HTTP/1.1\r\nMKD hit\r\n")
          client.expect(421, 500)
          client.ends()
          assert os.listdir(home()) == []
          """#
      )
    }
  }

  @Test func `commands of other servers that run programs are not known`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        write(home("file"), b"text")
        for words in ("SITE EXEC id", "SITE CPFR /etc/passwd", "SITE CPTO x", "SITE SYMLINK / x",
                "SITE LINK file x", "SITE CHOWN 0 file", "SITE CHGRP 0 file", "SITE UMASK 0",
                "SITE SHUTDOWN", "SITE", "SITE ", "SITE MINFO", "SITE RMDIR x", "SITE MKDIR x"):
            client.ask(words, 500, 501, 502, 504)
        for mode in ("7777", "4755", "1000", "888", "-1", "u+s", "", "0"*100 + "777"):
            client.ask(f"SITE CHMOD {mode} file", 501)
        assert os.listdir(home()) == ["file"]
        assert stat.S_IMODE(os.stat(home("file")).st_mode) & 0o7000 == 0
        """#
      )
    }
  }

  @Test func `patterns cost no more than the names that they are matched with`() async throws {
    try await RunningServer.run {
      $0.limits.matches = 50
    } _: { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        for number in range(100):
            write(home("a" * 200 + str(number)))
        os.makedirs(home("x", "y"))
        # A pattern in another place than the last is a name, which nothing has.
        for pattern in ("*/*/*/*", "?/y", "{a,x}/y", "[x]/*"):
            client.prepare()
            client.ask("NLST " + pattern, 550)
        assert client.fetch("NLST */../*/../*/../*/../*/../*").count(b"\r\n") == 50
        began = time.monotonic()
        for pattern in ("a*" * 60 + "b", "*a" * 60 + "*b", "[!b]*" * 40 + "z", "?" * 250,
                "[a-" * 80, "\\" * 100, "{" * 100, "{a,{b,{c,{d" * 20):
            client.send(f"EPSV\r\n")
            client.expect(229)
            end = socket.create_connection(
                ("127.0.0.1", int(re.search(rb"\|(\d+)\|", client.text).group(1))))
            client.send(f"NLST {pattern}\r\n")
            if client.reply() == 150:
                assert end.recv(1) == b""
                client.expect(226)
            end.close()
        assert time.monotonic() - began < 20
        assert client.fetch("NLST *").count(b"\r\n") == 50
        assert client.fetch("NLST a*").count(b"\r\n") == 50
        client.fetch("LIST -R")
        client.fetch("LIST -aR /")
        """#
      )
    }
  }

  @Test func `the status of a directory has an end`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        for number in range(1000):
            write(home(str(number)))
        assert client.ask("STAT /", 212, 213).count(b"\n") == 1001
        assert b"more" not in client.text.split(b"\n")[-1]
        write(home("one more"))
        assert client.ask("STAT /", 212, 213).count(b"\n") == 1001
        assert b"more" in client.text.split(b"\n")[-1]
        assert client.fetch("LIST").count(b"\r\n") == 1001
        """#
      )
    }
  }

  @Test func `commands of Telnet are dropped wherever they stand`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        for line in (b"\xff\xf4\xff\xf2NOOP", b"NO\xff\xfb\x01OP", b"NOOP\xff\xf4",
                b"\xff\xfd\x0dNOOP"):
            client.send(line + b"\r\n")
            client.expect(200)
        client.socket.send(b"\xff\xf4\xff", socket.MSG_OOB)
        client.send(b"\xf2ABOR\r\n")
        client.expect(225)
        for byte in b"NOOP\r\n":
            client.send(bytes([byte]))
        client.expect(200)
        """#
      )
    }
  }
}
