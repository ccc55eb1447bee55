import Testing

@testable import switchboard

/// `switchboard account` as it is used.
struct AccountCommandTests {
  @Test func `an account is added with its home, listed, changed and removed`() async throws {
    try await ToolScript.run(
      """
      import json
      add("ada", "--quota-bytes", "10M", "--max-sessions", "3")
      assert stat.S_IMODE(os.stat(data + "/homes/ada").st_mode) == 0o700
      def listed():
          status, output, errors = run("account", "list", "--json", "--data", data)
          assert (status, errors) == (0, ""), errors
          return json.loads(output)
      (ada,) = listed()
      assert ada["quotaBytes"] == 10 << 20 and ada["maxSessions"] == 3, ada
      assert ada["usedBytes"] == 0 and ada["permissions"] == "all" and ada["isEnabled"], ada
      ending = run("account", "set", "ada", "--data", data, "--max-sessions", "none",
                   "--quota-bytes", "default", "--permissions", "read-only", "--disabled",
                   "--network", "10.0.0.0/8", "--network", "::1", "--expires", "2027-01-31",
                   "--require-tls", "--protocols", "ftps", "--path-rule", "/in=upload-only")
      assert ending == (0, "", ""), ending
      (ada,) = listed()
      assert "quotaBytes" not in ada and "maxSessions" not in ada, ada
      assert ada["permissions"] == "read-only" and not ada["isEnabled"] and ada["requiresTLS"]
      assert ada["networks"] == ["10.0.0.0/8", "::1/128"] and ada["protocols"] == ["ftps"]
      assert ada["pathRules"] == ["/in=upload-only"], ada
      assert ada["expires"] == "2027-02-01T00:00:00Z", ada
      ending = run("account", "set", "ada", "--data", data, "--network", "any", "--enabled",
                   "--path-rule", "none", "--expires", "never", "--no-require-tls")
      assert ending == (0, "", ""), ending
      (ada,) = listed()
      assert ada["networks"] == [] == ada["pathRules"] and ada["isEnabled"], ada
      assert "expires" not in ada and not ada["requiresTLS"], ada
      assert run("account", "remove", "ada", "--data", data) == (0, "", "")
      assert run("account", "list", "--data", data) == (0, "", "")
      assert os.path.isdir(data + "/homes/ada")
      """
    )
  }

  @Test func `a list has an account in a line, with tabs, and a table on a terminal`() async throws
  {
    try await ToolScript.run(
      """
      add("grace")
      add("ada", "--quota-files", "7")
      line = run("account", "list", "--data", data)[1].split("\\n")
      assert line[0].split("\\t") == [
          "ada", "enabled", "all", "0", "-", "0", "7", "-", "-", data + "/homes/ada"], line
      assert line[1].startswith("grace\\t") and line[2:] == [""], line
      status, table = on_terminal([], "account", "list", "--data", data)
      assert status == 0 and table.startswith("NAME   STATE    PERMISSIONS"), table
      """
    )
  }

  @Test func `what holds is shown with who says so`() async throws {
    try await ToolScript.run(
      """
      group = ("account", "group")
      ending = run(*group, "add", "staff", "--data", data, "--quota-files", "100",
                   "--download-rate", "1M")
      assert ending[:2] == (0, ""), ending
      add("ada", "--group", "staff", "--quota-files", "5")
      shown = dict((name, rest) for name, *rest in (
          line.split("\\t") for line in
          run("account", "show", "ada", "--data", data)[1].splitlines()))
      assert shown["quota-files"] == ["5", "account"], shown
      assert shown["download-rate"] == ["1M", "group staff"], shown
      assert shown["upload-rate"] == ["none", "default"], shown
      assert shown["group"] == ["staff", "account"], shown
      assert run(*group, "list", "--data", data) == (
          0, "staff\\tquota-files=100 download-rate=1M\\n", "")
      assert run(*group, "set", "staff", "--data", data, "--download-rate", "2M")[0] == 0
      assert run(*group, "show", "staff", "--data", data) == (
          0, "quota-files\\t100\\ndownload-rate\\t2M\\n", "")
      assert run(*group, "remove", "staff", "--data", data) == (0, "", "")
      assert "group\\tnone" in run("account", "show", "ada", "--data", data)[1]
      """
    )
  }

  @Test func `files that others have put into a home are counted on request`() async throws {
    try await ToolScript.run(
      """
      add("ada", "--quota-bytes", "1G")
      add("grace")
      with open(data + "/homes/ada/file", "wb") as file:
          file.write(b"x" * 1234)
      assert "\\t0\\t1G\\t" in run("account", "list", "--data", data)[1]
      assert run("account", "recount", "--data", data) == (0, "ada\\t1234\\t1\\n", "")
      assert "\\t1234\\t1G\\t" in run("account", "list", "--data", data)[1]
      assert run("account", "recount", "--data", data, "grace", "ada") == (
          0, "grace\\t0\\t0\\nada\\t1234\\t1\\n", "")
      """
    )
  }

  @Test func `what fails is one line, with status 1, and the others are done`() async throws {
    try await ToolScript.run(
      """
      add("bob")
      def fails(words, *arguments, status=1):
          ending = feed("secret\\n", "account", *arguments, "--data", data)
          assert ending == (status, "", f"switchboard: account {words}\\n"), ending
      fails('add: account "bob" exists already', "add", "bob", "--password-stdin")
      fails('set: there is no account "eve"', "set", "eve", "--disabled")
      fails('show: there is no account "eve"', "show", "eve")
      fails('password: there is no account "eve"', "password", "eve", "--password-stdin")
      fails('add: there is no group "staff"', "add", "eve", "--password-stdin", "--group", "staff")
      fails('group show: there is no group "staff"', "group", "show", "staff")
      fails('group remove: there is no group "staff"', "group", "remove", "staff")
      fails('remove: there is no account "eve"', "remove", "eve", "bob")
      assert run("account", "list", "--data", data) == (0, "", "")
      """
    )
  }

  @Test func `an account whose home cannot be made is not added`() async throws {
    try await ToolScript.run(
      """
      with open(folder + "/file", "w"):
          pass
      status, output, errors = feed("secret\\n", "account", "add", "bob", "--data", data,
                                    "--password-stdin", "--home", folder + "/file/home")
      assert status == 1 and output == "", errors
      assert f"account add: open folder {folder}/file/home: Not a directory\\n" in errors, errors
      assert run("account", "list", "--data", data) == (0, "", "")
      """
    )
  }

  @Test func `a home that the server could not reach is refused with the reason`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      with open(data + "/switchboard.yaml", "a") as file:
          file.write("user: daemon\\n")
      for home in (folder + "/elsewhere", data + "/homes/../../elsewhere", data + "/homes"):
          ending = feed("secret\\n", "account", "add", "bob", "--data", data, "--password-stdin",
                        "--home", home)
          words = (f"switchboard: account add: home {home} is not beneath {data}/homes: "
                   "the server could not reach it\\n")
          assert ending == (1, "", words), ending
      assert not os.path.exists(folder + "/elsewhere")
      add("bob", "--home", data + "/homes/deep/bob")
      """
    )
  }
}
