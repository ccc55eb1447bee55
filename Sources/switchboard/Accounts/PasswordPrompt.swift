import Accounts
import SystemCalls

/// Asks for a new password on the terminal, twice, without showing it.
struct PasswordPrompt {
  /// Asks.
  ///
  /// - Parameter name: whose it is.
  /// - Returns: what was typed, both times.
  /// - Throws: `CommandFailure` where the two differ, or the terminal fails; `Interrupted`.
  func ask(for name: String) throws -> [UInt8] {
    let first = try answer(to: "Password for \(name): ")
    let second = try answer(to: "The same again: ")
    guard first == second else { throw CommandFailure("the two passwords differ") }
    return first
  }

  private func answer(to question: String) throws -> [UInt8] {
    do throws(Errno) {
      try System.write(question, to: .error)
      let mode = try System.getTerminalMode(.input)
      try System.setTerminalMode(.input, mode.hidingInput)
      // What it was before is what the shell expects; where that fails nobody can help.
      defer { try? System.setTerminalMode(.input, mode) }
      let line = try StandardInput.line(
        bytesMax: AccountLimits.passwordBytesMax + 1,
        endingAt: mode.interruptKey
      )
      try System.write("\n", to: .error)
      guard line.last != mode.interruptKey else { return try interrupted() }
      return line
    } catch {
      guard error != .interrupted else { throw Interrupted() }
      throw CommandFailure("ask for the password: \(error)")
    }
  }

  private func interrupted() throws(Errno) -> [UInt8] { throw .interrupted }
}
