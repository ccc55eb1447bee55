/// A descriptor and what to wait for on it: `struct pollfd` of poll(2).
package struct PollEntry: Sendable {
  /// The descriptor, which must stay open for the call; a negative one is passed over.
  package var number: Int32
  /// `POLL*` asked for.
  package var events: Int16
  /// `POLL*` that hold, as the last `System.poll` that did not throw found them.
  package var ready: Int16 = 0

  /// Asks for `events` on the descriptor `number`.
  package init(number: Int32, events: Int16) {
    self.number = number
    self.events = events
  }
}
