import FTPServers
import TestSupport
import Testing

/// What curl says and hears.
@Suite(.timeLimit(.minutes(5))) struct CurlTests {
  @Test func `curl stores a file, lists it and fetches it again`() async throws {
    try await RunningServer.run { running in
      let url = "ftp://\(running.address)/letter.txt"
      let user = "alice:\(RunningServer.password)"
      let stored = try await Program(["curl", "-sS", "--user", user, "-T", "-", url])
        .run(input: "Dear Bob\n")
      #expect(stored.status == 0, "\(stored.errors)")
      let listed = try await Program(["curl", "-sS", "--user", user, "ftp://\(running.address)/"])
        .run()
      #expect(listed.output.contains("letter.txt"))
      let fetched = try await Program(["curl", "-sS", "--user", user, url]).run()
      #expect(fetched.output == "Dear Bob\n")
    }
  }
}
