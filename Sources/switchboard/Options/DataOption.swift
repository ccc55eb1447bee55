import ArgumentParser
import SystemCalls

/// `--data`: the folder of the server's files.
struct DataOption: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "The folder with configuration, accounts and homes; what is missing in it is made.",
      discussion: """
        By default /var/lib/switchboard for root, else $XDG_DATA_HOME/switchboard, or \
        ~/.local/share/switchboard. Environment: SWITCHBOARD_DATA.
        """,
      valueName: "DIR"
    ),
    transform: DataFolder.init
  )
  var given: DataFolder?

  /// The folder that is meant.
  func folder(in environment: Environment = .ofProcess) throws(UsageError) -> DataFolder {
    if let folder = try environment.value(given, "data", DataFolder.init) { return folder }
    return try DataFolder.standard(
      System.getenv,
      isRoot: ProcessIdentity.current.userID == 0
    )
  }
}
