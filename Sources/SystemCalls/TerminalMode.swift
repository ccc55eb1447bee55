internal import CPlatform
internal import Glibc

/// How a terminal treats what is typed: `struct termios` of termios(3).
package struct TerminalMode: Sendable {
  var mode: termios

  /// All zero: no terminal's.
  package init() {
    mode = termios()
  }

  /// The same, but what is typed is not shown, and the key of SIGINT raises no signal: it ends the
  /// line, and is its last byte.
  package var hidingInput: TerminalMode {
    var result = self
    // SAFETY: the function changes one `struct termios`, which lives in this frame.
    unsafe cplatform_hide_input(&result.mode)
    return result
  }

  /// The byte that the key of SIGINT stands for, normally 3 (`^C`).
  package var interruptKey: UInt8 {
    var mode = mode
    // SAFETY: the function reads one `struct termios`, which lives in this frame.
    return unsafe cplatform_interrupt_key(&mode)
  }
}
