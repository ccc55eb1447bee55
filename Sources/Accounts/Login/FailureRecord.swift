/// The failed logins of one address or account.
struct FailureRecord {
  /// How many, since they were last forgotten.
  private(set) var count = 0
  /// When the last was.
  private var last = Duration.zero
  /// Until when it is banned.
  private var banEnd: Duration?

  /// Counts no further than this: no delay grows that long.
  private static let countMax = 1_000_000

  /// Counts a failure.
  mutating func note(at now: Duration, _ limits: LoginLimits) {
    forget(at: now, limits)
    count = min(count + 1, Self.countMax)
    last = now
  }

  /// Bans from now on.
  mutating func ban(at now: Duration, _ limits: LoginLimits) {
    banEnd = now + limits.banTime
  }

  /// Until when it is banned; nil if it is not.
  func banEnd(at now: Duration) -> Duration? {
    banEnd.flatMap { $0 > now ? $0 : nil }
  }

  /// Begins again where a ban is over, or nothing has happened for long.
  private mutating func forget(at now: Duration, _ limits: LoginLimits) {
    let isBanOver = banEnd.map { $0 <= now } ?? false
    let isOld = banEnd == nil && now - last > limits.memory
    if isBanOver || isOld { self = Self() }
  }
}
