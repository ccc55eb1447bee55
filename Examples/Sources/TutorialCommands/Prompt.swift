import Foundation

/// Messages from the command line, or where it has none, lines from standard input.
///
/// The tutorials' prompt `>>:` shows on a terminal only. Blank lines are passed over, the end of
/// input is the end. So is an empty argument passed over: a stream cannot carry an empty message.
public struct Prompt: Sequence, IteratorProtocol {
  private var arguments: ArraySlice<String>
  private let readsInput: Bool
  private let isInteractive = isatty(STDIN_FILENO) == 1 && StandardOutput.isTerminal

  /// Messages out of `arguments`, or standard input where there are none.
  ///
  /// - Parameters:
  ///   - arguments: what the command line has after the address.
  ///   - keepsEmpty: whether an empty argument is a message, as it is for datagrams.
  public init(_ arguments: [String], keepsEmpty: Bool = false) {
    self.arguments = arguments.filter { keepsEmpty || !$0.isEmpty }[...]
    readsInput = arguments.isEmpty
  }

  /// The next message; nil when there is none left.
  public mutating func next() -> String? {
    guard readsInput else { return arguments.popFirst() }
    while true {
      show(">>:")
      guard let line = readLine() else {
        show("\n")
        return nil
      }
      let message = line.trimmingCharacters(in: .whitespaces)
      if !message.isEmpty { return message }
    }
  }

  private func show(_ text: String) {
    guard isInteractive else { return }
    // Where the terminal has gone, the next line of input is the end.
    try? StandardOutput.write(text.utf8)
  }
}
