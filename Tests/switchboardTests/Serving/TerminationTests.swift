import Testing

/// How a server ends: SIGTERM and SIGINT.
struct TerminationTests {
  @Test(arguments: EchoTests.addresses, ["SIGTERM", "SIGINT"])
  func `a server without clients ends at once, with status 0`(
    _ address: String,
    _ name: String
  ) async throws {
    try await ToolScript.run(
      """
      server = Server("\(address)".replace("FOLDER", folder), options=["--grace", "100"])
      server.kill(signal.\(name))
      server.ends(0, "", "")
      assert os.listdir(folder) == []
      """
    )
  }

  @Test(arguments: ["127.0.0.1:0", "unix:FOLDER/a", "unix-seqpacket:FOLDER/a"], ["1", "2"])
  func `who is there is served to the end, and nobody new is taken`(
    _ address: String,
    _ loops: String
  ) async throws {
    try await ToolScript.run(
      """
      options = ["--grace", "100", "--loops", "\(loops)"]
      server = Server("\(address)".replace("FOLDER", folder), options=options)
      ends = [server.client() for _ in range(8)]
      for end in ends:
          assert exchange(end, b"before") == b"before"
      server.kill()
      wait_until_refused(server.lines[0])
      for end in ends:
          assert exchange(end, b"after") == b"after"
          end.close()
      server.ends(0, "", "")
      """
    )
  }

  @Test(arguments: ["0", "300ms"])
  func `when the time is over connections are ended, idle or not, with status 0`(
    _ grace: String
  ) async throws {
    try await ToolScript.run(
      """
      import time
      server = Server("127.0.0.1:0", "unix:" + folder + "/a", options=["--grace", "\(grace)"])
      idle = [server.client(index) for index in (0, 1)]
      for end in idle:
          assert exchange(end, b"hello") == b"hello"
      # One that sends and does not read, so that the server waits in a write.
      stuck = server.client(0)
      stuck.setblocking(False)
      try:
          while True:
              stuck.send(b"x" * 100_000)
      except BlockingIOError:
          pass
      start = time.monotonic()
      server.kill()
      for end in idle:
          assert end.recv(1) == b""
      server.ends(0, "", "")
      assert time.monotonic() - start >= (0.3 if "\(grace)" == "300ms" else 0)
      """
    )
  }

  @Test(arguments: [("SIGTERM", "SIGTERM"), ("SIGTERM", "SIGINT"), ("SIGINT", "SIGTERM")])
  func `a second signal ends it at once with 128 and its number`(
    _ first: String,
    _ second: String
  ) async throws {
    try await ToolScript.run(
      """
      server = Server("127.0.0.1:0", options=["--grace", "100"])
      end = server.client()
      assert exchange(end, b"hello") == b"hello"
      server.kill(signal.\(first))
      wait_until_refused(server.lines[0])
      server.kill(signal.\(second))
      server.ends(128 + signal.\(second), "", "")
      """
    )
  }

  @Test func `signals arrive where the starter had blocked or ignored them`() async throws {
    try await ToolScript.run(
      """
      def prepare():
          signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
          signal.signal(signal.SIGINT, signal.SIG_IGN)
      for number in (signal.SIGTERM, signal.SIGINT):
          server = Server("127.0.0.1:0", prepare=prepare)
          server.kill(number)
          server.ends(0, "", "")
      """
    )
  }

  @Test func `a server that ended in haste leaves its file, which the next one replaces`()
    async throws
  {
    try await ToolScript.run(
      """
      path = folder + "/a"
      server = Server("unix:" + path)
      server.kill(signal.SIGKILL)
      server.ending()
      assert stat.S_ISSOCK(os.stat(path).st_mode)
      for form in ("unix-seqpacket:", "unix:"):
          server = Server(form + path)
          assert exchange(server.client(), b"hello") == b"hello"
          server.kill(signal.SIGKILL)
          server.ending()
      server = Server("unix-datagram:" + path)
      server.stop()
      assert os.listdir(folder) == []
      """
    )
  }
}
