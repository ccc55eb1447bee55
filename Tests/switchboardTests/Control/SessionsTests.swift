import Testing

@testable import switchboard

/// `switchboard sessions` and a server.
struct SessionsTests {
  @Test func `who is connected is shown, and can be sent away`() async throws {
    try await ToolScript.run(
      """
      import json
      add("ada")
      server = FileServer()
      assert run("sessions", "--data", data) == (0, "", "")
      first, second = server.log_in("ada", "secret"), server.log_in("ada", "secret")
      lines = run("sessions", "--data", data)[1].splitlines()
      assert [line.split("\\t")[1:4] for line in lines] == [["ada", "127.0.0.1", "no"]] * 2, lines
      sessions = json.loads(run("sessions", "--data", data, "--json")[1])
      assert [each["user"] for each in sessions] == ["ada", "ada"], sessions
      number = str(sessions[0]["id"])
      assert run("sessions", "end", number, "--data", data) == (0, "", "")
      assert first.getline().startswith("421")
      assert second.voidcmd("NOOP").startswith("200")
      words = "switchboard: sessions end: there is no session 12345\\n"
      assert run("sessions", "end", "12345", "--data", data) == (1, "", words)
      second.quit()
      server.stop()
      """
    )
  }

  @Test func `who is banned is shown, and can be let in again`() async throws {
    try await ToolScript.run(
      """
      import ftplib, json
      add("ada")
      server = FileServer("--ban-after", "2", "--ban-time", "1h")
      assert run("bans", "--data", data) == (0, "", "")
      def log_in(password, source):
          end = ftplib.FTP()
          end.connect("127.0.0.1", server.port(), timeout=120, source_address=(source, 0))
          end.login("ada", password)
          end.quit()
      for _ in range(2):
          try:
              log_in("wrong", "127.0.0.2")
              raise AssertionError("let in")
          except ftplib.error_perm:
              pass
      try:
          log_in("secret", "127.0.0.2")
          raise AssertionError("let in")
      except ftplib.error_temp as error:
          assert str(error).startswith("421"), error
      address, seconds = run("bans", "--data", data)[1].split()
      assert address == "127.0.0.2" and 3500 < int(seconds) <= 3600, (address, seconds)
      assert json.loads(run("bans", "--data", data, "--json")[1])[0]["address"] == address
      words = "switchboard: bans lift: 127.0.0.3 is not banned\\n"
      assert run("bans", "lift", "127.0.0.3", address, "--data", data) == (1, "", words)
      assert run("bans", "lift", "nobody", "--data", data)[0] == 1
      log_in("secret", "127.0.0.2")
      assert run("bans", "--data", data) == (0, "", "")
      server.stop()
      """
    )
  }

  @Test func `where no server runs that is said`() async throws {
    try await ToolScript.run(
      """
      words = f"switchboard: sessions: no server runs on {data}\\n"
      assert run("sessions", "--data", data) == (1, "", words)
      assert not os.path.exists(data)
      """
    )
  }

  @Test func `whoever sends nonsense to the control socket is cut off, and others are answered`()
    async throws
  {
    try await ToolScript.run(
      """
      add("ada")
      server = FileServer()
      for words in (b"nonsense\\n", b"{}\\n", b'{"end":{"id":-1}}\\n', b"x" * 100_000, b"\\xff\\n"):
          end = socket.socket(socket.AF_UNIX)
          end.connect(data + "/control.sock")
          try:
              end.sendall(words)
              assert end.recv(1) == b""
          except (BrokenPipeError, ConnectionResetError):
              pass
          end.close()
      assert run("sessions", "--data", data) == (0, "", "")
      server.stop()
      """
    )
  }
}
