import EventLoops
import FTPClients
import SocketAddresses
import SystemCalls
import TLS

/// A look at a server from outside, one thing after the other.
struct RemoteCheck {
  let probe: RemoteProbe
  let loop: EventLoop

  /// Looks at everything.
  ///
  /// - Returns: what is found; a server that cannot be reached is a finding too.
  func run() async -> Findings {
    var findings = Findings()
    guard let first = await firstLook(&findings) else { return findings }
    let seen = await EncryptionCheck(probe: probe, loop: loop).run(&findings)
    if probe.url.scheme != .ftps { judgeClearText(first, seen, &findings) }
    var isTrusted = false
    if let certificate = seen.certificate {
      let check = RemoteCertificateCheck(probe: probe, loop: loop, now: RealTimeClock.now)
      isTrusted = await check.run(certificate, &findings)
    }
    if let features = first.features { FeatureCheck(features: features).run(&findings) }
    let login = await login(hasTLS: seen.isOffered, isTrusted: isTrusted, &findings)
    if let login { await InsideCheck(login: login, loop: loop).run(&findings) }
    return findings
  }

  /// What a connection shows before anybody logs in.
  private struct FirstLook {
    /// Nil where nobody knows.
    var features: FTPFeatures?
    /// Whether a user's name was taken without TLS; nil where nobody knows.
    var takesNames: Bool?
  }

  private func firstLook(_ findings: inout Findings) async -> FirstLook? {
    do throws(FTPClientError) {
      let client = try await probe.connect(on: loop)
      findings.good("\(probe.url.endpoint) answers at \(client.peerAddress)")
      GreetingCheck(greeting: client.greeting).run(&findings)
      var look = FirstLook(features: try await client.probeFeatures())
      if !client.isEncrypted { look.takesNames = try await takesNames(client) }
      await client.quit()
      return look
    } catch {
      let advice: String
      switch error {
      // What is wrong there is seen again, and told, where TLS is looked at.
      case .tls: return FirstLook()
      case .closedByServer, .refused: advice = "look whether it is full, or has banned you"
      case .connect, .timedOut: advice = "look whether it runs, at its address and its firewall"
      default: advice = "look whether this is a server of FTP, and at its log"
      }
      findings.problem("\(error)", advice: advice)
      return nil
    }
  }

  /// Whether a name, which nobody has, is taken without TLS.
  ///
  /// No password follows.
  private func takesNames(_ client: FTPClient) async throws(FTPClientError) -> Bool {
    do throws(FTPClientError) {
      let reply = try await client.probe("USER switchboard-check")
      return [230, 232, 331, 332].contains(reply.code)
    } catch {
      guard case .closedByServer = error else { throw error }
      return false
    }
  }

  private func judgeClearText(
    _ first: FirstLook,
    _ seen: EncryptionCheck.Seen,
    _ findings: inout Findings
  ) {
    if !seen.isOffered {
      findings.problem(
        "it offers no TLS: names, passwords and files cross the network in the clear",
        advice: "give it a certificate, and have it offer AUTH TLS"
      )
    } else if first.takesNames == true {
      findings.warning(
        "passwords are taken without TLS: they can cross the network in the clear",
        advice: "require TLS for logins ('require-tls: login' in switchboard.yaml)"
      )
    } else if first.takesNames == false {
      findings.good("nobody logs in without TLS")
    }
  }

  /// Who looks at what only those see who have logged in: who was named, or anybody who may.
  private func login(
    hasTLS: Bool,
    isTrusted: Bool,
    _ findings: inout Findings
  ) async -> RemoteLogin? {
    let anybody = RemoteLogin(
      probe: probe,
      credentials: .anonymous,
      security: hasTLS ? probe.encryption : .none,
      tls: hasTLS ? probe.careless : nil
    )
    let isOpen = await AnonymousCheck(login: anybody, loop: loop).run(&findings)
    guard let credentials = probe.credentials else {
      if isOpen { return anybody }
      findings.note("not logged in, so no more was seen: name a user in the URL")
      return nil
    }
    guard isTrusted else {
      findings.note(
        hasTLS
          ? "not logged in: the password goes to nobody whose certificate is not trusted"
          : "not logged in: the password would cross the network in the clear"
      )
      return isOpen ? anybody : nil
    }
    return RemoteLogin(
      probe: probe,
      credentials: credentials,
      security: probe.encryption,
      tls: probe.careful
    )
  }
}
