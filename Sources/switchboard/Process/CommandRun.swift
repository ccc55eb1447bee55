import ArgumentParser

/// One run of the tool, from its arguments to its exit status.
struct CommandRun {
  private let arguments: [String]

  /// - Parameter arguments: what follows the program's name.
  init(_ arguments: some Sequence<String>) {
    self.arguments = Array(arguments)
  }

  /// Does what is asked, and tells what went wrong.
  func status() async -> ExitStatus {
    do {
      var command = try Switchboard.parseAsRoot(arguments)
      if let command = command as? any ToolCommand { return try await command.execute() }
      guard !(command is Switchboard) else {
        return refuse("a command is missing", help: "switchboard --help")
      }
      // What remains is the parser's own: help, which it throws.
      try command.run()
      return .done
    } catch let error as UsageError {
      return refuse(error.reason)
    } catch  where Switchboard.exitCode(for: error) == .success {
      return answer(Switchboard.fullMessage(for: error))
    } catch  where Switchboard.exitCode(for: error) == .validationFailure {
      return refuse(Switchboard.message(for: error))
    } catch {
      Complaint(error).tell()
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
    let names = Switchboard.configuration.subcommands.map { $0.configuration.commandName }
    let command = arguments.first.flatMap { names.contains($0) ? " \($0)" : nil } ?? ""
    return refuse(words, help: "switchboard\(command) --help")
  }

  private func refuse(_ words: String, help: String) -> ExitStatus {
    Complaint("\(words) (\(help) tells more)").tell()
    return .usage
  }
}
