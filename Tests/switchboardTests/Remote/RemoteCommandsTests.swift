import Testing

/// `get`, `put`, `ls`, `mkdir`, `rm` and `mv` at a server.
struct RemoteCommandsTests {
  @Test(arguments: ["plain", "explicit", "implicit"])
  func `a file goes there and comes back, with its time`(_ kind: String) async throws {
    try await ToolScript.run(
      RemoteScript.prelude + """
        url = \(kind)
        content = os.urandom(3_000_000)
        file = local("big", content)
        os.utime(file, (1_000_000_000, 1_000_000_000))
        ok("put", file, url, *trust)
        home = data + "/homes/ada"
        assert read(home + "/big") == content
        assert os.stat(home + "/big").st_mtime == 1_000_000_000
        back = local("back")
        ok("get", url + "big", "--output", back, *trust)
        assert read(back) == content and os.stat(back).st_mtime == 1_000_000_000
        assert not os.path.exists(back + ".part")
        ok("put", file, local("a b", b"text"), url, *trust)
        status, listing, errors = run("ls", url, *trust, environment=environment)
        rows = [line.split("\\t") for line in listing.splitlines()]
        assert rows[1] == ["file", "3000000", "2001-09-09T01:46:40Z", "big"], (listing, errors)
        assert (rows[0][:2], rows[0][3], len(rows)) == (["file", "4"], "a b", 2), listing
        ok("get", url + "a%20b", "--output", "-", *trust, output="text")
        server.stop()
        """
    )
  }

  @Test func `folders are made, renamed and removed`() async throws {
    try await ToolScript.run(
      RemoteScript.prelude + """
        home = data + "/homes/ada/"
        ok("mkdir", plain + "a", plain + "a/b")
        ok("put", local("file", b"x"), plain + "a/b/")
        ok("mv", plain + "a/b/file", "a/")
        ok("mv", plain + "a/file", plain + "a/new")
        ok("mv", plain + "a/new", "a/other")
        fails("mv", plain + "a/other", "ftp://other.example/x", words="one server", status=2)
        assert os.listdir(home + "a") in (["b", "other"], ["other", "b"])
        fails("rm", plain + "a", words="is a folder")
        ok("rm", "-r", plain + "a")
        assert os.listdir(home) == []
        ok("mkdir", plain + "kept")
        fails("rm", "-r", plain, words="is where a login begins", status=2)
        assert os.listdir(home) == ["kept"]
        fails("mv", plain + "none", "x", words="550")
        fails("rm", plain + "none", words="550")
        server.stop()
        """
    )
  }

  @Test func `what was interrupted is gone on with, unless the server's file has changed`()
    async throws
  {
    try await ToolScript.run(
      RemoteScript.prelude + """
        content = os.urandom(2_000_000)
        home = data + "/homes/ada/"
        with open(home + "big", "wb") as file:
            file.write(content)
        os.utime(home + "big", (1_000_000_000, 1_000_000_000))
        # What is in the part is kept, right or wrong: it is not fetched again.
        local("back.part", b"?" * 500_000)
        status, _, errors = run(
            "get", plain + "big", "--output", local("back"), "--json", environment=environment)
        events = [json.loads(line) for line in errors.splitlines()]
        assert status == 0 and events[0]["event"] == "began" and events[0]["bytes"] == 500_000
        assert events[-1] == {**events[-1], "event": "done", "bytes": 2_000_000,
            "totalBytes": 2_000_000, "url": plain + "big"}, events
        assert read(local("back")) == b"?" * 500_000 + content[500_000:]
        # The server's file is newer than the part: all of it is fetched.
        os.utime(local("back.part", b"?" * 500_000), (1, 1))
        ok("get", plain + "big", "--output", local("back"))
        assert read(local("back")) == content
        # Longer than the server's file.
        local("back.part", b"?" * 3_000_000)
        ok("get", plain + "big", "--output", local("back"))
        assert read(local("back")) == content
        # An upload goes on where the server's file ends.
        ok("put", local("half", content[:1_000_000]), plain + "up")
        ok("put", "--continue", local("whole", content), plain + "up")
        assert read(home + "up") == content
        fails("put", "--continue", local("half"), plain + "up", words="larger")
        server.stop()
        """
    )
  }

  @Test func `what fails is told in one line, and leaves nothing`() async throws {
    try await ToolScript.run(
      RemoteScript.prelude + """
        here = set(os.listdir(folder))
        fails("get", plain + "none", "--output", local("none"), words="550")
        fails("get", explicit + "none", "--output", local("none"), words="certificate")
        fails("get", plain, words="names no file", status=2)
        fails("get", "http://h/a", words="not ftp://HOST/PATH", status=2)
        fails("put", local("nothere"), plain, words="No such file")
        fails("put", folder, plain + "x", words="is no file")
        fails("put", "one", words="the URL", status=2)
        fails("put", "-", plain, words="standard input has no name", status=2)
        ok("mkdir", plain + "d")
        fails("get", plain + "d", words="is a folder")
        fails("ls", "ftp://127.0.0.1:1/", words="refused")
        fails("ls", plain.replace("://", "://eve@"), words="no password for eve@127.0.0.1")
        os.chmod(netrc, 0o644)
        fails("ls", plain, words="chmod 600")
        status, output, errors = run("ls", plain.replace("://", "://ada:wrong@"))
        assert status == 1 and "wrong" not in errors and "530" in errors, errors
        assert set(os.listdir(folder)) - here <= {"told"}, os.listdir(folder)
        server.stop()
        """
    )
  }

  @Test func `a password comes from the URL, or from standard input`() async throws {
    try await ToolScript.run(
      RemoteScript.prelude + """
        ok("put", local("file", b"text"), plain)
        ending = run("get", plain.replace("://", "://ada:secret@") + "file", "--output", "-")
        assert ending[:2] == (0, "text") and "can be seen by others" in ending[2], ending
        ending = feed("secret\\n", "get", plain.replace("://", "://ada@") + "file", "--output", "-",
            "--password-stdin")
        assert ending == (0, "text", ""), ending
        server.stop()
        """
    )
  }

  @Test func `an interrupted fetch ends with status 130 and leaves its part`() async throws {
    try await ToolScript.run(
      RemoteScript.prelude + """
        content = os.urandom(4_000_000)
        with open(data + "/homes/ada/big", "wb") as file:
            file.write(content)
        assert run("account", "set", "ada", "--download-rate", "500000", "--data", data)[0] == 0
        fetch = Tool("get", plain + "big", "--output", local("back"), environment=environment)
        while not os.path.exists(local("back.part")) or not os.path.getsize(local("back.part")):
            assert fetch.process.poll() is None
        fetch.kill(signal.SIGINT)
        status, output, errors = fetch.ending()
        assert (status, output, errors) == (130, "", ""), (status, output, errors)
        assert not os.path.exists(local("back"))
        part = read(local("back.part"))
        assert 0 < len(part) < len(content) and content.startswith(part)
        assert run("account", "set", "ada", "--download-rate", "none", "--data", data)[0] == 0
        ok("get", plain + "big", "--output", local("back"))
        assert read(local("back")) == content
        server.stop()
        """
    )
  }
}
