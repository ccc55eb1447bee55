import EventLoops
import FTPClients
import Synchronization

/// Whether a listing comes through, encrypted, and only for who has asked for it.
struct DataConnectionCheck {
  let login: RemoteLogin
  let loop: EventLoop

  /// One entry is enough.
  private struct Enough: Error {}

  /// How a listing went.
  private struct Listing {
    /// Whether the session of the control connection was resumed; nil in the clear.
    var isResumed: Bool?
    var failure: FTPClientError?
  }

  func run(_ findings: inout Findings) async {
    let listing = await list(resumes: true)
    if let failure = listing.failure {
      return findings.problem(
        "a listing fails: \(failure)",
        advice: "look at its log, and at its passive ports in the firewall"
      )
    }
    findings.good("a listing comes through\(listing.isResumed == nil ? ", in the clear" : "")")
    guard let isResumed = listing.isResumed else { return }
    await judge(isResumed: isResumed, &findings)
    await tryInTheClear(&findings)
  }

  /// Whether a data connection must show that it is the same client's.
  private func judge(isResumed: Bool, _ findings: inout Findings) async {
    guard isResumed else {
      return findings.note(
        "data connections do not resume the TLS session, which would show whose they are"
      )
    }
    let other = await list(resumes: false)
    if let failure = other.failure {
      findings.good("data connections must resume the TLS session (else: \(failure))")
    } else {
      findings.note("data connections may resume the TLS session, and need not")
    }
  }

  private func list(resumes: Bool) async -> Listing {
    let seen = Mutex<Bool?>(nil)
    do throws(FTPClientError) {
      let client = try await login.open(
        resumes: resumes,
        report: { event in
          guard case .encrypted(let negotiated, isData: true) = event else { return }
          seen.withLock { $0 = negotiated.isResumed }
        },
        on: loop
      )
      do throws(FTPClientError) {
        try await client.list("") { _ in throw Enough() }
      } catch {
        await client.close()
        guard case .handler(let cause) = error, cause is Enough else { throw error }
      }
      await client.quit()
      return Listing(isResumed: seen.withLock(\.self))
    } catch {
      return Listing(isResumed: seen.withLock(\.self), failure: error)
    }
  }

  private func tryInTheClear(_ findings: inout Findings) async {
    do throws(FTPClientError) {
      let client = try await login.open(on: loop)
      let reply = try await client.probe("PROT C")
      await client.quit()
      if reply.isSuccess {
        findings.warning(
          "files may be sent in the clear (PROT C) though the login is encrypted",
          advice: "require TLS for data ('require-tls: data' in switchboard.yaml)"
        )
      } else {
        findings.good("files are never sent in the clear (PROT C: \(reply.code))")
      }
    } catch {
      findings.note("whether files may be sent in the clear was not seen: \(error)")
    }
  }
}
