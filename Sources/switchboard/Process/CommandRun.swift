import ArgumentParser

/// One run of the tool, from its arguments to its exit status.
struct CommandRun {
  /// Commands whose options are the configuration's keys.
  private static let commandsWithKeys = ["serve", "check"]

  private let arguments: [String]

  /// - Parameter arguments: what follows the program's name.
  init(_ arguments: some Sequence<String>) {
    let words = Array(arguments)
    let hasKeys = words.first.map(Self.commandsWithKeys.contains) ?? false
    let plain = hasKeys ? ConfigurationOptions.rewritten(words) : words
    self.arguments =
      words.first == Mirror.configuration.commandName
      ? FilterOptions.numbered(plain) : plain
  }

  /// Does what is asked, and tells what went wrong.
  func status() async -> ExitStatus {
    do {
      var command = try Switchboard.parseAsRoot(arguments)
      if let command = command as? any ToolCommand { return await status(of: command) }
      guard type(of: command).configuration.subcommands.isEmpty else {
        return refuse("a command is missing")
      }
      // What remains is the parser's own: help, which it throws.
      try command.run()
      return .done
    } catch  where Switchboard.exitCode(for: error) == .success {
      return answer(Switchboard.fullMessage(for: error))
    } catch  where Switchboard.exitCode(for: error) == .validationFailure {
      return refuse(Switchboard.message(for: error))
    } catch let error as UsageError {
      return refuse(error.reason)
    } catch {
      Complaint(error).tell()
      return .failed
    }
  }

  private func status(of command: some ToolCommand) async -> ExitStatus {
    do {
      return try await command.execute()
    } catch let error as UsageError {
      return refuse(error.reason)
    } catch is Interrupted {
      return .interrupted
    } catch {
      Complaint(error, during: type(of: command).operation).tell()
      return .failed
    }
  }

  /// Help, or what else was asked of the parser itself.
  private func answer(_ text: String) -> ExitStatus {
    do throws(OutputError) {
      try StandardOutput.write(line: text)
      return .done
    } catch {
      Complaint(error).tell()
      return .failed
    }
  }

  private func refuse(_ words: String) -> ExitStatus {
    Complaint("\(words) (\(name) --help tells more)").tell()
    return .usage
  }

  /// The command that was meant, as far as it can be told: `switchboard account add`.
  private var name: String {
    var name = "switchboard"
    var commands = Switchboard.configuration.subcommands
    for argument in arguments {
      let meant = commands.first { $0.configuration.commandName == argument }
      guard let meant else { break }
      name += " " + argument
      commands = meant.configuration.subcommands
    }
    return name
  }
}
