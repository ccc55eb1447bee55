import Accounts
import FTPServers
import SocketServers
import TestSupport
import Testing

/// Quotas while many sessions of an account store, cut, replace and delete.
@Suite(.timeLimit(.minutes(10))) struct QuotaSessionTests {
  /// What the quota has is what is on the disk, and nothing is leased.
  private func expectExact(_ running: RunningServer, _ account: Account) throws {
    let files = try running.files(of: account.name.text)
    let usage = try #require(try running.server.ledger.usage(of: account))
    #expect(usage.used.bytes == files.values.reduce(0, +), "\(files)")
    #expect(usage.used.files == files.count, "\(files)")
    let leases = try running.store.openLeases()
    #expect(leases.isEmpty)
  }

  /// Uploads of all kinds by many sessions, while a watcher looks how much there is.
  private static let manySessions = #"""
    import random
    top = []
    stop = threading.Event()

    def sizes():
        found = {}
        for name in os.listdir(home(account="bob")):
            try:
                found[name] = os.stat(home(name, account="bob")).st_size
            except FileNotFoundError:
                pass
        return found

    def watch():
        while not stop.is_set():
            # What changes while it is looked at was never there all at once.
            before, after = sizes(), sizes()
            if before == after:
                top.append((sum(after.values()), len(after)))

    def work(number):
        choice = random.Random(100 * round + number)
        client = Client("bob")
        client.ask("TYPE I", 200)
        for turn in range(25):
            name = f"{choice.randrange(12)}-{choice.randrange(5)}"
            what = choice.randrange(8)
            size = choice.choice((0, 1, 1000, 70_000, 300_000, 900_000))
            if what < 4:
                client.send("EPSV\r\n")
                client.expect(229)
                end = socket.create_connection(
                    ("127.0.0.1", int(re.search(rb"\|(\d+)\|", client.text).group(1))))
                client.send(("APPE " if what == 3 else "STOR ") + name + "\r\n")
                if client.reply() == 150:
                    try:
                        end.sendall(b"x" * size)
                        if what == 2:
                            client.send("ABOR\r\n")
                            client.expect(426, 226, 552, 450)
                            end.close()
                            client.expect(225, 226)
                            continue
                    except OSError:
                        pass
                    end.close()
                    client.expect(226, 426, 552, 450)
                    if what == 2:
                        client.expect(225, 226)
                else:
                    end.close()
                    assert client.text[:3] in (b"552", b"450", b"550", b"553"), client.text
            elif what < 6:
                client.ask("DELE " + name, 250, 550, 450)
            else:
                client.ask("RNFR " + name, 350, 550)
                if client.text.startswith(b"350"):
                    client.ask(f"RNTO {choice.randrange(12)}-{choice.randrange(5)}",
                        250, 550, 553, 450)
        client.ask("QUIT", 221)

    failures = []
    def guarded(number):
        try:
            work(number)
        except BaseException as error:
            failures.append((number, repr(error)))
    watcher = threading.Thread(target=watch)
    os.makedirs(home(account="bob"), exist_ok=True)
    watcher.start()
    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    watcher.join()
    assert not failures, failures
    assert max(top, default=(0, 0))[0] <= 2_000_000, max(top)
    """#

  // One round alone misses a deletion and a renaming of the same name as often as not.
  @Test(arguments: 0..<4)
  func `many sessions at once never exceed a quota, and it is exact in the end`(
    round: Int
  ) async throws {
    try await RunningServer.run { running in
      let bob = try running.addAccount("bob") {
        $0.quotaBytes = .limit(2_000_000)
        $0.quotaFiles = .limit(40)
      }
      try await HostileScript.run(
        against: running,
        "round = \(round)\n" + Self.manySessions
      )
      try await running.waitForNobody()
      try expectExact(running, bob)
    }
  }

  @Test(arguments: [false, true])
  func `a client that sends more than there is room for reads why`(isText: Bool) async throws {
    try await RunningServer.run {
      // The machine may be busy with other tests.
      $0.limits.drainTime = .seconds(300)
    } _: { running in
      let bob = try running.addAccount("bob") {
        $0.quotaBytes = .limit(100_000)
        $0.quotaFiles = .limit(1)
      }
      try await HostileScript.run(
        against: running,
        #"""
        client = Client("bob")
        client.ask("TYPE \#(isText ? "A" : "I")", 200)
        for _ in range(2):
            end = client.open("STOR large")
            # Far more than any buffer holds: nothing of it is refused.
            end.sendall(b"x" * 30_000_000)
            end.close()
            client.expect(552)
        # One that is connected before the refusal is not reset by it.
        client.store("STOR full", b"x" * 100_000)
        end = client.data()
        client.ask("STOR other", 552)
        end.settimeout(0.1)
        try:
            assert end.recv(1) == b"", "something came"
            raise AssertionError("it was closed")
        except TimeoutError:
            pass
        # By the next one it is.
        client.ask("STOR other", 425)
        client.ask("EPSV", 229)
        assert is_ended(end)
        client.ask("QUIT", 221)
        """#
      )
      try await running.waitForNobody()
      try expectExact(running, bob)
    }
  }

  @Test func `what is refused for want of room leaves no trace in the quota`() async throws {
    try await RunningServer.run { running in
      let bob = try running.addAccount("bob") {
        $0.quotaBytes = .limit(100_000)
        $0.quotaFiles = .limit(2)
      }
      try await HostileScript.run(
        against: running,
        #"""
        client = Client("bob")
        client.ask("TYPE I", 200)
        client.ask("ALLO 100000", 200, 202)
        client.ask("ALLO 100001", 552)
        client.store("STOR one", b"x" * 60_000)
        for _ in range(5):
            client.store("STOR two", b"x" * 60_000, 552)
        client.store("STOR two", b"x" * 40_000)
        for _ in range(5):
            client.prepare()
            client.ask("STOR three", 552)
            client.prepare()
            client.ask("STOU", 552)
            client.store("APPE one", b"x", 552)
        assert sorted(os.listdir(home(account="bob"))) == ["one", "two"]
        client.ask("DELE two", 250)
        client.store("STOR three", b"x" * 40_000)
        assert sorted(os.listdir(home(account="bob"))) == ["one", "three"]
        """#
      )
      try await running.waitForNobody()
      try expectExact(running, bob)
    }
  }

  @Test func `uploads that go on, are cut short or are begun anew are counted exactly`()
    async throws
  {
    try await RunningServer.run { running in
      let bob = try running.addAccount("bob") { $0.quotaBytes = .limit(10_000_000) }
      try await HostileScript.run(
        against: running,
        #"""
        client = Client("bob")
        client.ask("TYPE I", 200)

        def cut(command, content):
            data = client.open(command)
            data.sendall(content)
            path = home(account="bob")
            while not any(os.stat(os.path.join(path, each)).st_size == len(content) + before
                    for each in os.listdir(path)):
                pass
            client.ask("ABOR", 426)
            client.expect(226)

        before = 0
        # In place, and shorter than before.
        client.store("STOR file", b"x" * 100_000)
        client.ask("REST 50000", 350)
        client.store("STOR file", b"y" * 10)
        client.ask("SIZE file", 213)
        assert client.text.endswith(b"50010"), client.text
        client.store("APPE file", b"z" * 10)
        # A part that is kept, gone on with from its middle, and finished.
        cut("STOR part", b"x" * 80_000)
        client.ask("REST 40000", 350)
        client.store("STOR part", b"y" * 10)
        # A part that is kept, and given up for another.
        cut("STOR other", b"x" * 30_000)
        client.store("STOR other", b"y" * 100)
        # A part that stays.
        cut("STOR stays", b"x" * 20_000)
        before = 20_000
        cut("APPE stays", b"x" * 5_000)
        # Over a file.
        client.store("STOR file", b"z")
        before = 0
        cut("STOR file", b"x" * 10_000)
        # A client that has become somebody else meanwhile.
        data = client.open("STOR late")
        data.sendall(b"x" * 10)
        client.ask("REIN", 220)
        data.close()
        client.expect(226)
        client.login("alice")
        """#
      )
      try await running.waitForNobody()
      try expectExact(running, bob)
      let files = try running.files(of: "bob")
      #expect(files["part"] == 40_010)
      #expect(files["other"] == 100)
      #expect(files["file"] == 1)
      #expect(files["late"] == 10)
      #expect(files.count == 5)
    }
  }

  @Test func `a server that ends in the middle of an upload has told the store`() async throws {
    try await RunningServer.run { running in
      let bob = try running.addAccount("bob") { $0.quotaBytes = .limit(10_000_000) }
      async let script: Void = HostileScript.run(
        against: running,
        #"""
        client = Client("bob")
        client.ask("TYPE I", 200)
        uploads = [client.open("STOR new")]
        uploads[0].sendall(b"half")
        while not any(size for size in
                (os.stat(home(each, account="bob")).st_size for each in
                    os.listdir(home(account="bob")))):
            pass
        Client().ask("QUIT", 221)
        # Until the server ends.
        try:
            while client.socket.recv(100):
                pass
        except ConnectionResetError:
            pass
        """#
      )
      try await running.waitForEnds(1)
      running.shutdown.request(grace: .zero)
      try await script
      try await running.waitForNobody()
      try expectExact(running, bob)
    }
  }
}
