import SystemCalls
import TLS

/// Whether the certificate can be read, belongs to its key, and is good for some time.
struct CertificateCheck {
  let folder: DataFolder
  let settings: ServeSettings

  /// How long before its end a certificate should be renewed, in days.
  static let noticeDays: Int64 = 21

  /// Looks.
  ///
  /// - Parameters:
  ///   - now: the moment.
  ///   - findings: get what is found.
  func run(now: FileTime, _ findings: inout Findings) {
    let path = folder.certificateFile(settings)
    let isMade = settings.tlsCertificate == nil && settings.tlsKey == nil
    let isMissing = [path, folder.keyFile(settings)].allSatisfy {
      (try? System.lstat(Array($0.utf8))) == nil
    }
    if isMade, isMissing {
      return findings.note("\(path) is not there yet: 'switchboard serve' makes it")
    }
    do throws(TLSConfigurationError) {
      let certificate = try folder.identity(settings).certificate
      judge(certificate, path, now.seconds, &findings)
    } catch {
      findings.problem(
        "\(error)",
        advice: "give a certificate with its key"
          + (isMade ? ", or remove both from \(folder.tlsFolder)" : "")
      )
    }
  }

  /// Whether a certificate holds now, and for some time.
  func judge(
    _ certificate: TLSCertificate,
    _ path: String,
    _ now: Int64,
    _ findings: inout Findings
  ) {
    let end = DateText.moment(certificate.notAfter)
    let renew = "put a new one there, and send the server SIGHUP"
    if certificate.notBefore > now {
      let start = DateText.moment(certificate.notBefore)
      findings.problem("\(path) begins on \(start)", advice: "set the clock right")
    } else if certificate.notAfter <= now {
      findings.problem("\(path) has ended on \(end)", advice: renew)
    } else if certificate.notAfter - now < Self.noticeDays * 86_400 {
      findings.problem("\(path) ends on \(end)", advice: renew)
    }
    if certificate.subject == certificate.issuer {
      findings.note("\(path) is signed by itself: clients must be told to trust it")
    }
  }
}
