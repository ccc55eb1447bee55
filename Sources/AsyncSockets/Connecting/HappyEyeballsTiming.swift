/// The times and counts of Happy Eyeballs (RFC 8305 §8), by their names there.
package struct HappyEyeballsTiming: Hashable, Sendable {
  /// The shortest Connection Attempt Delay: below, attempts would crowd a network (§5).
  ///
  /// §5 recommends 100 ms and more.
  package static let attemptDelayMin = Duration.milliseconds(10)
  /// The longest Connection Attempt Delay (§5).
  package static let attemptDelayMax = Duration.seconds(2)
  /// Most addresses of each family that are tried; what an answer has beyond is left out.
  ///
  /// Ours, not the RFC's: a hostile answer may have thousands. With the default delay these keep
  /// connecting for 16 seconds, longer than most callers wait.
  package static let addressesMax = 32

  /// Resolution Delay (§3): how long the other family's addresses wait for an answer of the
  /// preferred one.
  package var resolutionDelay: Duration
  /// Connection Attempt Delay (§5): how long an attempt has before the next one starts beside it.
  package var attemptDelay: Duration
  /// First Address Family Count (§4): how many addresses of the preferred family come before the
  /// first of the other; from then on they take turns.
  package var firstFamilyCount: Int
  /// The family that comes first (§4).
  package var preferred: IPFamily

  /// The times that §8 recommends.
  ///
  /// - Parameters:
  ///   - resolutionDelay: less than zero is zero.
  ///   - attemptDelay: cut to `attemptDelayMin` and `attemptDelayMax`.
  ///   - firstFamilyCount: less than 1 is 1.
  ///   - preferred: IPv6, unless the system's rules (RFC 6724) say otherwise.
  package init(
    resolutionDelay: Duration = .milliseconds(50),
    attemptDelay: Duration = .milliseconds(250),
    firstFamilyCount: Int = 1,
    preferred: IPFamily = .ipv6
  ) {
    self.resolutionDelay = max(.zero, resolutionDelay)
    self.attemptDelay = min(max(Self.attemptDelayMin, attemptDelay), Self.attemptDelayMax)
    self.firstFamilyCount = max(1, firstFamilyCount)
    self.preferred = preferred
  }
}
