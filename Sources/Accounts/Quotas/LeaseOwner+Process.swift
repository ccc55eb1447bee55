// Numbers of processes are used again, so a process is known by when it began, too, and that by
// when the machine did. proc(5) tells both.
extension LeaseOwner {
  /// This process, as an owner that no other has been.
  package static func current() -> Self {
    let process = ProcessBirth.current.map(\.text) ?? "unknown"
    return Self(text: "\(process) \(UInt64.random(in: .min ... .max))")
  }

  /// Whether the owner's process still runs; false where nobody can tell.
  ///
  /// Processes that share a store must see each other in /proc, as those of one machine or one
  /// container do.
  package var isRunning: Bool {
    let words = text.split(separator: " ")
    guard words.count == 2, let process = ProcessBirth(String(words[0])) else { return false }
    return ProcessBirth(number: process.number) == process
  }
}
