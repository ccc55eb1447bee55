import Testing

/// `switchboard check`.
struct CheckTests {
  @Test func `before the first run there is nothing wrong, and nothing is made`() async throws {
    try await ToolScript.run(
      """
      status, output, errors = run("check", "--data", data, "--ftp", "127.0.0.1:0")
      assert (status, errors) == (0, ""), (status, output, errors)
      assert all(line.startswith("note: ") for line in output.splitlines()), output
      assert not os.path.exists(data)
      """
    )
  }

  @Test func `a server that runs is right, and its ports are left alone`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      server = FileServer()
      status, output, errors = run("check", "--data", data)
      assert (status, errors) == (0, ""), (status, output, errors)
      assert f"note: a server runs on {data}" in output, output
      server.stop()
      """
    )
  }

  @Test func `each thing that is wrong is a line with what to do`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      add("bob")
      def finds(*words, options=("--ftp", "127.0.0.1:0")):
          status, output, errors = run("check", "--data", data, *options)
          lines = [line for line in output.splitlines() if line.startswith("problem: ")]
          assert (status, errors, len(lines)) == (1, "", 1), (status, output, errors)
          assert all(word in lines[0] for word in words) and "; " in lines[0], lines
      os.chmod(data + "/tls/key.pem", 0o644)
      finds(data + "/tls/key.pem (mode 0644)", "chmod 600")
      os.chmod(data + "/tls/key.pem", 0o600)
      os.chmod(data, 0o755)
      finds(data + " (mode 0755)", "chmod 700")
      os.chmod(data, 0o700)
      os.rmdir(data + "/homes/bob")
      finds('homes/bob of account "bob": No such file or directory')
      os.mkdir(data + "/homes/bob", 0o700)
      taken = socket.create_server(("127.0.0.1", 0))
      port = taken.getsockname()[1]
      finds(f"bind to 127.0.0.1:{port}: Address already in use",
            options=("--ftp", f"127.0.0.1:{port}"))
      finds("resolve no-such-host.invalid:21", options=("--ftp", "no-such-host.invalid:21"))
      at_port = ("--ftp", "127.0.0.1:0")
      log = folder + "/nowhere/log"
      finds("transfer-log: " + log, options=(*at_port, "--transfer-log", log))
      os.mkdir(folder + "/log")
      finds("xferlog: " + folder + "/log", options=(*at_port, "--xferlog", folder + "/log"))
      finds("anonymous-home: ", options=(*at_port, "--anonymous-home", folder + "/nowhere"))
      with open(data + "/switchboard.yaml", "a") as file:
          file.write("prot: 21\\n")
      finds("switchboard.yaml:", 'unknown key "prot"')
      # The rest is looked at too.
      with open(data + "/switchboard.yaml", "a") as file:
          file.write("loops: many\\n")
      os.chmod(data, 0o755)
      output = run("check", "--data", data, *at_port)[1]
      assert output.count("problem: ") == 3 and "loops" in output and "chmod 700" in output, output
      """
    )
  }

  @Test func `a certificate that has ended, or has another's key, is found`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      def make(name, days):
          subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                          "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{folder}/{name}.key",
                          "-out", f"{folder}/{name}.pem", "-days", str(days), "-subj", "/CN=a"],
                         check=True, capture_output=True)
      make("short", 10)
      make("other", 400)
      def check(certificate, key):
          return run("check", "--data", data, "--ftp", "127.0.0.1:0", "--tls-certificate",
                     f"{folder}/{certificate}.pem", "--tls-key", f"{folder}/{key}.key")
      status, output, _ = check("short", "short")
      assert status == 1 and f"problem: {folder}/short.pem ends on " in output, output
      status, output, _ = check("other", "short")
      assert status == 1 and "problem: " in output and f"{folder}/short.key" in output, output
      status, output, _ = check("other", "other")
      assert status == 0, output
      # A server says it too, and serves.
      server = FileServer("--tls-certificate", folder + "/short.pem", "--tls-key",
                          folder + "/short.key")
      server.wait_for(f"switchboard: {folder}/short.pem ends on ")
      server.log_in("ada", "secret").quit()
      server.stop()
      """
    )
  }
}
