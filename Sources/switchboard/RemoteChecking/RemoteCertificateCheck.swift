import EventLoops
import FTPClients
import SwiftASN1
import SystemCalls
import TLS
import X509

/// Whether clients trust a server's certificate, and for how long.
struct RemoteCertificateCheck {
  let probe: RemoteProbe
  let loop: EventLoop
  let now: FileTime

  /// Names of a certificate that are shown.
  private static let namesMax = 5
  /// Bits of the shortest key of RSA that is good.
  private static let bitsMin = 2048

  /// Looks.
  ///
  /// - Parameters:
  ///   - certificate: what the server has shown to somebody who has not verified it.
  ///   - findings: get what is found.
  /// - Returns: whether it is trusted, as the user has asked for.
  func run(_ certificate: TLSCertificate, _ findings: inout Findings) async -> Bool {
    describe(certificate, &findings)
    judgeKey(certificate, &findings)
    do throws(FTPClientError) {
      let client = try await probe.connect(probe.encryption, probe.careful, on: loop)
      await client.quit()
    } catch {
      guard case .tls(.certificate(let fault)) = error else {
        findings.note("whether the certificate is trusted was not seen: \(error)")
        return false
      }
      findings.problem("\(fault)", advice: Self.advice(fault, certificate))
      return false
    }
    judgeTime(certificate, &findings)
    return true
  }

  private func describe(_ certificate: TLSCertificate, _ findings: inout Findings) {
    let names = certificate.hostNames.prefix(Self.namesMax).joined(separator: ", ")
    let whose = names.isEmpty ? certificate.description : names
    let issuer =
      certificate.subject == certificate.issuer ? "itself" : "\"\(certificate.issuer)\""
    let end = DateText.moment(certificate.notAfter)
    findings.note(
      "the certificate is for \(whose), is signed by \(issuer), ends on \(end), and its key has "
        + "the SHA-256 \(certificate.keyPin)"
    )
  }

  private func judgeTime(_ certificate: TLSCertificate, _ findings: inout Findings) {
    let days = (certificate.notAfter - now.seconds) / 86_400
    guard days < CertificateCheck.noticeDays else {
      return findings.good("the certificate is trusted, for \(days) days")
    }
    let end = days < 0 ? "has ended" : "ends in \(days) days"
    findings.warning("the certificate is trusted, but \(end)", advice: "renew it")
  }

  private func judgeKey(_ certificate: TLSCertificate, _ findings: inout Findings) {
    guard let key = Self.key(of: certificate) else { return }
    guard key.hasPrefix("RSA"), let bits = Int(key.dropFirst(3)) else {
      return findings.good("the certificate's key is \(key)")
    }
    guard bits < Self.bitsMin else {
      return findings.good("the certificate's key is RSA of \(bits) bits")
    }
    findings.problem(
      "the certificate's key is RSA of \(bits) bits",
      advice: "make one with \(Self.bitsMin) bits at least"
    )
  }

  /// As `P256` or `RSA2048`; nil for what is not known.
  static func key(of certificate: TLSCertificate) -> String? {
    let parsed = try? Certificate(derEncoded: certificate.der)
    return parsed?.publicKey.description.split(separator: ".").first.map(String.init)
  }

  private static func advice(
    _ fault: TLSCertificateFault,
    _ certificate: TLSCertificate
  ) -> String {
    switch fault {
    case .expired: "renew it, and have the server read it again"
    case .notYetValid: "look at the clocks of both machines"
    case .wrongName: "have clients use one of its names, or get one for this name"
    case .unknownIssuer where certificate.subject == certificate.issuer:
      "get one that others sign, or let clients trust this one (--ca FILE, --pin SHA256)"
    case .unknownIssuer: "send the certificates between it and its root, or give --ca FILE"
    default: "get another"
    }
  }
}
