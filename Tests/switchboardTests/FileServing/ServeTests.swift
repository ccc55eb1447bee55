import Testing

@testable import switchboard

/// `switchboard serve` with a client that somebody else wrote.
struct ServeTests {
  @Test func `a first run needs nothing, and tells how to log in`() async throws {
    try await ToolScript.run(
      """
      server = FileServer()
      told = server.errors()
      assert "made the account \\"admin\\"; its name and password are in " in told, told
      assert f"ftp://127.0.0.1:{server.port()}/" in told and "try: curl --ssl-reqd" in told, told
      assert stat.S_IMODE(os.stat(data + "/first-login").st_mode) == 0o600
      assert stat.S_IMODE(os.stat(data + "/control.sock").st_mode) == 0o600
      with open(data + "/first-login") as file:
          password = file.read().strip().split(":")[1]
      assert password not in told and len(password) == 20, told
      command = [each for each in told.splitlines() if "try: " in each][0].split("try: ")[1]
      listed = subprocess.run(["sh", "-c", command + " --silent --show-error --list-only"],
                              capture_output=True, text=True)
      assert (listed.returncode, listed.stderr) == (0, ""), listed
      import io
      end = server.log_in()
      end.storbinary("STOR file", io.BytesIO(b"content"))
      assert end.nlst() == ["file"]
      with open(data + "/homes/admin/file", "rb") as file:
          assert file.read() == b"content"
      end.quit()
      server.stop()
      assert not os.path.exists(data + "/control.sock")
      """
    )
  }

  @Test func `on a terminal the password is shown, and not written`() async throws {
    try await ToolScript.run(
      """
      def starts():
          import pty, re
          process, end = pty.fork()
          if process == 0:
              os.execv(tool, [tool, "serve", "--data", data, "--ftp", "127.0.0.1:0"])
          seen = b""
          while b"listening" not in seen or (b"try: " not in seen and not os.path.exists(
                  data + "/done")):
              seen += os.read(end, 4096)
          os.kill(process, signal.SIGTERM)
          assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
          os.close(end)
          return re.search(rb"with the password ([a-z2-9]{20})\\r", seen)
      assert starts()
      assert not os.path.exists(data + "/first-login")
      open(data + "/done", "w").close()
      assert not starts()
      """
    )
  }

  @Test func `a second run makes no account`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      server = FileServer()
      server.log_in("ada", "secret").quit()
      assert not os.path.exists(data + "/first-login")
      assert "admin" not in server.errors()
      server.stop()
      """
    )
  }

  @Test func `TLS is offered, and implicit where it is asked for`() async throws {
    try await ToolScript.run(
      """
      import ftplib, ssl
      add("ada")
      server = FileServer("--ftp", "127.0.0.1:0", "--ftps", "127.0.0.1:0", count=2)
      assert server.lines[0].startswith("listening ftp 127.0.0.1:")
      assert server.lines[1].startswith("listening ftps 127.0.0.1:")
      trust = ssl.create_default_context(cafile=data + "/tls/certificate.pem")
      end = ftplib.FTP_TLS(context=trust)
      end.connect("127.0.0.1", server.port(0))
      end.login("ada", "secret")
      end.prot_p()
      assert end.nlst() == []
      end.quit()
      plain = socket.create_connection(("127.0.0.1", server.port(1)))
      with trust.wrap_socket(plain, server_hostname="localhost") as end:
          assert end.recv(4) == b"220 "
      server.stop()
      """
    )
  }

  @Test func `an address that cannot be had is told, and the others are served`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      taken = socket.create_server(("127.0.0.1", 0))
      port = taken.getsockname()[1]
      server = FileServer("--ftp", f"127.0.0.1:{port}", "--ftp", "127.0.0.1:0")
      server.log_in("ada", "secret").quit()
      assert f"bind to 127.0.0.1:{port}: Address already in use" in server.errors()
      server.kill()
      assert server.ending()[0] == 1
      server = Tool("serve", "--data", data, "--ftp", f"127.0.0.1:{port}")
      assert server.ending()[0] == 1
      """
    )
  }

  @Test func `the environment and the file say what the command line does not`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      with open(folder + "/other.yaml", "w") as file:
          file.write("banner: From a file\\nftp: 127.0.0.1:1\\n")
      server = FileServer("--ftp", "127.0.0.1:0", "--config", folder + "/other.yaml")
      assert "From a file" in server.log_in("ada", "secret").getwelcome()
      server.kill(signal.SIGKILL)
      server.ending()
      environment = {"SWITCHBOARD_CONFIG": folder + "/other.yaml", "SWITCHBOARD_DATA": data,
                     "SWITCHBOARD_BANNER": "From around", "SWITCHBOARD_FTP": "127.0.0.1:0"}
      server = FileServer(environment=environment)
      assert "From around" in server.log_in("ada", "secret").getwelcome()
      server.kill(signal.SIGKILL)
      server.ending()
      server = FileServer("--banner", "From a word", environment=environment)
      assert "From a word" in server.log_in("ada", "secret").getwelcome()
      server.kill(signal.SIGKILL)
      server.ending()
      """
    )
  }

  @Test func `a configuration that is wrong starts nothing`() async throws {
    try await ToolScript.run(
      """
      os.mkdir(data, 0o700)
      with open(data + "/switchboard.yaml", "w") as file:
          file.write("# comment\\nidle-timout: 5m\\n")
      ending = run("serve", "--data", data)
      words = f'{data}/switchboard.yaml:2: unknown key "idle-timout", did you mean "idle-timeout"?'
      assert ending[:2] == (1, "") and ending[2].endswith(f"switchboard: {words}\\n"), ending
      for arguments in (["--fsync", "yes"], ["--idle-timout", "5m"], ["--set", "a=b"], ["--user"]):
          assert run("serve", "--data", data, *arguments)[0] == 2, arguments
      assert run("serve", "--data", data, "--config", folder + "/none.yaml")[0] == 1
      os.remove(data + "/switchboard.yaml")
      for key in ("transfer-log", "xferlog", "anonymous-home"):
          path = folder + "/nowhere/log"
          status, output, errors = run("serve", "--data", data, "--" + key, path)
          assert (status, output) == (1, "") and f"switchboard: {key}: {path}: " in errors, errors
      """
    )
  }
}
