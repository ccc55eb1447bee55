public import ArgumentParser
import Foundation

/// What every program of the tutorials does around its work: parse, run, and end as a command should.
///
/// Exit status 0 is done, 1 failed, 2 wrong usage; an interrupted client ends with 130. An error is one
/// line on standard error that begins with the program's name.
public enum TutorialProgram {
  /// Runs the program whose command line is `command`, and ends the process.
  public static func main(_ command: any ParsableCommand.Type) -> Never {
    signal(SIGPIPE, SIG_IGN)
    do {
      var parsed = try command.parseAsRoot()
      run(&parsed, of: command)
    } catch {
      let isHelp = command.exitCode(for: error) == .success
      write(command.fullMessage(for: error), to: isHelp ? .standardOutput : .standardError)
      exit(isHelp ? 0 : 2)
    }
  }

  /// Ends an interrupted client with the status that shells give a process that SIGINT ended.
  public static func exitWhenInterrupted() {
    signal(SIGINT) { _ in _exit(130) }
  }

  /// Writes a line on standard error.
  public static func log(_ line: String) {
    write(line, to: .standardError)
  }

  /// Writes a line on standard output at once; one that nobody reads any more is lost quietly.
  public static func output(_ line: String) {
    write(line, to: .standardOutput)
  }

  private static func run(
    _ parsed: inout any ParsableCommand,
    of command: any ParsableCommand.Type
  ) -> Never {
    do {
      try parsed.run()
      exit(0)
    } catch let error as ExitCode {
      exit(error.rawValue)
    } catch let error as ValidationError {
      log("\(name(of: command)): \(error.message)")
      exit(2)
    } catch where command.exitCode(for: error) == .success {
      // Without a subcommand the parser's answer is its help.
      log(command.fullMessage(for: error))
      exit(2)
    } catch {
      log("\(name(of: command)): \(text(of: error))")
      exit(1)
    }
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "example"
  }

  /// One line for any error, Foundation's with their long descriptions included.
  public static func text(of error: any Error) -> String {
    guard let error = error as? CocoaError else { return String(describing: error) }
    return error.localizedDescription
  }

  private static func write(_ line: String, to file: FileHandle) {
    try? file.write(contentsOf: Data((line + "\n").utf8))
  }
}
