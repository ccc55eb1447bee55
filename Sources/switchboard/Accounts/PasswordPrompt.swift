import Accounts
import SystemCalls

/// Asks for a password on the terminal, without showing it.
struct PasswordPrompt {
  /// Asks.
  ///
  /// - Parameters:
  ///   - name: whose it is.
  ///   - isNew: whether nobody knows it yet: then it must be typed twice.
  /// - Returns: what was typed.
  /// - Throws: `CommandFailure` where the two differ, or the terminal fails; `Interrupted`.
  func ask(for name: String, isNew: Bool = true) throws -> [UInt8] {
    let first = try answer(to: "Password for \(name): ")
    guard isNew else { return first }
    let second = try answer(to: "The same again: ")
    guard first == second else { throw CommandFailure("the two passwords differ") }
    return first
  }

  private func answer(to question: String) throws -> [UInt8] {
    do throws(Errno) {
      let mode = try System.getTerminalMode(.input)
      // Before the question: what is typed before this is thrown away, and shown.
      try System.setTerminalMode(.input, mode.hidingInput)
      // What it was before is what the shell expects; where that fails nobody can help.
      defer { try? System.setTerminalMode(.input, mode) }
      try System.write(question, to: .error)
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
