import ArgumentParser
import SystemCalls

/// `switchboard check`.
struct Check: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Looks whether a server can be started: configuration, files, certificate, ports.",
    discussion: """
      Each finding is a line 'problem: WHAT; what to do' or 'note: WHAT' on standard output. The \
      exit status is 1 where there is a problem. Nothing is made or changed. What is wrong in the \
      configuration is told, and all else looked at as if it were not there. While a server runs \
      its ports are not looked at. It takes the options of 'switchboard serve'.
      """
  )

  @OptionGroup var data: DataOption
  @OptionGroup var sources: ConfigurationOptions

  func execute() async throws -> ExitStatus {
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
    for line in findings.lines { try StandardOutput.write(line: line) }
    return findings.hasProblem ? .failed : .done
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
