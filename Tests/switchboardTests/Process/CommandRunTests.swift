import Testing

/// What every command has in common: help, usage, exit status, and its standard streams.
struct CommandRunTests {
  @Test func `help is on standard output, with status 0`() async throws {
    try await ToolScript.run(
      """
      for arguments in (["--help"], ["-h"], ["help"], ["echo", "--help"], ["help", "echo"]):
          status, output, errors = run(*arguments)
          assert (status, errors) == (0, ""), arguments
          assert "USAGE: switchboard" in output, arguments
      output = run("echo", "--help")[1]
      for word in ("--listen", "--upper", "--loops", "--grace", "127.0.0.1:7007", "unix-seqpacket:",
                   "SWITCHBOARD_LISTEN", "SIGTERM", "10s"):
          assert word in output, word
      """
    )
  }

  @Test(arguments: [
    "", "ecko", "--nonsense", "echo extra", "echo --listen", "echo --listen nowhere",
    "echo --listen tls://127.0.0.1:1", "echo --listen vsock:1:1", "echo --listen http://a:1",
    "echo --listen ::1:80", "echo --loops 0", "echo --loops many", "echo --grace soon",
    "echo --grace -1", "echo --upper=yes", "echo --nonsense",
  ])
  func `wrong usage is one line on standard error, with status 2`(_ line: String) async throws {
    try await ToolScript.run(
      """
      status, output, errors = run(*"\(line)".split())
      assert (status, output) == (2, ""), (status, output, errors)
      assert errors.startswith("switchboard: "), errors
      assert errors.endswith(" --help tells more)\\n"), errors
      assert errors.count("\\n") == 1, errors
      """
    )
  }

  @Test func `so is a value in the environment that cannot be used`() async throws {
    try await ToolScript.run(
      """
      for name, value, reason in [
          ("LISTEN", "vsock:1:1", "vsock: is not supported yet"),
          ("LOOPS", "none", "not a number from 1 to 1024"),
          ("UPPER", "perhaps", "neither true nor false"),
      ]:
          ending = run("echo", environment={"SWITCHBOARD_" + name: value})
          words = f"switchboard: the value '{value}' of SWITCHBOARD_{name} is invalid: {reason} "
          assert ending == (2, "", words + "(switchboard echo --help tells more)\\n"), ending
      """
    )
  }

  @Test func `whoever has stopped reading is told nothing`() async throws {
    try await ToolScript.run(
      """
      def broken():
          reader, writer = os.pipe()
          os.close(reader)
          return writer
      Tool("--help", stdout=broken()).ends(0, None, "")
      assert run("--nonsense", stderr=broken())[0] == 2
      server = Server("127.0.0.1:0", count=0, stdout=broken())
      server.kill()
      assert server.ending()[0] in (0, -signal.SIGTERM)
      """
    )
  }

  @Test func `output that cannot be written is an error`() async throws {
    try await ToolScript.run(
      """
      words = "switchboard: write standard output: No space left on device\\n"
      Tool("--help", stdout=open("/dev/full", "w")).ends(1, None, words)
      words = "switchboard: write standard output: Bad file descriptor\\n"
      Tool("--help", prepare=lambda: os.close(1)).ends(1, "", words)
      """
    )
  }

  @Test func `a server serves all the same, and clients get nothing that was for a stream`()
    async throws
  {
    try await ToolScript.run(
      """
      def close_all():
          os.closerange(0, 3)
      path = folder + "/a"
      for prepare in (close_all, lambda: os.close(1)):
          server = Server("unix:" + path, count=0, prepare=prepare)
          while True:
              try:
                  end = client("listening unix unix:" + path)
                  break
              except (FileNotFoundError, ConnectionRefusedError):
                  assert server.process.poll() is None
          assert exchange(end, b"hello") == b"hello"
          end.close()
          server.kill()
          assert server.ending()[0] == 0
      """
    )
  }
}
