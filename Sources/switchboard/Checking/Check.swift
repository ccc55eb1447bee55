import ArgumentParser
import SystemCalls

/// `switchboard check`.
struct Check: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Looks whether a server can be started, or at a server of somebody from outside.",
    discussion: """
      Each finding is a line on standard output: 'problem: WHAT; what to do', 'warning: WHAT; what \
      to do', 'note: WHAT' or 'ok: WHAT'. The exit status is 1 where there is a problem.

      Without URL it looks at configuration, files, certificate and ports of this machine's \
      server, and takes the options of 'switchboard serve'. Nothing is made or changed. What is \
      wrong in the configuration is told, and all else looked at as if it were not there. While \
      a server runs its ports are not looked at.

      With URL (ftp://HOST, ftpes://HOST, ftps://HOST, each with USER@ and :PORT) it looks at what \
      that server shows: greeting, versions of TLS, certificate, features, anonymous access, \
      passwords in the clear, and, logged in, passive addresses, encryption of data and whether \
      it would connect to others. It makes about ten connections, lists the folder where a login \
      begins, and stores nothing. A password is sent only where the certificate is trusted. Look \
      at your own servers, or ask before.
      """
  )

  @Argument(
    help: ArgumentHelp("The server to look at, from outside.", valueName: "URL"),
    transform: RemoteURL.init
  )
  var url: RemoteURL?

  @OptionGroup var data: DataOption
  @OptionGroup var sources: ConfigurationOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "With URL") var remote: RemoteOptions

  func execute() async throws -> ExitStatus {
    let findings = try await findings()
    if output.isJSON {
      try output.writeJSON(findings.all)
    } else {
      for line in findings.lines { try StandardOutput.write(line: line) }
    }
    return findings.hasProblem ? .failed : .done
  }

  private func findings() async throws -> Findings {
    guard let url else { return try ownFindings() }
    guard data.given == nil, sources.isEmpty else {
      throw UsageError("the options of 'switchboard serve' are for a check without URL")
    }
    let probe = try RemoteProbe(url, remote)
    return try await RemoteRun.run { loop in await RemoteCheck(probe: probe, loop: loop).run() }
  }

  private func ownFindings() throws -> Findings {
    let folder = try data.folder()
    let sources = try sources.sources(for: folder)
    var findings = Findings()
    FolderCheck(folder: folder).run(&findings)
    if let settings = Self.settings(sources, &findings) {
      CertificateCheck(folder: folder, settings: settings).run(now: RealTimeClock.now, &findings)
      AccountCheck(folder: folder, settings: settings).run(&findings)
      PathCheck(settings: settings).run(&findings)
      RoomCheck(folder: folder, settings: settings).run(&findings)
      if ControlClient(folder: folder).isServed {
        findings.note("a server runs on \(folder.path); its ports were not looked at")
      } else {
        PortCheck(settings: settings).run(&findings)
      }
    }
    return findings
  }

  private static func settings(
    _ sources: SettingSources,
    _ findings: inout Findings
  ) -> ServeSettings? {
    let advice = "'switchboard configuration' shows every key"
    var mistakes: [ConfigurationError] = []
    defer { for each in mistakes { findings.problem("\(each)", advice: advice) } }
    do {
      return try sources.read { mistake in mistakes.append(mistake) }
    } catch {
      findings.problem("\(error)", advice: advice)
      return nil
    }
  }
}
