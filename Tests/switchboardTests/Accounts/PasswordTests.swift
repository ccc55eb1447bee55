import Testing

@testable import switchboard

/// How `switchboard account` asks for passwords.
struct PasswordTests {
  @Test func `on a terminal it asks twice, and shows nothing of the answers`() async throws {
    try await ToolScript.run(
      """
      questions = b"Password for bob: ", b"The same again: "
      status, seen = on_terminal(
          [(questions[0], b"geheim\\n"), (questions[1], b"geheim\\n")],
          "account", "add", "bob", "--data", data)
      assert status == 0 and "geheim" not in seen, seen
      server = FileServer()
      server.log_in("bob", "geheim").quit()
      server.stop()
      """
    )
  }

  @Test func `two that differ, none, and an interruption change nothing`() async throws {
    try await ToolScript.run(
      """
      first, second = b"Password for bob: ", b"The same again: "
      arguments = ("account", "add", "bob", "--data", data)
      status, seen = on_terminal([(first, b"a\\n"), (second, b"b\\n")], *arguments)
      assert status == 1 and "account add: the two passwords differ" in seen, seen
      status, seen = on_terminal([(first, b"\\n"), (second, b"\\n")], *arguments)
      assert status == 1 and "account add: the password is empty" in seen, seen
      for answers in ([(first, b"a\\x03")], [(first, b"a\\n"), (second, b"\\x03")]):
          status, seen = on_terminal(answers, *arguments)
          assert status == 130 and "switchboard: account" not in seen, seen
      assert run("account", "list", "--data", data) == (0, "", "")
      """
    )
  }

  @Test func `standard input gives its first line`() async throws {
    try await ToolScript.run(
      """
      def password(text):
          return feed(text, "account", "password", "bob", "--data", data, "--password-stdin")
      add("bob", password="one")
      server = FileServer()
      for text in ("two\\nthree\\n", "two", "two\\r\\n"):
          assert password(text) == (0, "", "")
          server.log_in("bob", "two").quit()
          assert password("other\\n")[0] == 0
      assert password("") == (1, "", "switchboard: account password: the password is empty\\n")
      assert password("x" * 1024 + "\\n")[0] == 0
      words = "switchboard: account password: the password is longer than 1024 bytes\\n"
      assert password("x" * 1025 + "\\n") == (1, "", words)
      assert password("x" * 100_000) == (1, "", words)
      server.log_in("bob", "x" * 1024).quit()
      server.stop()
      """
    )
  }
}
