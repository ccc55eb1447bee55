import Testing

/// `switchboard mirror` at the tool's own server.
struct MirrorTests {
  private static let files = #"""
    files = {"a.txt": b"alpha", "empty": b"", "hollow/": None, "d/e/f/deep": b"deep" * 1000,
             "d/b c": b"with a space", "d/-dash": b"-", "d/[x]*": b"star",
             "big": os.urandom(3_000_000),
             b"d/\xff\xfe": b"no text", "d/x.part": b"a part", "d/x": b"of it", ".hidden": b"."}

    """#

  @Test(arguments: ["plain", "explicit", "implicit"])
  func `a tree goes there and comes back, with its times`(_ kind: String) async throws {
    try await ToolScript.run(
      MirrorScript.prelude + Self.files + """
        url = \(kind)
        make(local("here"), files)
        output, errors = mirror(local("here"), url + "there", *trust)
        assert errors == "", errors
        assert re.fullmatch(
            r"11 files stored \\(2\\.9 MiB\\), 5 folders made, 0 removed, 0 left alone, 0 failed"
            r"\\n", output), output
        assert tree(local("here")) == tree(home + "/there")
        assert mirror(url + "there", local("back"), *trust, "--parallel", "1")[1] == ""
        assert tree(local("here")) == tree(local("back"))
        # Again: nothing is to be done.
        assert summary(local("here"), url + "there", *trust) == total(leftAlone=11)
        assert summary(url + "there/", local("back") + "/", *trust) == total(leftAlone=11)
        server.stop()
        """
    )
  }

  @Test func `what has changed goes, what is gone is removed when that is asked`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + Self.files + """
        here, there = local("here"), home + "/there"
        make(here, files)
        mirror(here, plain + "there")
        for one, other, source, destination in (
            (here, there, here, plain + "there"), (there, here, plain + "there", here)):
            make(one, {"a.txt": b"other", "d/new": b"new"})
            os.utime(one + "/a.txt", (1_000_000_001, 1_000_000_001))
            os.remove(one + "/empty")
            os.rmdir(one + "/hollow")
            make(other, {"extra/inner/file": b"x", "more": b"y"})
            figures = summary(source, destination)
            assert figures == total(transferredFiles=2, transferredBytes=8, leftAlone=9), figures
            assert os.path.exists(other + "/empty") and os.path.exists(other + "/more")
            # A dry run says so, and does nothing.
            before = tree(one), tree(other)
            output, errors = mirror(source, destination, "--delete", "-n")
            said = output.splitlines()
            assert sorted(said[:-1]) == [
                "remove empty", "remove extra/", "remove hollow/", "remove more"], output
            assert (tree(one), tree(other)) == before and errors == ""
            figures = summary(source, destination, "--delete")
            assert figures == total(removed=6, leftAlone=11), figures
            assert tree(one) == tree(other)
            make(here, files)
            make(there, files)
            for each in here, there:
                os.remove(each + "/d/new")
        server.stop()
        """
    )
  }

  @Test func `a dry run says each thing, and does nothing`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        make(local("here"), {"d/a": b"1", "b": b"2", "d/e/": None})
        for source, destination, verb in (
            (local("here"), plain + "there", "store"), (plain + "there", local("back"), "fetch")):
            output, errors = mirror(source, destination, "--dry-run")
            assert output == (
                f"make ./\\n{verb} b\\nmake d/\\n{verb} d/a\\nmake d/e/\\n2 files to be {verb}"
                + ("d" if verb == "store" else "ed")
                + ", 3 folders to be made, 0 to be removed, 0 left alone, 0 failed\\n"), output
            assert errors == "", errors
            assert not os.path.exists(local("back"))
            events = [json.loads(each) for each in mirror(
                source, destination, "--dry-run", "--json")[1].splitlines()]
            assert events[0] == {"event": "would", "action": "make", "path": "./"}, events
            assert events[-1]["isDryRun"], events
            if verb == "store":
                assert not os.path.exists(home + "/there")
                mirror(source, destination)
        server.stop()
        """
    )
  }

  @Test func `only what is newer goes with --newer`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        here, there = local("here"), home + "/there"
        for one, other, source, destination in (
            (here, there, here, plain + "there"), (there, here, plain + "there", here)):
            make(one, {"older": b"one", "newer": b"two", "same": b"three"})
            make(other, {"older": b"1111", "newer": b"2222", "same": b"33333"})
            os.utime(one + "/older", (1_000_000_000 - 2,) * 2)
            os.utime(one + "/newer", (1_000_000_000 + 2,) * 2)
            figures = summary(source, destination, "--newer")
            assert figures == total(transferredFiles=1, transferredBytes=3, leftAlone=2), figures
            assert read(other + "/newer") == b"two" and read(other + "/older") == b"1111"
        server.stop()
        """
    )
  }

  @Test func `content is compared when that is asked`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        here, there = local("here"), home + "/there"
        big = os.urandom(1_000_000)
        for one, other, source, destination in (
            (here, there, here, plain + "there"), (there, here, plain + "there", here)):
            make(one, {"differs": b"one", "time": b"two", "big": big, "size": b"12"})
            make(other, {"differs": b"eno", "time": b"two", "big": big[:-1] + b"?", "size": b"1"})
            os.utime(other + "/time", (5, 5))
            figures = summary(source, destination)
            assert figures["transferredFiles"] == 2, figures
            make(other, {"size": b"1"})
            os.utime(other + "/time", (5, 5))
            figures = summary(source, destination, "--check-content")
            assert figures == total(
                transferredFiles=3, transferredBytes=1_000_005, leftAlone=1), figures
            assert tree(here) == tree(there)
        server.stop()
        """
    )
  }

  @Test func `the first pattern that is of a path decides, and what is left out stays`()
    async throws
  {
    try await ToolScript.run(
      MirrorScript.prelude + """
        here, there = local("here"), home + "/there"
        make(here, {"a.o": b"", "keep.o": b"", "a.c": b"", "d/a.o": b"", "d/a.c": b"",
                    "build/x": b"", "d/build/y": b"", "build.c": b""})
        rules = ("--include", "keep.o", "--exclude=*.o", "--exclude", "build/")
        mirror(here, plain + "there", *rules)
        names = {os.fsdecode(each) for each in tree(there)}
        assert names == {"keep.o", "a.c", "d", "d/a.c", "build.c"}, names
        # The other way round the first rule leaves it out.
        mirror(here, plain + "other", "--exclude=*.o", "--include", "keep.o")
        assert not os.path.exists(home + "/other/keep.o")
        # What is left out is not removed.
        make(there, {"b.o": b"", "build/z": b"", "gone/b.o": b"", "gone/b.c": b""})
        figures = summary(here, plain + "there", *rules, "--delete")
        assert figures == total(removed=1, leftAlone=4), figures
        names = {os.fsdecode(each) for each in tree(there)}
        assert {"b.o", "build/z", "gone/b.o"} < names and "gone/b.c" not in names, names
        # Only some.
        mirror(here, plain + "some", "--include", "*/", "--include", "**/a.c", "--exclude", "*")
        names = {os.fsdecode(each) for each in tree(home + "/some")}
        assert names == {"a.c", "d", "d/a.c", "build", "d/build"}, names
        assert mirror(here, plain, "--exclude", "[a", status=2)[1].startswith(
            "switchboard: --exclude [a: a pattern has [ without ]")
        server.stop()
        """
    )
  }

  @Test func `links are told, and what is of another kind makes room only when asked`() async throws
  {
    try await ToolScript.run(
      MirrorScript.prelude + """
        here, there = local("here"), home + "/there"
        make(here, {"x/inner": b"1", "y": b"2", "z": b"3"})
        os.symlink("z", here + "/link")
        os.mkfifo(here + "/pipe")
        make(there, {"x": b"file", "y/inner": b"folder"})
        output, errors = mirror(here, plain + "there", status=1)
        lines = errors.splitlines()
        assert len(lines) == 4 and all(each.startswith("switchboard: ") for each in lines), errors
        assert "link: skipped: a symbolic link" in errors and "pipe: skipped: neither" in errors
        assert "there/x: is a file" in errors and "there/y: is a folder" in errors
        assert read(there + "/z") == b"3" and read(there + "/x") == b"file", output
        figures = summary(here, plain + "there", "--delete")
        assert figures["skipped"] == 2 and figures["failed"] == 0, figures
        assert tree(there) == {
            b"x": None, b"x/inner": (b"1", 10**9), b"y": (b"2", 10**9), b"z": (b"3", 10**9)}
        # And back, into a folder where links stand: they are not followed.
        make(local("back"), {"y/inner": b""})
        make(local("elsewhere"), {"inner": b"kept"})
        os.symlink("../elsewhere", local("back") + "/x")
        os.symlink("../elsewhere/inner", local("back") + "/z")
        errors = mirror(plain + "there", local("back"), status=1)[1]
        assert errors.count(": is a") == 3, errors
        mirror(plain + "there", local("back"), "--delete")
        assert tree(local("back")) == tree(there)
        assert tree(local("elsewhere")) == {b"inner": (b"kept", 10**9)}
        server.stop()
        """
    )
  }

  @Test func `a terminal shows each file, and the total`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        os.environ["NETRC"] = netrc
        make(local("here"), {"d/one": os.urandom(300_000), "two": b"2"})
        status, seen = on_terminal([], "mirror", local("here"), plain + "there")
        assert status == 0, seen
        shown = seen.splitlines()
        for words in ("d/one", "two", "total  2 files  293 KiB"):
            assert any(words in each for each in shown), (words, seen)
        assert shown[-1].endswith(
            "2 files stored (293 KiB), 2 folders made, 0 removed, 0 left alone, 0 failed"), seen
        server.stop()
        """
    )
  }

  @Test func `permission bits are kept when that is asked`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        make(local("here"), {"d/script": b"#!", "plain": b""})
        os.chmod(local("here") + "/d/script", 0o751)
        os.chmod(local("here") + "/plain", 0o600)
        mirror(local("here"), plain + "there", "--modes")
        mirror(plain + "there", local("back"), "--modes")
        for name, mode in (("d/script", 0o751), ("plain", 0o600)):
            for root in home + "/there/", local("back") + "/":
                assert os.stat(root + name).st_mode & 0o777 == mode, root + name
        server.stop()
        """
    )
  }

  @Test func `fewer sessions do where the server takes no more`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        make(local("here"), {f"d{n % 7}/{n}": os.urandom(2000) for n in range(200)})
        for most in "1", "2":
            assert run("account", "set", "ada", "--max-sessions", most, "--data", data)[0] == 0
            output, errors = mirror(local("here"), plain + "there" + most, "--parallel", "8")
            assert "going on with fewer sessions" in errors, errors
            assert tree(local("here")) == tree(home + "/there" + most)
            output, errors = mirror(plain + "there" + most, local("back" + most))
            assert tree(local("here")) == tree(local("back" + most))
        server.stop()
        """
    )
  }

  @Test func `what cannot be is told in one line`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        def fails(*arguments, words, status=1):
            output, errors = mirror(*arguments, status=status, words=words)
            assert output == "" and errors.count("\\n") == 1, (output, errors)

        make(local("here"), {"file": b""})
        make(home, {"file": b"", "d/": None})
        fails(plain, plain, words="one of the two is a folder", status=2)
        fails("a", "b", words="one of the two is a URL", status=2)
        fails(plain, local("x"), "--parallel", "0", words="--parallel is 1 to 32", status=2)
        fails(local("none"), plain + "x", words="none: No such file")
        fails(local("here") + "/file", plain + "x", words="is no folder")
        fails(plain + "none", local("x"), words="there is no such folder")
        fails(plain + "file", local("x"), words="is no folder")
        fails(plain + "d", local("here") + "/file", words="is no folder")
        fails(plain + "d", local("x") + "/y", words="No such file")
        fails(local("here"), plain + "file", words="is no folder")
        fails(local("here"), "ftp://127.0.0.1:1/", words="refused")
        assert not os.path.exists(local("x")) and sorted(os.listdir(home)) == ["d", "file"]
        help = run("mirror", "--help")[1]
        for word in ("--delete", "--newer", "--check-content", "--parallel", "--include",
                     "--exclude", "--dry-run", "--continue", "--modes", "--tries", "--pin",
                     "Symbolic links are not followed", "128 deep", "The first GLOB"):
            assert word in " ".join(help.split()), word
        server.stop()
        """
    )
  }
}
