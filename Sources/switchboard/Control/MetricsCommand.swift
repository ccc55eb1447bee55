import ArgumentParser

/// `switchboard metrics`.
struct MetricsCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Prints what a running server has counted since its start.",
    discussion: """
      In the text format of Prometheus: sessions, logins and refusals, transfers, bytes, times. \
      For a collector that reads files, have a timer write it to one.
      """
  )
  static let operation: String? = "metrics"

  @OptionGroup var data: DataOption

  func execute() async throws -> ExitStatus {
    let client = ControlClient(folder: try data.folder())
    guard case .metrics(let text) = try client.ask(.metrics) else {
      throw CommandFailure("the server has given another answer")
    }
    try StandardOutput.write(line: String(text.dropLast()))
    return .done
  }
}
