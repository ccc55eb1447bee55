import Testing

/// `switchboard echo` and clients who want too much.
struct EchoLimitsTests {
  @Test func `one too many is refused, told once, and served when there is room`() async throws {
    try await ToolScript.run(
      """
      server = Server("127.0.0.1:0", "127.0.0.1:0",
                      options=["--connections-max", "2", "--when-full", "refuse"])
      # The limit counts over all addresses.
      ends = [server.client(0), server.client(1)]
      for end in ends:
          assert exchange(end, b"hello") == b"hello"
      for _ in range(5):
          assert server.client(1).recv(1) == b""
      ends.pop().close()
      while True:
          end = server.client(0)
          try:
              if exchange(end, b"again") == b"again":
                  break
          except (ConnectionResetError, BrokenPipeError):
              pass
      for each in [end, *ends]:
          each.close()
      server.kill()
      server.ends(0, "", "switchboard: connection refused: too many connections\\n")
      """
    )
  }

  @Test func `one too many waits`() async throws {
    try await ToolScript.run(
      """
      server = Server("127.0.0.1:0", options=["--connections-max", "1"])
      first = server.client()
      # Each loop has a queue of its own: who connects second could be accepted first.
      assert exchange(first, b"first") == b"first"
      second = server.client()
      second.sendall(b"second")
      second.settimeout(0.2)
      try:
          assert not second.recv(1), "served too early"
          raise AssertionError("closed")
      except TimeoutError:
          pass
      first.close()
      second.settimeout(20)
      assert receive(second, 6) == b"second"
      second.close()
      server.stop()
      """
    )
  }

  @Test func `each address has its share, and networks can be denied`() async throws {
    try await ToolScript.run(
      """
      def client_from(source):
          host, port = server.lines[0].split(" ")[2].rsplit(":", 1)
          return socket.create_connection((host, int(port)), source_address=(source, 0))
      server = Server("127.0.0.1:0", options=[
          "--connections-per-peer", "1", "--deny", "127.0.0.64/26", "--deny", "127.0.0.9"])
      first, other = client_from("127.0.0.2"), client_from("127.0.0.3")
      assert exchange(first, b"a") == exchange(other, b"a") == b"a"
      for source in ("127.0.0.2", "127.0.0.65", "127.0.0.9"):
          assert client_from(source).recv(1) == b"", source
      for end in (first, other):
          end.close()
      server.kill()
      status, output, errors = server.ending()
      assert (status, output) == (0, "")
      assert sorted(errors.splitlines()) == [
          "switchboard: connection refused: network denied",
          "switchboard: connection refused: too many connections of the peer"], errors
      """
    )
  }

  @Test func `clients that are silent, or stay too long, are given up`() async throws {
    try await ToolScript.run(
      """
      for option in ("--idle-timeout", "--lifetime"):
          server = Server("127.0.0.1:0", options=[option, "200ms"])
          end = server.client()
          assert exchange(end, b"hello") == b"hello"
          assert end.recv(1) == b""
          server.kill()
          assert server.ending()[:2] == (0, "")
      """
    )
  }

  @Test func `a proxy tells whom it brings, and nobody else is served`() async throws {
    try await ToolScript.run(
      """
      server = Server("127.0.0.1:0", options=[
          "--proxy-from", "127.0.0.1", "--connections-per-peer", "1", "--deny", "192.0.2.0/24"])
      host, port = server.lines[0].split(" ")[2].rsplit(":", 1)
      def through_proxy(source):
          end = server.client()
          end.sendall(f"PROXY TCP4 {source} 198.51.100.1 1000 7\\r\\nhello".encode())
          return end
      first, second = through_proxy("203.0.113.1"), through_proxy("203.0.113.2")
      assert receive(first, 5) == receive(second, 5) == b"hello"
      def is_refused(end):
          # What was not read makes the close a reset.
          try:
              return end.recv(5) == b""
          except ConnectionResetError:
              return True
      assert is_refused(through_proxy("203.0.113.1"))
      assert is_refused(through_proxy("192.0.2.7"))
      stranger = socket.create_connection((host, int(port)), source_address=("127.0.0.2", 0))
      assert stranger.recv(1) == b""
      for end in (first, second):
          end.close()
      server.kill()
      assert server.ending()[:2] == (0, "")
      """
    )
  }

  @Test(arguments: [
    "--connections-max 0", "--connections-max many", "--accept-rate -1", "--when-full maybe",
    "--deny nowhere", "--allow 1.2.3.4/33", "--idle-timeout soon", "--handshakes-max 2000000000",
  ])
  func `what makes no sense is wrong usage`(_ options: String) async throws {
    try await ToolScript.run(
      """
      status, output, errors = run("echo", *"\(options)".split())
      assert (status, output) == (2, ""), (status, output, errors)
      assert errors.count("\\n") == 1, errors
      """
    )
  }
}
