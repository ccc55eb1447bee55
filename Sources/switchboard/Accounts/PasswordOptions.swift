import Accounts
import ArgumentParser
import SystemCalls

/// Where a password comes from: a terminal, or standard input.
struct PasswordOptions: ParsableArguments {
  @Flag(help: "Read the password from standard input: its first line.")
  var passwordStdin = false

  /// Makes sure that there is somebody to ask.
  ///
  /// - Throws: `UsageError`.
  func requireSource() throws(UsageError) {
    guard passwordStdin || System.isTerminal(.input) else {
      throw UsageError("there is no terminal to ask for the password: give --password-stdin")
    }
  }

  /// Reads the password; blocks until it has come.
  ///
  /// - Parameter name: whose it is.
  /// - Returns: 1 to `AccountLimits.passwordBytesMax` bytes.
  /// - Throws: `CommandFailure`; `Interrupted` where ^C was typed.
  func read(for name: String) throws -> [UInt8] {
    let password =
      passwordStdin
      ? try StandardInput.firstLine(bytesMax: AccountLimits.passwordBytesMax + 1)
      : try PasswordPrompt().ask(for: name)
    guard !password.isEmpty else { throw AccountError.passwordEmpty }
    guard password.count <= AccountLimits.passwordBytesMax else {
      throw AccountError.passwordTooLong
    }
    return password
  }
}
