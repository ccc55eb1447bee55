import SystemCalls
import Testing

@testable import switchboard

/// What root gives up.
@Suite(.enabled(if: ProcessIdentity.current.userID == 0, "only root can become another"))
struct ServePrivilegesTests {
  @Test func `root becomes the user, in every thread, and what is there becomes the user's`()
    async throws
  {
    try await ToolScript.run(
      """
      import io, pwd
      os.chmod(folder, 0o711)
      add("ada")
      with open(data + "/homes/ada/file", "w") as file:
          file.write("content")
      user = pwd.getpwnam("daemon")
      server = FileServer("--ftp", "127.0.0.1:0", "--user", "daemon", "--loops", "2")
      threads = os.listdir(f"/proc/{server.process.pid}/task")
      for thread in threads:
          with open(f"/proc/{server.process.pid}/task/{thread}/status") as file:
              status = dict(line.rstrip().split(":\\t", 1) for line in file if ":\\t" in line)
          assert status["Uid"].split() == [str(user.pw_uid)] * 4, status
          assert status["Gid"].split() == [str(user.pw_gid)] * 4, status
          assert status["Groups"].split() == [str(user.pw_gid)], status
          assert int(status["CapEff"], 16) == 0 == int(status["CapPrm"], 16), status
          assert status["NoNewPrivs"] == "1", status
      for path in ("", "/accounts.sqlite", "/homes/ada", "/homes/ada/file", "/tls/key.pem"):
          assert os.stat(data + path).st_uid == user.pw_uid, path
      end = server.log_in("ada", "secret")
      end.storbinary("STOR file", io.BytesIO(b"other"))
      end.mkd("folder")
      end.rename("file", "folder/file")
      end.quit()
      add("bob")
      assert os.stat(data + "/homes/bob").st_uid == user.pw_uid
      server.log_in("bob", "secret").quit()
      assert run("sessions", "--data", data) == (0, "", "")
      server.stop()
      assert "runs as root" not in server.errors()
      """
    )
  }

  @Test func `a port that only root may open is open before`() async throws {
    try await ToolScript.run(
      """
      os.chmod(folder, 0o711)
      add("ada")
      for port in range(600, 700):
          try:
              socket.create_server(("127.0.0.1", port)).close()
              break
          except OSError:
              pass
      server = FileServer("--ftp", f"127.0.0.1:{port}", "--user", "daemon")
      server.log_in("ada", "secret").quit()
      server.stop()
      """
    )
  }

  @Test func `files outside cannot be seen, whatever their modes`() async throws {
    try await ToolScript.run(
      """
      import ftplib
      os.chmod(folder, 0o711)
      add("ada", "--home", folder + "/elsewhere")
      os.chmod(folder + "/elsewhere", 0o777)
      server = FileServer("--ftp", "127.0.0.1:0", "--user", "daemon")
      try:
          server.log_in("ada", "secret")
          raise AssertionError("the home was reached")
      except ftplib.error_perm as error:
          assert str(error).startswith("530"), error
      server.stop()
      server = FileServer("--ftp", "127.0.0.1:0", "--user", "daemon", "--home-roots",
                          folder + "/elsewhere", "--home-roots", data + "/homes")
      end = server.log_in("ada", "secret")
      assert end.nlst() == []
      end.mkd("folder")
      end.quit()
      server.stop()
      """
    )
  }

  @Test func `without a user it says once that it stays root`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      server = FileServer()
      server.stop()
      assert server.errors().count("runs as root") == 1, server.errors()
      """
    )
  }

  @Test func `a user that is none is an error`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      ending = run("serve", "--data", data, "--ftp", "127.0.0.1:0", "--user", "nobody-at-all")
      assert ending[:2] == (1, ""), ending
      assert 'there is no user "nobody-at-all" to run as' in ending[2], ending
      """
    )
  }
}
