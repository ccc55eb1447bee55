import ArgumentParser
import SystemCalls

/// The tool: what it is called with decides which of its commands runs.
@main
struct Switchboard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switchboard",
    abstract: "Servers and clients on sockets.",
    discussion: """
      Exit status: 0 done, 1 failed, 2 wrong usage. What went wrong is said on standard error, in \
      one line.
      """,
    version: ToolVersion.current,
    subcommands: [
      Serve.self, AccountCommand.self, SessionsCommand.self, BansCommand.self, MetricsCommand.self,
      Check.self, ConfigurationCommand.self, Get.self, Put.self, Mirror.self, ListRemote.self,
      MakeRemoteFolders.self, RemoveRemote.self, MoveRemote.self, Echo.self,
    ]
  )

  static func main() async {
    System.openMissingStandardStreams()
    // Writing to who has gone is an error to be told, and not the end.
    System.ignorePipeSignal()
    let status = await CommandRun(CommandLine.arguments.dropFirst()).status()
    System.exit(status.rawValue)
  }
}
