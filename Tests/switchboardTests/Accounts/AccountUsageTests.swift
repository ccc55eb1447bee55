import Testing

@testable import switchboard

/// What `switchboard account` refuses before it does anything.
struct AccountUsageTests {
  @Test(arguments: [
    "", "add", "add .a --password-stdin", "add none --password-stdin", "add bob", "add a b",
    "add bob --password-stdin --quota-bytes much", "add bob --password-stdin --home relative",
    "add bob --password-stdin --permissions look", "add bob --password-stdin --network 1.2.3",
    "add bob --password-stdin --expires soon", "add bob --password-stdin --protocols ftp,gopher",
    "add bob --password-stdin --path-rule pub=read-only", "add bob --password-stdin --group -x",
    "add bob --password-stdin --max-sessions 0", "add bob --password-stdin --upload-rate 0",
    "set bob", "set", "group", "group set staff", "group add staff --group other", "list extra",
    "recount ../a", "password bob",
  ])
  func `wrong usage is one line, with status 2, and makes nothing`(_ line: String) async throws {
    try await ToolScript.run(
      """
      status, output, errors = run("account", *"\(line)".split(), environment={
          "SWITCHBOARD_DATA": data})
      assert (status, output) == (2, ""), (status, output, errors)
      assert errors.startswith("switchboard: ") and errors.count("\\n") == 1, errors
      assert errors.endswith(" --help tells more)\\n"), errors
      assert not os.path.exists(data)
      """
    )
  }

  @Test func `the hint names the command that was meant`() async throws {
    try await ToolScript.run(
      """
      for words, command in (([], ""), (["account"], " account"), (["account", "x"], " account"),
                             (["account", "group", "add"], " account group add")):
          errors = run(*words)[2]
          assert errors.endswith(f" (switchboard{command} --help tells more)\\n"), errors
      """
    )
  }
}
