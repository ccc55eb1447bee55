import Foundation
import TestSupport
import Testing

/// A server that is killed in the middle of what its clients do.
@Suite(.timeLimit(.minutes(240))) struct ServeKilledTests {
  /// How often it is killed.
  private static let kills =
    ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1" ? 1000 : 6

  @Test func `a server that is killed leaves whole files, exact quotas and a sound store`()
    async throws
  {
    try await ToolScript.run(
      "kills, seed = \(Self.kills), \(SeededGenerator.runSeed)\n" + Self.clients + Self.rounds,
      deadline: .seconds(240 * 60)
    )
  }

  /// Clients that store, replace, go on with, rename and delete, and know what must be there.
  private static let clients = #"""
    import ftplib, io, json, random, sqlite3, struct, threading, time

    def content(size, mark):
        """Bytes that tell how many they are."""
        return (struct.pack(">QQ", size, mark) + bytes([mark % 251]) * size)[:max(16, size)]

    def is_whole(found):
        size, mark = struct.unpack(">QQ", found[:16])
        return found == content(size, mark)

    class Worker(threading.Thread):
        """A client with a folder of its own, and what must be in it."""

        def __init__(self, number, server, known, gone):
            super().__init__()
            self.choice = random.Random(f"{seed} {number}")
            self.folder, self.server = f"w{number % 100}", server
            self.known, self.gone = known, gone
            # What may be instead, where the server has not answered yet.
            self.doubt, self.failure, self.done = None, None, 0

        def run(self):
            try:
                end = self.server.log_in("ada", "secret")
                try:
                    end.mkd(self.folder)
                except ftplib.error_perm:
                    pass
                end.cwd(self.folder)
                while not self.gone.is_set():
                    self.step(end)
                    self.done += 1
            except (OSError, EOFError):
                if not self.gone.is_set():
                    self.failure = "the connection was lost before the server was"
            except BaseException as error:
                self.failure = repr(error)

        def step(self, end):
            name, what = str(self.choice.randrange(8)), self.choice.randrange(10)
            known, after = self.known, dict(self.known)
            mark = self.choice.randrange(1 << 30)
            if what < 5:
                size = self.choice.choice((16, 100, 5_000, 200_000, 1_500_000))
                after[name] = content(size, mark)
                self.doubt = after
                end.storbinary("STOR " + name, io.BytesIO(after[name]))
            elif what < 7 and known:
                name, other = self.choice.choice(sorted(known)), str(self.choice.randrange(8))
                after[other] = after.pop(name)
                self.doubt = after
                end.rename(name, other)
            elif what < 9 and known:
                name = self.choice.choice(sorted(known))
                del after[name]
                self.doubt = after
                end.delete(name)
            else:
                # Cut by its client: what stays of it nobody sees.
                end.voidcmd("TYPE I")
                data = end.transfercmd("STOR cut")
                data.sendall(content(50_000, mark)[:30_000])
                end.putcmd("ABOR")
                end.getmultiline()
                end.getmultiline()
                data.close()
            self.known, self.doubt = after, None

    """#

  /// The rounds: each kills the server at a moment of its own.
  private static let rounds = #"""
    def on_disk(path):
        found = {}
        for name in os.listdir(path) if os.path.isdir(path) else ():
            if not name.startswith("."):
                with open(os.path.join(path, name), "rb") as file:
                    found[name] = file.read()
        return found

    def used():
        status, output, errors = run("account", "show", "ada", "--data", data, "--json")
        assert status == 0, errors
        return json.loads(output)["usedBytes"]

    choice = random.Random(seed)
    add("ada", "--quota-bytes", "1000000000")
    known = [{} for _ in range(4)]
    for turn in range(kills):
        server, gone = FileServer(), threading.Event()
        workers = [
            Worker(turn * 100 + number, server, known[number], gone) for number in range(4)]
        for worker in workers:
            worker.start()
        many = choice.randrange(40)
        while sum(worker.done for worker in workers) < many:
            assert not any(worker.failure for worker in workers), [
                worker.failure for worker in workers]
        changing = None
        if choice.randrange(3) == 0:
            changing = Tool("account", "set", "ada", "--data", data, "--quota-bytes",
                str(choice.randrange(900, 1000) * 1_000_000))
            for _ in range(choice.randrange(20_000)):
                pass
        for _ in range(choice.randrange(20_000)):
            pass
        gone.set()
        server.kill(signal.SIGKILL)
        if changing:
            changing.kill(signal.SIGKILL)
            changing.ending()
        server.ending()
        for number, worker in enumerate(workers):
            worker.join()
            assert worker.failure is None, worker.failure
            found = on_disk(f"{data}/homes/ada/w{number}")
            assert all(is_whole(each) for each in found.values()), (turn, number)
            assert found in (worker.known, worker.doubt), (turn, number, sorted(found))
            known[number] = found
        with sqlite3.connect(data + "/accounts.sqlite") as store:
            assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        store.close()
        if turn % 4 == 3 or turn == kills - 1:
            server = FileServer()
            server.log_in("ada", "secret").quit()
            counted = used()
            server.stop()
            total = sum(
                os.lstat(os.path.join(folder, name)).st_size
                for folder, _, names in os.walk(data + "/homes/ada") for name in names)
            assert counted == used() == total, (turn, counted, total)
    """#
}
