import EventLoops
import FTPClients

/// What only clients see that have logged in: all about data connections.
struct InsideCheck {
  let login: RemoteLogin
  let loop: EventLoop

  func run(_ findings: inout Findings) async {
    await look("passive data connections", &findings) { client, findings throws(FTPClientError) in
      try await PassiveCheck(client: client, loop: loop).run(&findings)
    }
    await DataConnectionCheck(login: login, loop: loop).run(&findings)
    await look("who is connected to", &findings) { client, findings throws(FTPClientError) in
      try await BounceCheck(client: client).run(&findings)
    }
  }

  /// Looks at something in a session of its own, which it may leave in any state.
  private func look(
    _ what: String,
    _ findings: inout Findings,
    _ body:
      nonisolated(nonsending) (FTPClient, inout Findings) async throws(FTPClientError) -> Void
  ) async {
    do throws(FTPClientError) {
      let client = try await login.open(on: loop)
      do throws(FTPClientError) {
        try await body(client, &findings)
        await client.quit()
      } catch {
        await client.close()
        throw error
      }
    } catch {
      guard case .refused(let command, _, _) = error, command.hasPrefix("PASS") else {
        return findings.note("\(what): not seen: \(error)")
      }
      findings.problem("\(what): not seen: \(error)", advice: "correct the name or the password")
    }
  }
}
