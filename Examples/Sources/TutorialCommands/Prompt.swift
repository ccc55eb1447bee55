import Foundation

/// Messages from the command line, or where it has none, lines from standard input.
///
/// The tutorials' prompt `>>:` shows on a terminal only. Blank lines are passed over, the end of input
/// is the end.
public struct Prompt: Sequence, IteratorProtocol {
  private var arguments: ArraySlice<String>
  private let isInteractive: Bool

  /// Messages out of `arguments`, or standard input where there are none.
  public init(_ arguments: [String]) {
    self.arguments = arguments[...]
    isInteractive = arguments.isEmpty
  }

  /// The next message; nil when there is none left.
  public mutating func next() -> String? {
    guard isInteractive else { return arguments.popFirst() }
    while true {
      if isatty(STDIN_FILENO) == 1 {
        try? FileHandle.standardOutput.write(contentsOf: Data(">>:".utf8))
      }
      guard let line = readLine() else { return nil }
      let message = line.trimmingCharacters(in: .whitespaces)
      if !message.isEmpty { return message }
    }
  }
}
