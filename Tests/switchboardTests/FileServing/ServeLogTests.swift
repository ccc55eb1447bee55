import Testing

@testable import switchboard

/// What `switchboard serve` writes of what happens.
struct ServeLogTests {
  @Test func `transfers and logins are written, in both forms, and no password`() async throws {
    try await ToolScript.run(
      """
      import io, json, ftplib
      add("ada", "--path-rule", "/no=none")
      audit, classic = folder + "/transfers.json", folder + "/xferlog"
      server = FileServer("--transfer-log", audit, "--xferlog", classic)
      end = server.log_in("ada", "secret")
      end.storbinary("STOR a b", io.BytesIO(b"12345"))
      end.retrbinary("RETR a b", lambda part: None)
      try:
          end.mkd("no")
      except ftplib.error_perm:
          pass
      end.quit()
      try:
          server.log_in("ada", "wrong-one")
      except ftplib.error_perm:
          pass
      server.stop()
      with open(audit) as file:
          text = file.read()
      records = [json.loads(line) for line in text.splitlines()]
      kinds = [each["event"] for each in records]
      assert kinds == ["login", "transfer", "transfer", "denied", "login-refused"], text
      up, down = records[1:3]
      assert (up["direction"], up["path"], up["bytes"], up["result"], up["user"]) == (
          "upload", "/a b", 5, "complete", "ada"), up
      assert down["direction"] == "download" and down["peer"] == "127.0.0.1", down
      assert records[4]["reason"] == "wrong password", records
      with open(classic) as file:
          lines = file.read().splitlines()
      assert [line.split()[5:] for line in lines] == [
          ["1", "127.0.0.1", "5", "/a_b", "b", "_", way, "r", "ada", "ftp", "0", "*", "c"]
          for way in ("i", "o")], lines
      for words in (text, server.errors(), "".join(lines)):
          assert "secret" not in words and "wrong-one" not in words, words
      assert stat.S_IMODE(os.stat(audit).st_mode) == 0o640
      """
    )
  }

  @Test func `a log that is moved away is made anew`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      audit = folder + "/transfers.json"
      server = FileServer("--transfer-log", audit)
      for name in ("first", "second"):
          server.log_in("ada", "secret").quit()
          while not os.path.exists(audit):
              pass
          os.rename(audit, folder + "/" + name)
      server.stop()
      """
    )
  }

  @Test func `a log that cannot be written is told once, and files are served`() async throws {
    try await ToolScript.run(
      """
      import shutil
      add("ada")
      os.mkdir(folder + "/none")
      server = FileServer("--transfer-log", folder + "/none/transfers.json")
      shutil.rmtree(folder + "/none")
      for _ in range(3):
          server.log_in("ada", "secret").quit()
      server.stop()
      words = f"write log {folder}/none/transfers.json: No such file or directory"
      assert server.errors().count(words) == 1, server.errors()
      """
    )
  }
}
