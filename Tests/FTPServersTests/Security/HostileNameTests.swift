import FTPServers
import TestSupport
import Testing

/// Names that want to be more than names.
@Suite(.timeLimit(.minutes(10))) struct HostileNameTests {
  @Test func `a line with a NUL or a stray carriage return is refused whole`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        write(home("file"), b"text")
        for name in (b"file\0", b"file\0.txt", b"\0file", b"fi\rle", b"\rfile", b"file\r\0"):
            for command in (b"DELE ", b"MKD ", b"SIZE ", b"CWD ", b"RNFR ", b"MLST ", b"STAT ",
                    b"RETR ", b"STOR ", b"APPE ", b"SITE CHMOD 777 ", b"USER ", b"XXXX "):
                client.ask(command + name, 501)
                client.is_alive()
        assert os.listdir(home()) == ["file"] and contents(home("file")) == b"text"
        # A line feed ends the line: two lines, two replies.
        client.send(b"MKD one\nMKD two\r\n")
        client.expect(257)
        client.expect(257)
        client.is_alive()
        assert sorted(os.listdir(home())) == ["file", "one", "two"]
        """#
      )
    }
  }

  @Test func `a name with line breaks on the disk adds no line to a listing`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        forged = b"drwxr-xr-x 1 alice users 0 Nov 21 06:13 forged"
        client = Client()
        names = [b"a\r\n" + forged, b"b\n" + forged, b"c\r" + forged, b"d\r\n226 done",
            b"e\r\n213 1"]
        for name in names:
            write(os.path.join(os.fsencode(home()), name))
        lists = {command: client.fetch(command) for command in ("LIST", "NLST", "MLSD")}
        for command in ("LIST", "NLST"):
            lines = lists[command].split(b"\r\n")
            assert lines.pop() == b"" and len(lines) == len(names), lines
            assert not any(b"\r" in line or b"\n" in line for line in lines)
            assert not any(line.startswith(forged[:10] + b" 1") for line in lines), lines
            assert not any(line.startswith(b"2") for line in lines), lines
        assert lists["MLSD"] == b"", lists["MLSD"]
        status = client.ask("STAT .", 212, 213)
        assert status.count(b"\n") == len(names) + 1, status
        assert not any(re.match(rb"\d\d\d |drwx", line) for line in status.split(b"\n")[1:-1])
        assert client.fetch("NLST *").count(b"\r\n") == len(names)
        # What was shown cannot be asked for, and nothing else is hit by it.
        client.ask("DELE a??" + os.fsdecode(forged), 550)
        client.is_alive()
        assert len(os.listdir(home())) == len(names)
        """#
      )
    }
  }

  @Test func `names and paths that are too long are refused, and the session goes on`()
    async throws
  {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.ask("TYPE I", 200)
        client.ask("MKD " + 255 * "d", 257)
        client.ask("RMD " + 255 * "d", 250)
        paths = [256 * "n", 1000 * "n", 4000 * "n", "/".join(1500 * "n"), 2000 * "n/", "ü" * 128]
        for path in paths:
            for command in ("MKD ", "CWD ", "DELE ", "RMD ", "SIZE ", "MDTM ", "MLST ", "STAT ",
                    "RNFR ", "SITE CHMOD 600 "):
                client.ask(command + path, 550, 553, 501)
            for command in ("RETR ", "STOR ", "APPE ", "LIST ", "NLST ", "MLSD "):
                client.prepare()
                client.ask(command + path, 550, 553, 501)
            client.is_alive()
        assert os.listdir(home()) == []
        """#
      )
    }
  }

  @Test func `a tree as deep as names may go has an end`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        made = 0
        while True:
            client.send("MKD d\r\n")
            if client.reply() != 257:
                break
            client.ask("CWD d", 250)
            made += 1
        assert 100 <= made <= 4096, made
        client.fetch("LIST")
        client.fetch("LIST -R /")
        client.ask("CWD /", 250)
        client.is_alive()
        """#
      )
    }
  }

  @Test func `what shells would do something with is a name like others`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.ask("TYPE I", 200)
        names = ["; touch hit", "`touch hit`", "$(touch hit)", "| touch hit", "&& touch hit",
            "> hit", "%n%n%s%x", "%s" * 50, "'", '"', "\\", "a b", " a", "a ", "*", "?", "[a]",
            "$HOME", "-rf", "--help", "#", "é", "e\u0301", "\x7f", "\x1b[2J", "\t"]
        for name in names:
            client.store("STOR " + name, name.encode())
            assert client.fetch("RETR " + name) == name.encode()
            client.ask("SIZE " + name, 213)
            if '"' in name:
                client.ask("MKD m" + name, 257)
                assert b'"/m"""' in client.text
                client.ask("RMD m" + name, 250)
        assert sorted(os.listdir(home())) == sorted(names)
        raw = b"\xff\xfe\x80"
        client.send(b"MKD " + raw.replace(b"\xff", b"\xff\xff") + b"\r\n")
        client.expect(257)
        assert raw in os.listdir(os.fsencode(home()))
        for name in names:
            client.ask("DELE " + name, 250)
        """#
      )
    }
  }

  @Test func `the parts of others' uploads are out of reach`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        #"""
        client = Client()
        client.ask("TYPE I", 200)
        data = client.open("STOR new")
        data.sendall(b"half")
        other = Client()
        other.ask("TYPE I", 200)
        while not (parts := os.listdir(home())):
            pass
        part, = parts
        assert other.fetch("LIST -a") == b"" and other.fetch("NLST -a") == b""
        assert other.fetch("MLSD") == b""
        for command in ("SIZE ", "MDTM ", "DELE ", "RNFR ", "MLST ", "SITE CHMOD 777 ", "MKD ",
                "CWD ", "MFMT 20000101000000 "):
            other.ask(command + part, 550, 553)
        for command in ("RETR ", "STOR ", "APPE "):
            other.prepare()
            other.ask(command + part, 550, 553)
        data.close()
        client.expect(226)
        assert contents(home("new")) == b"half" and os.listdir(home()) == ["new"]
        """#
      )
    }
  }
}
