import ArgumentParser

/// `switchboard configuration`.
struct ConfigurationCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "configuration",
    abstract: "Prints every key of the configuration, with its default: the file of a first run."
  )

  @Flag(help: "Print the page of documentation instead.")
  var markdown = false

  func execute() async throws -> ExitStatus {
    let text = markdown ? ConfigurationText.page : ConfigurationText.file
    try StandardOutput.write(line: String(text.dropLast()))
    return .done
  }
}
