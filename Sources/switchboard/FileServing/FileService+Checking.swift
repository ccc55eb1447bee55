import SystemCalls
import TLS

// What 'switchboard check' would find, at the start and when the configuration is read again.
extension FileService {
  /// Requires that what is to be written can be, and what is to be served is there: a server
  /// without its logs would be found out too late.
  ///
  /// - Throws: `CommandFailure`.
  static func requirePaths(_ settings: ServeSettings) throws(CommandFailure) {
    var findings = Findings()
    PathCheck(settings: settings).run(&findings)
    if let problem = findings.problems.first { throw CommandFailure(problem.text) }
  }

  /// Tells what is wrong and lets serve all the same: a certificate that ends, files open to
  /// others.
  func tellProblems(_ identity: TLSIdentity, _ settings: ServeSettings) {
    var findings = Findings()
    FolderCheck(folder: folder).run(&findings)
    CertificateCheck(folder: folder, settings: settings).judge(
      identity.certificate,
      folder.certificateFile(settings),
      RealTimeClock.now.seconds,
      &findings
    )
    for problem in findings.problems { log.tell(Complaint(problem.text)) }
  }
}
