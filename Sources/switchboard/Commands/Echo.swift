import ArgumentParser
import EventLoops
import SocketAddresses
import SocketServers

/// `switchboard echo`.
struct Echo: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo",
    abstract: "Sends back what it gets, on every kind of address.",
    discussion: """
      Without --listen it listens at \(standardAddress). It prints a line 'listening PROTOCOL \
      ADDRESS' for each address as soon as it accepts, and serves until SIGTERM or SIGINT; then it \
      takes nobody new, and serves who is there for at most the time of --grace. An address that \
      cannot be had is an error, and the others are served; the exit status is 1 then.

      The environment gives what the command line does not: SWITCHBOARD_LISTEN, with spaces \
      between addresses, SWITCHBOARD_UPPER (true or false), and for each option with a value a \
      variable of its name: SWITCHBOARD_LOOPS, SWITCHBOARD_CONNECTIONS_MAX and so on. The limits \
      are those of connections: TCP, TLS and Unix streams, all addresses together.
      """
  )

  /// Where it listens if nobody says otherwise: reached from this machine only.
  static let standardAddress = ListenAddress.tcp(Endpoint(.v4(.loopback), port: 7007))

  @OptionGroup var listen: ListenOption

  @Flag(inversion: .prefixedNo, help: "Answer ASCII letters in upper case. (default: --no-upper)")
  var upper: Bool?

  @OptionGroup var certificate: CertificateOptions
  @OptionGroup(title: "Limits") var limits: LimitsOption
  @OptionGroup var loops: LoopsOption
  @OptionGroup var grace: GraceOption

  func execute() async throws -> ExitStatus {
    let environment = Environment.ofProcess
    let addresses = try listen.addresses(in: environment, or: Self.standardAddress)
    let grace = try grace.duration(in: environment)
    let isUpper = try upper ?? environment.value(of: "upper", BooleanText.read) ?? false
    let count = try loops.count(in: environment)
    let tls = try certificate.server(isNeeded: addresses.contains(where: \.isTLS), in: environment)
    var configuration = Server.Configuration()
    configuration.limits = try limits.limits(
      in: environment,
      descriptors: try DescriptorLimit.raise()
    )
    configuration.rules = try limits.rules(in: environment)
    let proxyProtocol = try limits.proxyProtocol(in: environment)
    let termination = try TerminationRequest()
    let shutdown = try ShutdownRequest()
    let group = try EventLoopGroup(loops: count)
    let echoing = Echoing(
      isUpper: isUpper,
      configuration: configuration,
      proxyProtocol: proxyProtocol,
      tls: tls,
      loops: group,
      shutdown: shutdown
    )
    let run = ServerRun(
      grace: grace,
      loops: group,
      termination: termination,
      shutdown: shutdown
    )
    let status = await withTaskExecutorPreference(group.loops[0]) {
      await run.run { await echoing.bind(addresses) }
    }
    await group.shutdown()
    return status
  }
}
