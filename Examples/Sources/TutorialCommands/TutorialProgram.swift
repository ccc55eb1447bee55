public import ArgumentParser
import Foundation

/// What every program of the tutorials does around its work: parse, run, and end as a command
/// should.
///
/// Exit status 0 is done, 1 failed, 2 wrong usage; an interrupted client ends with 130. An error is
/// one line on standard error that begins with the program's name.
public enum TutorialProgram {
  /// Runs the program whose command line is `command`, and ends the process.
  public static func main(_ command: any ParsableCommand.Type) -> Never {
    // A handler, and not SIG_IGN: the commands that a server runs would inherit that.
    signal(SIGPIPE) { _ in }
    unblockSignals()
    exit(status(of: command))
  }

  /// Makes every signal arrive, also where the parent had blocked it.
  ///
  /// The threads of libdispatch block nearly all, and what is started from one inherits that: such
  /// a server could not be ended, and neither could what it starts.
  private static func unblockSignals() {
    var none = sigset_t()
    // SAFETY: the calls write and read the set, which lives until they return.
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
  }

  /// Ends an interrupted client with the status that shells give a process that SIGINT ended.
  ///
  /// To be called once, before there are other threads: they must not take the signal.
  ///
  /// - Parameter cleanUp: what is to be done before, on a thread of its own.
  public static func exitWhenInterrupted(after cleanUp: @escaping @Sendable () -> Void = {}) {
    var interruption = sigset_t()
    // SAFETY: the calls read and write the set and the number, which live until they return.
    unsafe sigemptyset(&interruption)
    unsafe sigaddset(&interruption, SIGINT)
    unsafe pthread_sigmask(SIG_BLOCK, &interruption, nil)
    Thread.detachNewThread { [interruption] in
      var interruption = interruption
      var number: Int32 = 0
      // SAFETY: as above.
      unsafe sigwait(&interruption, &number)
      cleanUp()
      _exit(130)
    }
  }

  /// Writes a line on standard error; one that nobody reads is lost quietly.
  public static func log(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Writes an error on standard error, after the program's name.
  public static func complain(_ words: String) {
    log(complaint(words))
  }

  /// The line that tells an error.
  static func complaint(_ words: String) -> String { "\(name): \(words)" }

  /// One line for any error.
  public static func text(of error: any Error) -> String {
    // Foundation's own words are several sentences; the system's say why.
    let cause = (error as? CocoaError)?.underlying as? POSIXError
    let words = cause.map { systemMessage($0.code.rawValue) } ?? String(describing: error)
    return words.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func status(of command: any ParsableCommand.Type) -> Int32 {
    var parsed: any ParsableCommand
    do { parsed = try command.parseAsRoot() } catch { return refuse(error, of: command) }
    guard type(of: parsed) != command else {
      return complainOfUsage("Missing subcommand 'server' or 'client'")
    }
    do {
      try parsed.run()
      return 0
    } catch let error as ValidationError {
      return complainOfUsage(error.message)
    } catch let error as ExitCode {
      return error.rawValue
    } catch StandardOutput.Failure.nobodyReads {
      return 0
    } catch  where command.exitCode(for: error) == .success {
      return help(command.fullMessage(for: error))
    } catch {
      complain(text(of: error))
      return 1
    }
  }

  private static func refuse(_ error: any Error, of command: any ParsableCommand.Type) -> Int32 {
    guard command.exitCode(for: error) != .success else {
      return help(command.fullMessage(for: error))
    }
    return complainOfUsage(command.message(for: error))
  }

  private static func help(_ text: String) -> Int32 {
    try? StandardOutput.write(line: text)
    return 0
  }

  private static func complainOfUsage(_ words: String) -> Int32 {
    let subcommand = CommandLine.arguments.dropFirst().first { $0 == "server" || $0 == "client" }
    let helpCommand = [name, subcommand, "--help"].compactMap(\.self).joined(separator: " ")
    let line = words.split(whereSeparator: \.isNewline).joined(separator: " ")
    complain("\(line) (\(helpCommand) tells more)")
    return 2
  }

  private static var name: String {
    URL(fileURLWithPath: CommandLine.arguments.first ?? "example").lastPathComponent
  }
}
