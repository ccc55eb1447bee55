import ArgumentParser
import SystemCalls

/// `switchboard sessions list`, which is `switchboard sessions`.
struct SessionsList: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Shows who is connected, and what they do.",
    discussion: """
      On a terminal it is a table; else a line for each session, with a tab between two of \
      \(SessionRow.columns.joined(separator: ", ")).
      """
  )
  static let operation: String? = "sessions"

  /// How often `--watch` looks.
  private static let watchInterval = Duration.seconds(1)

  @OptionGroup var data: DataOption
  @OptionGroup var output: OutputOptions

  @Flag(help: "Show it again each second, until it is interrupted.")
  var watch = false

  func execute() async throws -> ExitStatus {
    let client = ControlClient(folder: try data.folder())
    var last: [SessionReport] = []
    while true {
      guard case .sessions(let sessions) = try client.ask(.sessions) else {
        throw CommandFailure("the server has given another answer")
      }
      // Up to the left, and all below away: the next picture.
      if watch, System.isTerminal(.output) { try System.write("\u{1b}[H\u{1b}[J", to: .output) }
      try output.write(sessions, columns: SessionRow.columns) { session in
        SessionRow.cells(of: session, since: last.first { $0.id == session.id })
      }
      guard watch else { return .done }
      last = sessions
      try await Task.sleep(for: Self.watchInterval)
    }
  }
}
