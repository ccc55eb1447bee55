import Testing

/// `switchboard echo` over TLS, with Python's clients.
struct EchoTLSTests {
  /// What scripts have besides: a certificate for localhost, and clients that trust it.
  private static let prelude = """
    import ssl

    certificate, key = folder + "/certificate.pem", folder + "/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, stderr=subprocess.DEVNULL)
    files = ["--cert", certificate, "--key", key]
    context = ssl.create_default_context(cafile=certificate)

    def encrypted(line, **more):
        end = client(line.replace("listening tls", "listening tcp"))
        return context.wrap_socket(end, server_hostname="localhost", **more)

    """

  private static func run(_ body: String) async throws {
    try await ToolScript.run(prelude + body)
  }

  @Test(arguments: ["1", "2"])
  func `what is sent comes back encrypted, beside addresses without TLS`(
    _ loops: String
  ) async throws {
    try await Self.run(
      """
      server = Server("tls://127.0.0.1:0", "127.0.0.1:0", options=files + ["--loops", "\(loops)"])
      assert [each.split(" ")[1] for each in server.lines] == ["tls", "tcp"]
      ends = [encrypted(server.lines[0]) for _ in range(20)]
      for text in [b"a", b"Hello", bytes(range(256)), b"x" * 60000]:
          for end in ends:
              assert exchange(end, text) == text
      assert ends[0].version() == "TLSv1.3", ends[0].version()
      for end in ends:
          assert end.unwrap() is not None
          end.close()
      assert exchange(server.client(1), b"plain") == b"plain"
      server.stop()
      """
    )
  }

  @Test func `with --upper letters come back in upper case, and TLS 1.2 is spoken too`()
    async throws
  {
    try await Self.run(
      """
      server = Server("tls://127.0.0.1:0", options=files + ["--upper"])
      context.maximum_version = ssl.TLSVersion.TLSv1_2
      end = encrypted(server.lines[0])
      assert end.version() == "TLSv1.2"
      assert exchange(end, b"hello") == b"HELLO"
      end.close()
      server.stop()
      """
    )
  }

  @Test func `who does not speak TLS, or distrusts the certificate, costs nobody else anything`()
    async throws
  {
    try await Self.run(
      """
      server = Server("tls://127.0.0.1:0", options=files)
      good = encrypted(server.lines[0])
      plain = client(server.lines[0].replace("tls", "tcp"))
      plain.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n")
      while plain.recv(100):
          pass
      stranger = ssl.create_default_context()
      try:
          stranger.wrap_socket(client(server.lines[0].replace("tls", "tcp")),
                               server_hostname="localhost")
          raise AssertionError("trusted")
      except ssl.SSLCertVerificationError:
          pass
      assert exchange(good, b"still here") == b"still here"
      good.unwrap()
      good.close()
      server.kill()
      status, output, errors = server.ending()
      assert (status, output) == (0, ""), errors
      assert all(each.startswith("switchboard: TLS: ") for each in errors.splitlines()), errors
      """
    )
  }

  @Test func `a slow handshake is given up, and a handshake too many is refused`() async throws {
    try await Self.run(
      """
      server = Server("tls://127.0.0.1:0", options=files + [
          "--handshake-timeout", "300ms", "--handshakes-max", "1", "--when-full", "refuse"])
      # Its place is taken once the next one is refused, and free again when that one is not.
      def is_served():
          try:
              end = encrypted(server.lines[0])
              assert exchange(end, b"hello") == b"hello"
              end.close()
              return True
          except (ssl.SSLError, ConnectionResetError, BrokenPipeError):
              return False
      while True:
          slow = client(server.lines[0].replace("tls", "tcp"))
          slow.sendall(b"\\x16\\x03\\x01")
          # On a busy machine its time may be over before.
          if not is_served():
              break
      while not is_served():
          pass
      server.kill()
      assert server.ending()[:2] == (0, "")
      """
    )
  }

  @Test func `files that are missing or do not fit are an error in one line`() async throws {
    try await Self.run(
      """
      address = ["echo", "--listen", "tls://127.0.0.1:0"]
      needs = "switchboard: a tls:// address needs --cert FILE and --key FILE " \\
              "(switchboard echo --help tells more)\\n"
      assert run(*address) == (2, "", needs)
      assert run(*address, "--cert", certificate) == (2, "", needs)
      for more in (["--cert", folder + "/none", "--key", key], ["--cert", key, "--key", key],
                   ["--cert", certificate, "--key", certificate]):
          status, output, errors = run(*address, *more)
          assert (status, output) == (1, ""), (status, output, errors)
          assert errors.startswith(f"switchboard: {folder}/"), errors
          assert errors.count("\\n") == 1, errors
      environment = {"SWITCHBOARD_CERT": certificate, "SWITCHBOARD_KEY": key}
      server = Server("tls://127.0.0.1:0", environment=environment)
      assert exchange(encrypted(server.lines[0]), b"hello") == b"hello"
      server.kill()
      assert server.ending()[0] == 0
      """
    )
  }
}
