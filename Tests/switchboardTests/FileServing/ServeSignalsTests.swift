import Testing

@testable import switchboard

/// SIGHUP, SIGTERM and the end of `switchboard serve`.
struct ServeSignalsTests {
  @Test func `SIGHUP takes over the configuration and the certificate, and sessions go on`()
    async throws
  {
    try await ToolScript.run(
      """
      import ssl
      add("ada")
      server = FileServer("--ftp", "127.0.0.1:0", "--ftps", "127.0.0.1:0", count=2)
      def certificate():
          return ssl.get_server_certificate(("127.0.0.1", server.port(1)))
      def banner():
          end = socket.create_connection(("127.0.0.1", server.port(0)))
          return end.makefile().readline()
      end = server.log_in("ada", "secret")
      before = certificate()
      assert "Hello" not in banner()
      os.remove(data + "/tls/key.pem")
      os.remove(data + "/tls/certificate.pem")
      assert run("account", "list", "--data", data)[0] == 0
      with open(data + "/switchboard.yaml", "a") as file:
          file.write("banner: Hello\\nloops: 3\\n")
      server.kill(signal.SIGHUP)
      server.wait_for("were read again")
      assert "reload: loops holds from the next start" in server.errors()
      assert certificate() != before
      assert "Hello" in banner()
      assert end.voidcmd("NOOP").startswith("200")
      end.quit()
      server.stop()
      """
    )
  }

  @Test func `where something is wrong at SIGHUP all stays as it was`() async throws {
    try await ToolScript.run(
      """
      add("ada")
      server = FileServer()
      with open(data + "/switchboard.yaml", "a") as file:
          file.write("banner: Hello\\nprot: 1\\n")
      server.kill(signal.SIGHUP)
      server.wait_for("reload: all stays as it was: " + data + "/switchboard.yaml:")
      assert "Hello" not in server.log_in("ada", "secret").getwelcome()
      server.kill(signal.SIGKILL)
      server.ending()
      """
    )
  }

  @Test(arguments: ["SIGTERM", "SIGINT"])
  func `asked to end it tells idle sessions, and ends with status 0`(
    _ name: String
  ) async throws {
    try await ToolScript.run(
      """
      add("ada")
      server = FileServer()
      end = server.log_in("ada", "secret")
      server.kill(signal.\(name))
      assert end.getline().startswith("421")
      assert server.ending()[0] == 0
      """
    )
  }

  @Test func `a server that was killed leaves nothing that keeps the next one from starting`()
    async throws
  {
    try await ToolScript.run(
      """
      add("ada", "--quota-bytes", "1M")
      for _ in range(2):
          server = FileServer()
          end = server.log_in("ada", "secret")
          server.kill(signal.SIGKILL)
          server.ending()
      server = FileServer()
      assert run("sessions", "--data", data) == (0, "", "")
      server.stop()
      """
    )
  }
}
