import Testing

/// Addresses that cannot be had.
struct UnavailableAddressTests {
  @Test(arguments: ["tcp", "udp"], ["1", "2"])
  func `a port that somebody has is an error, though it were another server of this kind`(
    _ name: String,
    _ loops: String
  ) async throws {
    try await ToolScript.run(
      """
      options = ["--loops", "\(loops)"]
      first = Server("\(name)://127.0.0.1:0", options=options)
      address = first.lines[0].split(" ")[2].rstrip()
      words = f"switchboard: bind to {address}: Address already in use\\n"
      Tool("echo", "--listen", f"\(name)://{address}", *options).ends(1, "", words)
      assert exchange(first.client(), b"hello") == b"hello"
      first.stop()
      """
    )
  }

  @Test func `the same address twice on one command line is an error as well`() async throws {
    try await ToolScript.run(
      """
      server = Server("unix:" + folder + "/a", "unix:" + folder + "/a", count=1)
      assert exchange(server.client(), b"hello") == b"hello"
      server.kill()
      words = f"switchboard: bind to unix:{folder}/a: Address already in use\\n"
      server.ends(1, "", words)
      """
    )
  }

  @Test func `where one address cannot be had the others are served, and the status is 1`()
    async throws
  {
    try await ToolScript.run(
      """
      taken = socket.create_server(("127.0.0.1", 0))
      port = taken.getsockname()[1]
      server = Server("127.0.0.1:0", f"127.0.0.1:{port}", "udp://127.0.0.1:0", count=2)
      assert exchange(server.client(0), b"hello") == b"hello"
      assert exchange(server.client(1), b"hello") == b"hello"
      server.kill()
      words = f"switchboard: bind to 127.0.0.1:{port}: Address already in use\\n"
      server.ends(1, "", words)
      """
    )
  }

  @Test(arguments: ["unix", "unix-datagram", "unix-seqpacket"])
  func `a Unix socket that lives is left alone, and its server notices nothing`(
    _ form: String
  ) async throws {
    try await ToolScript.run(
      """
      path = folder + "/a"
      words = f"switchboard: bind to unix:{path}: Address already in use\\n"
      for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM):
          server = socket.socket(socket.AF_UNIX, kind)
          server.bind(path)
          if kind != socket.SOCK_DGRAM:
              server.listen()
          Tool("echo", "--listen", "\(form):" + path).ends(1, "", words)
          server.setblocking(False)
          try:
              server.accept() if kind != socket.SOCK_DGRAM else server.recv(1)
              assert False
          except BlockingIOError:
              pass
          os.unlink(path)
      """
    )
  }

  @Test func `a file that is no socket is left alone`() async throws {
    try await ToolScript.run(
      """
      path = folder + "/a"
      words = f"switchboard: bind to unix:{path}: Address already in use\\n"
      open(path, "w").write("precious")
      Tool("echo", "--listen", "unix:" + path).ends(1, "", words)
      assert open(path).read() == "precious"
      os.symlink("/nonexistent", folder + "/b")
      assert run("echo", "--listen", "unix:" + folder + "/b")[0] == 1
      assert os.path.islink(folder + "/b")
      """
    )
  }

  @Test func `a file that another server has put in the place is not removed`() async throws {
    try await ToolScript.run(
      """
      path = folder + "/a"
      server = Server("unix:" + path)
      os.unlink(path)
      other = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
      other.bind(path)
      server.stop()
      assert os.listdir(folder) == ["a"]
      """
    )
  }

  @Test func `what the system says is told in one line`() async throws {
    try await ToolScript.run(
      """
      def without_privilege():
          # PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: root heeds permissions too.
          for capability in (1, 2):
              ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
      os.mkdir(folder + "/no", 0o500)
      for address, words in [
          ("192.0.2.1:7007", "bind to 192.0.2.1:7007: Cannot assign requested address"),
          ("udp://192.0.2.1:7007", "bind to 192.0.2.1:7007: Cannot assign requested address"),
          (f"unix:{folder}/none/a", f"bind to unix:{folder}/none/a: No such file or directory"),
          (f"unix-datagram:{folder}/no/a", f"bind to unix:{folder}/no/a: Permission denied"),
      ]:
          ending = run("echo", "--listen", address, prepare=without_privilege)
          assert ending == (1, "", f"switchboard: {words}\\n"), ending
      status, output, errors = run("echo", "--listen", "nobody.invalid:7007")
      assert (status, output) == (1, "")
      assert errors.startswith("switchboard: resolve nobody.invalid:7007: "), errors
      assert errors.count("\\n") == 1
      """
    )
  }
}
