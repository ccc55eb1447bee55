import ArgumentParser

/// `switchboard sessions end`.
struct SessionsEnd: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "end",
    abstract: "Ends sessions of a running server, by their numbers."
  )
  static let operation: String? = "sessions end"

  @Argument(help: "The number that 'switchboard sessions' shows.")
  var id: [UInt64]

  @OptionGroup var data: DataOption

  func execute() async throws -> ExitStatus {
    let client = ControlClient(folder: try data.folder())
    return Self.each(id) { id in
      guard case .ended(true) = try client.ask(.end(id: id)) else {
        throw CommandFailure("there is no session \(id)")
      }
    }
  }
}
