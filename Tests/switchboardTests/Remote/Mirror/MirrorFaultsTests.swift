import Foundation
import Testing

/// `switchboard mirror` among interruptions, cut connections and servers that mean ill.
struct MirrorFaultsTests {
  @Test func `a mirror that was killed goes on where it was`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        make(local("here"), {"d/big": os.urandom(6_000_000), "small": b"1"})

        def kill_in_the_middle(source, destination, folder, rate, number, ending):
            assert run("account", "set", "ada", rate, "1000000", "--data", data)[0] == 0
            started = Tool("mirror", source, destination, environment=environment)
            def sizes():
                return [os.path.getsize(os.path.join(place, name))
                        for place, _, names in os.walk(folder) for name in names]
            while not any(1_500_000 < each < 6_000_000 for each in sizes()):
                assert started.process.poll() is None, started.ending()
            started.kill(number)
            started.ends(*ending)
            assert run("account", "set", "ada", rate, "none", "--data", data)[0] == 0
            assert not os.path.exists(folder + "/d/big"), os.listdir(folder)
            figures = summary(source, destination)
            assert figures["failed"] == 0 and figures["transferredBytes"] < 5_000_000, figures

        kill_in_the_middle(local("here"), plain + "there", home + "/there", "--upload-rate",
                           signal.SIGKILL, (-9, "", ""))
        assert tree(local("here")) == tree(home + "/there")
        kill_in_the_middle(plain + "there", local("back"), local("back"), "--download-rate",
                           signal.SIGINT, (130, "", ""))
        assert tree(local("here")) == tree(local("back"))
        server.stop()
        """
    )
  }

  @Test func `a part that is older than its file is not gone on with`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + """
        make(local("here"), {"big": os.urandom(2_000_000)})
        # A cut upload leaves a part at the server; then the file changes here.
        end = server.log_in("ada", "secret")
        end.voidcmd("TYPE I")
        data_end = end.transfercmd("STOR big")
        data_end.sendall(b"?" * 1_500_000)
        end.close()
        data_end.close()
        os.utime(local("here") + "/big", (4_000_000_000, 4_000_000_000))
        figures = summary(local("here"), plain)
        assert figures["transferredBytes"] == 2_000_000, figures
        assert read(home + "/big") == read(local("here") + "/big")
        server.stop()
        """
    )
  }

  /// Ten thousand files where `SWITCHBOARD_LONG_TESTS` is set.
  private static let filesCount =
    ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == nil ? 300 : 10_000

  @Test func `connections that are cut at random moments lead to equal ends`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + MirrorScript.cuttingRelay + """
        count = \(Self.filesCount)
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        make(local("here"), {
            f"d{n % 17}/e{n % 5}/{n}": chance.randbytes(chance.randrange(8000))
            for n in range(count)})
        make(local("here"), {f"big{n}": chance.randbytes(2_500_000) for n in range(4)})
        relay = CuttingRelay(
            server.port(0), seed, lambda chance: chance.randrange(500, 20_000),
            lambda chance: chance.choice([1 << 40] * 9 + [chance.randrange(1_000_000)]))
        url = f"ftp://127.0.0.1:{relay.port}/there"
        for source, destination, place in (
            (local("here"), url, home + "/there"), (url, local("back"), local("back"))):
            began = time.monotonic()
            before = relay.cuts
            for run_number in range(1, 10):
                started = Tool("mirror", source, destination, environment=environment)
                output, errors = started.process.communicate(timeout=1500)
                status = started.process.returncode
                if status == 0:
                    break
                assert "trying again" in errors or "failed" in errors, (seed, errors)
            assert status == 0, (seed, output, errors)
            here, there = tree(local("here")), tree(place)
            differing = [each for each in here if here[each] != there.get(each)]
            assert here == there, (seed, differing[:9], len(differing))
            assert relay.cuts > before, seed
            print(f"{count} files, {relay.cuts - before} cuts, {run_number} runs,"
                  f" {time.monotonic() - began:.1f} s: {output.strip()}")
        server.stop()
        """,
      deadline: .seconds(3600)
    )
  }

  /// A server of which each word is the script's.
  private static let scriptedServer = #"""
    import random, re, threading

    class ScriptedServer:
        """Lists folders as it likes, and has the same three bytes in each file."""

        def __init__(self, listings, facts=True):
            self.listings, self.facts, self.commands = listings, facts, []
            self.listener = socket.create_server(("127.0.0.1", 0))
            self.url = f"ftp://127.0.0.1:{self.listener.getsockname()[1]}/"
            threading.Thread(target=self.accept, daemon=True).start()

        def accept(self):
            while True:
                end, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(end,), daemon=True).start()

        def serve(self, end):
            listener = None
            def say(text):
                end.sendall(text.encode() + b"\r\n")
            def transfer(content):
                say("150 Here")
                data_end, _ = listener.accept()
                data_end.sendall(content)
                data_end.close()
                say("226 Done")
            say("220 Hello")
            for line in end.makefile("rb"):
                verb, _, path = line.rstrip(b"\r\n").partition(b" ")
                verb = verb.decode()
                self.commands.append((verb, path))
                if verb == "FEAT" and self.facts:
                    say("211-Features\r\n MLST type*;size*;modify*;\r\n211 End")
                elif verb == "EPSV":
                    listener = socket.create_server(("127.0.0.1", 0))
                    say(f"229 Here (|||{listener.getsockname()[1]}|)")
                elif verb in ("MLSD", "LIST"):
                    listing = self.listings.get(path)
                    if listing is None:
                        say("550 Denied")
                    else:
                        transfer(listing)
                elif verb == "RETR":
                    transfer(b"abc") if b"vanished" not in path else say("550 Gone")
                elif verb == "MDTM" and not self.facts:
                    say("213 20010909014640")
                elif verb == "SIZE" and not self.facts:
                    say("213 3")
                elif verb == "QUIT":
                    say("221 Bye")
                    return end.close()
                elif verb in ("USER", "TYPE", "OPTS"):
                    say("230 Fine")
                else:
                    say("500 What?")

    def file_line(name):
        return b"type=file;size=3;modify=20010909014640; " + name + b"\r\n"

    def folder_line(name):
        return b"type=dir; " + name + b"\r\n"

    """#

  @Test func `names of a server never leave the folder, and nothing is removed then`() async throws
  {
    try await ToolScript.run(
      MirrorScript.prelude + Self.scriptedServer + """
        os.symlink("/", local("way"))
        evil = [b"../out", b"/etc/out", b"..", b"a/b", b"d/../../out", b"x\\x00y"]
        hostile = ScriptedServer({b"": b"".join(map(file_line, evil)) + b"".join(
            map(folder_line, [b"../d", b"/", b"..", b"way", b"a"])) + file_line(b"good")
            + file_line(b"good"), b"way": file_line(b"out"), b"a": file_line(b"b")})
        make(local("back"), {"kept": b"kept"})
        os.symlink("..", local("back") + "/way")
        before = {each: None for each in os.listdir(folder)}
        output, errors = mirror(hostile.url, local("back"), "--delete", status=1)
        assert "names are refused" in errors and "nothing is removed" in errors, errors
        assert sorted(os.listdir(local("back"))) == ["a", "good", "kept", "way"], errors
        assert {each: None for each in os.listdir(folder)} == before
        assert not os.path.exists("/etc/out") and read(local("back") + "/a/b") == b"abc"
        server.stop()
        """
    )
  }

  @Test func `what is denied or vanishes is told, and the rest is done`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + Self.scriptedServer + """
        source = ScriptedServer({
            b"": folder_line(b"denied") + folder_line(b"open") + file_line(b"vanished")
            + b"what is this" + b"\\r\\n" + folder_line(b"\\x1b[2J"),
            b"open": file_line(b"file"), b"\\x1b[2J": file_line(b"\\x1b[3J")})
        make(local("back"), {"kept": b"kept"})
        output, errors = mirror(source.url, local("back"), "--delete", status=1)
        assert "denied: MLSD denied: 550 Denied" in errors and "550 Gone" in errors, errors
        assert "nothing is removed" in errors and "\\x1b" not in errors + output, errors
        assert read(local("back") + "/open/file") == b"abc"
        assert read(local("back") + "/\\x1b[2J/\\x1b[3J") == b"abc"
        assert read(local("back") + "/kept") == b"kept"
        # The folder that was named: nothing is done without it.
        output, errors = mirror(source.url + "denied", local("none"), status=1)
        assert not os.path.exists(local("none")), errors
        server.stop()
        """
    )
  }

  @Test func `folders without end are left at the limit`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + Self.scriptedServer + """
        class Endless(dict):
            def get(self, path):
                return folder_line(b"d")
        endless = ScriptedServer(Endless())
        output, errors = mirror(endless.url, local("back"), status=1)
        assert "more than 128 deep" in errors and errors.count("\\n") == 1, errors
        server.stop()
        """
    )
  }

  @Test func `a server that lists without times to the second is asked for them`() async throws {
    try await ToolScript.run(
      MirrorScript.prelude + Self.scriptedServer + """
        old = ScriptedServer({b"": b"-rw-r--r-- 1 u g 3 Sep  9  2001 file\\r\\n"}, facts=False)
        mirror(old.url, local("back"))
        assert tree(local("back")) == {b"file": (b"abc", 1_000_000_000)}
        assert summary(old.url, local("back")) == total(leftAlone=1)
        # LIST may leave out names that begin with a dot: they are not removed.
        make(local("back"), {".dot": b"", "plain": b""})
        assert summary(old.url, local("back"), "--delete") == total(leftAlone=1, removed=1)
        assert sorted(os.listdir(local("back"))) == [".dot", "file"]
        server.stop()
        """
    )
  }
}
