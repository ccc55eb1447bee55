/// What a failed login costs.
package struct LoginPenalty: Hashable, Sendable {
  /// How long to hold back the answer.
  package var delay: Duration
  /// Until when the address is banned, by the clock of who asked; nil if it is not.
  package var banEnd: Duration?

  /// A penalty.
  package init(delay: Duration, banEnd: Duration?) {
    self.delay = delay
    self.banEnd = banEnd
  }
}
