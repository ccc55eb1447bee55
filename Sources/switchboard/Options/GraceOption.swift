import ArgumentParser

/// `--grace`: how long a server that was asked to end goes on to serve who is there.
struct GraceOption: ParsableArguments {
  /// Where neither the command line nor the environment says anything.
  static let standard = Duration.seconds(10)

  @Option(
    help: ArgumentHelp(
      "How long open connections may go on after SIGTERM or SIGINT. (default: 10s)",
      discussion: "It is \(DurationText.form). A second signal ends everything at once.",
      valueName: "DURATION"
    ),
    transform: DurationText.read
  )
  var grace: Duration?

  /// What is asked for.
  func duration(in environment: Environment) throws(UsageError) -> Duration {
    if let grace { return grace }
    return try environment.value(of: "grace", DurationText.read) ?? Self.standard
  }
}
