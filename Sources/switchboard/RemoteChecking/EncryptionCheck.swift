import EventLoops
import FTPClients
import TLS

/// Which versions of TLS a server speaks.
struct EncryptionCheck {
  let probe: RemoteProbe
  let loop: EventLoop

  /// What was seen.
  struct Seen {
    /// Whether there is any TLS.
    var isOffered = false
    /// The server's own; nil where it has shown none.
    var certificate: TLSCertificate?
  }

  func run(_ findings: inout Findings) async -> Seen {
    var seen = Seen()
    var versions: [TLSVersion] = []
    var cipher = ""
    for version in [TLSVersion.tls13, .tls12] where !versions.contains(version) {
      do throws(FTPClientError) {
        let client = try await probe.connectAnyhow(upTo: version, on: loop)
        if let negotiated = client.negotiated {
          versions.append(negotiated.version)
          if cipher.isEmpty { cipher = negotiated.cipher }
        }
        seen.certificate = seen.certificate ?? client.peerCertificates.first
        await client.quit()
      } catch {
        // A server without AUTH TLS needs not be asked twice.
        if case .refused = error { return seen }
        guard version == .tls12, versions.isEmpty else { continue }
        findings.problem(
          "TLS cannot be begun: \(error)",
          advice: "have it speak TLS 1.2 or 1.3, and look at its log"
        )
      }
    }
    seen.isOffered = !versions.isEmpty
    judge(versions, cipher, &findings)
    await lookForOldVersions(&seen, &findings)
    return seen
  }

  private func judge(_ versions: [TLSVersion], _ cipher: String, _ findings: inout Findings) {
    guard !versions.isEmpty else { return }
    let names = versions.map(\.description).joined(separator: " and ")
    guard versions.contains(.tls13) else {
      return findings.warning(
        "\(names) is its newest version (\(cipher))",
        advice: "offer TLS 1.3: it hides more, and needs a round trip less"
      )
    }
    findings.good("it speaks \(names) (\(cipher))")
  }

  private func lookForOldVersions(_ seen: inout Seen, _ findings: inout Findings) async {
    var accepted: [String] = []
    for version in OldTLSVersion.allCases {
      do throws(FTPClientError) {
        guard let isAccepted = try await accepts(version) else { return }
        if isAccepted { accepted.append(version.description) }
      } catch {
        return findings.note("whether it speaks \(version) was not seen: \(error)")
      }
    }
    if accepted.isEmpty {
      if seen.isOffered { findings.good("it speaks neither TLS 1.0 nor TLS 1.1") }
    } else {
      seen.isOffered = true
      findings.problem(
        "it accepts \(accepted.joined(separator: " and ")), which RFC 8996 forbids",
        advice: "make TLS 1.2 its lowest version"
      )
    }
  }

  /// Whether a version is accepted; nil where there is no TLS.
  private func accepts(_ version: OldTLSVersion) async throws(FTPClientError) -> Bool? {
    let hello = OldTLSHello(version: version, serverName: probe.url.endpoint.host)
    guard probe.encryption == .explicitTLS else {
      return try await hello.isAnswered(to: probe.url.endpoint, on: loop)
    }
    let client = try await probe.connect(on: loop)
    guard let transport = try await client.giveAway(after: "AUTH TLS") else { return nil }
    return await hello.isAnswered(over: transport)
  }
}
