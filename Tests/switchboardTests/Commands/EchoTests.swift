import Testing

@testable import switchboard

/// `switchboard echo` with its clients.
struct EchoTests {
  /// Every kind of address; `FOLDER` is an empty one.
  static let addresses = [
    "127.0.0.1:0", "tcp://127.0.0.1:0", "[::1]:0", "[::]:0", "udp://127.0.0.1:0", "udp://[::1]:0",
    "unix:FOLDER/a", "unix:FOLDER/a b", "unix-abstract:FOLDER", "unix-datagram:FOLDER/a",
    "unix-seqpacket:FOLDER/a",
  ]

  @Test(arguments: addresses, ["1", "2"])
  func `what is sent comes back, on every kind of address`(
    _ address: String,
    _ loops: String
  ) async throws {
    try await ToolScript.run(
      """
      server = Server("\(address)".replace("FOLDER", folder), options=["--loops", "\(loops)"])
      ends = [server.client() for _ in range(20)]
      for text in [b"a", b"Hello", bytes(range(256)), b"x" * 60000]:
          for end in ends:
              assert exchange(end, text) == text
      for end in ends:
          end.close()
      server.stop()
      """
    )
  }

  @Test(arguments: addresses)
  func `with --upper ASCII letters come back in upper case`(_ address: String) async throws {
    try await ToolScript.run(
      """
      server = Server("\(address)".replace("FOLDER", folder), options=["--upper"])
      end = server.client()
      assert exchange(end, "straße 1{z}".encode()) == "STRAßE 1{Z}".encode()
      end.close()
      server.stop()
      """
    )
  }

  @Test func `one command line serves many addresses, in a line for each`() async throws {
    try await ToolScript.run(
      """
      paths = [form + ":" + folder + "/" + form for form in ("unix", "unix-datagram",
               "unix-seqpacket")] + ["unix-abstract:" + folder]
      server = Server("127.0.0.1:0", "udp://127.0.0.1:0", *paths, options=["--loops", "2"])
      assert [each.split(" ")[1] for each in server.lines] == [
          "tcp", "udp", "unix", "unix-datagram", "unix-seqpacket", "unix"]
      assert [each.split(" ", 2)[2].rstrip() for each in server.lines[2:]] == paths
      ends = [server.client(index) for index in range(6)]
      for end in ends:
          assert exchange(end, b"hello") == b"hello"
      for end in ends:
          end.close()
      server.stop()
      assert os.listdir(folder) == []
      """
    )
  }

  @Test func `without an address it listens on this machine's port 7007`() async throws {
    try await ToolScript.run(
      """
      # The port may be somebody's.
      server = Tool("echo")
      line = server.process.stdout.readline()
      if line == "":
          words = "switchboard: bind to 127.0.0.1:7007: Address already in use\\n"
          server.ends(1, "", words)
      else:
          assert line == "listening tcp 127.0.0.1:7007\\n"
          server.stop()
      """
    )
  }

  @Test func `a name is served at every address that it has`() async throws {
    try await ToolScript.run(
      """
      found = {each[4][0] for each in socket.getaddrinfo("localhost", 0)}
      for form in ("", "udp://"):
          server = Server(form + "localhost:0", count=len(found))
          hosts = {each.split(" ")[2].rsplit(":", 1)[0].strip("[]") for each in server.lines}
          assert hosts == found
          for index in range(len(found)):
              assert exchange(server.client(index), b"hello") == b"hello"
          server.stop()
      """
    )
  }

  @Test(arguments: ["", "udp://"])
  func `the IPv6 wildcard takes IPv4 as well`(_ form: String) async throws {
    try await ToolScript.run(
      """
      server = Server("\(form)[::]:0")
      assert exchange(client(server.lines[0].replace("[::]", "127.0.0.1")), b"4") == b"4"
      assert exchange(client(server.lines[0].replace("[::]", "[::1]")), b"6") == b"6"
      server.stop()
      """
    )
  }

  @Test func `a stream of any length comes back while it is still sent, and ends with its end`()
    async throws
  {
    try await ToolScript.run(
      """
      import threading
      server = Server("127.0.0.1:0")
      end = server.client()
      text = os.urandom(1 << 16) * 256
      def send():
          end.sendall(text)
          end.shutdown(socket.SHUT_WR)
      sender = threading.Thread(target=send)
      sender.start()
      assert receive(end, len(text)) == text
      assert end.recv(1) == b""
      sender.join()
      server.stop()
      """
    )
  }

  @Test func `a large message over a Unix socket comes back whole`() async throws {
    try await ToolScript.run(
      """
      server = Server("unix-datagram:" + folder + "/d", "unix-seqpacket:" + folder + "/s")
      for index in range(2):
          end = server.client(index)
          message = os.urandom(150_000)
          assert exchange(end, message) == message
          end.close()
      server.stop()
      """
    )
  }

  @Test func `an empty datagram is answered by an empty one`() async throws {
    try await ToolScript.run(
      """
      server = Server("udp://127.0.0.1:0", "unix-datagram:" + folder + "/d")
      for index in range(2):
          end = server.client(index)
          assert exchange(end, b"") == b""
          assert exchange(end, b"more") == b"more"
      server.stop()
      """
    )
  }

  @Test func `who cannot be answered, or does not read, keeps nobody waiting for long`()
    async throws
  {
    try await ToolScript.run(
      """
      server = Server("unix-datagram:" + folder + "/d", "127.0.0.1:0", options=["--loops", "1"])
      nobody = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      nobody.connect(folder + "/d")
      nobody.send(b"without an address")
      full = server.client(0)
      full.setblocking(False)
      try:
          while True:
              full.send(b"x" * 1000)
      except BlockingIOError:
          pass
      flood = server.client(1)
      flood.setblocking(False)
      try:
          while True:
              flood.send(b"x" * 100_000)
      except BlockingIOError:
          pass
      for index in range(2):
          assert exchange(server.client(index), b"hello") == b"hello"
      full.close()
      flood.close()
      server.stop()
      """
    )
  }

  @Test func `where there are no descriptors left it says so, and goes on when there are`()
    async throws
  {
    try await ToolScript.run(
      """
      import resource
      limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
      options = ["--loops", "1", "--connections-max", "1000"]
      server = Server("127.0.0.1:0", options=options, prepare=limit)
      ends = [server.client() for _ in range(40)]
      assert exchange(ends[0], b"first") == b"first"
      line = server.process.stderr.readline()
      assert line == "switchboard: accept: Too many open files\\n", line
      for end in ends[1:]:
          end.close()
      end = server.client()
      assert exchange(end, b"later") == b"later"
      end.close()
      ends[0].close()
      server.stop()
      """
    )
  }

  @Test func `the environment says what the command line does not`() async throws {
    try await ToolScript.run(
      """
      environment = {"SWITCHBOARD_LISTEN": "127.0.0.1:0 udp://127.0.0.1:0",
                     "SWITCHBOARD_UPPER": "true", "SWITCHBOARD_LOOPS": "1"}
      server = Server(count=2, environment=environment)
      assert exchange(server.client(0), b"hello") == b"HELLO"
      assert exchange(server.client(1), b"hello") == b"HELLO"
      threads = os.listdir(f"/proc/{server.process.pid}/task")
      names = [open(f"/proc/{server.process.pid}/task/{each}/comm").read() for each in threads]
      assert sum(each.startswith("loop") for each in names) == 1, names
      server.stop()
      server = Server("127.0.0.1:0", options=["--no-upper"], environment=environment)
      assert exchange(server.client(), b"hello") == b"hello"
      server.stop()
      """
    )
  }
}
