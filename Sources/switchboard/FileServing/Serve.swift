import ArgumentParser
import EventLoops
import SocketAddresses
import SocketServers
import Sockets
import SystemCalls

/// `switchboard serve`.
struct Serve: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves files to the accounts of a data folder, by FTP and FTPS.",
    discussion: """
      What is missing in the data folder is made: a first run needs nothing. Where there is no \
      account yet it makes one, admin, and shows its password on a terminal, or else writes it to \
      DATA/first-login. It prints a line 'listening PROTOCOL ADDRESS' for each address as soon as \
      it accepts. An address that cannot be had is an error, and the others are served.

      SIGTERM and SIGINT end it: it takes nobody new, and serves who is there for at most the time \
      of --grace; a second one ends it at once. SIGHUP has it read its configuration and its \
      certificate again; sessions go on.

      Each key of the configuration is an option too, and a variable of the environment: \
      --idle-timeout 5m, SWITCHBOARD_IDLE_TIMEOUT=5m. 'switchboard configuration' lists them all. \
      Options come before the environment, and that before the file.
      """
  )

  @OptionGroup var data: DataOption
  @OptionGroup var sources: ConfigurationOptions

  func execute() async throws -> ExitStatus {
    let folder = try data.folder()
    let sources = try sources.sources(for: folder)
    // Nothing is made where the command line makes no sense.
    try sources.words()
    guard !ControlClient(folder: folder).isServed else {
      throw CommandFailure(
        "a server runs on \(folder.path) already: 'switchboard sessions' shows it"
      )
    }
    try folder.make()
    let settings = try sources.read()
    let identity = try folder.identity(settings)
    // Until here there is one thread: what is given up is given up by all.
    let privileges = try Privileges(for: settings)
    let ports = privileges.user == nil ? nil : OpenedPorts(for: settings)
    try privileges.giveUp(reaching: folder, settings, configurationFile: sources.file)
    // The modes of the configuration are exact.
    System.setFileModeMask(0)
    try DescriptorLimit.raise()
    let termination = try TerminationRequest()
    let service = try FileService(
      folder: folder,
      sources: sources,
      settings: settings,
      identity: identity,
      ports: ports
    )
    let run = ServerRun(
      grace: settings.grace,
      loops: service.loops,
      termination: termination,
      shutdown: service.shutdown
    )
    let status = await withTaskExecutorPreference(service.loops.loops[0]) {
      await run.run { await service.bind() }
    }
    await service.loops.shutdown()
    service.log.close()
    return status
  }
}
