import EventLoops
import FTPClients

/// Whether anybody may log in, and store files.
struct AnonymousCheck {
  /// As `anonymous`.
  let login: RemoteLogin
  let loop: EventLoop

  /// Tries; nothing is stored.
  ///
  /// - Returns: whether anybody may log in.
  func run(_ findings: inout Findings) async -> Bool {
    let permissions: String?
    do throws(FTPClientError) {
      let client = try await login.open(on: loop)
      permissions = try? await client.status(of: "").permissions
      await client.quit()
    } catch {
      if case .refused(let command, _, _) = error, ["USER", "PASS"].contains(Self.verb(command)) {
        findings.good("nobody logs in without an account")
      } else {
        findings.note("whether anybody may log in was not seen: \(error)")
      }
      return false
    }
    judge(permissions, &findings)
    return true
  }

  private func judge(_ permissions: String?, _ findings: inout Findings) {
    guard let permissions else {
      return findings.note("anybody may log in; whether they may store files it does not tell")
    }
    // c: files may be made here, m: directories (RFC 3659, section 7.5.5).
    guard permissions.lowercased().contains(where: { "cm".contains($0) }) else {
      return findings.note("anybody may log in, and store nothing where a login begins")
    }
    findings.problem(
      "anybody may log in and store files (perm=\(permissions))",
      advice: "let them read only: strangers fill such servers with what they share"
    )
  }

  private static func verb(_ command: String) -> String {
    command.split(separator: " ").first?.uppercased() ?? ""
  }
}
