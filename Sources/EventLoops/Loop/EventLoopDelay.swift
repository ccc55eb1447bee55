/// A loop was held for so long that its other tasks noticed.
public struct EventLoopDelay: Hashable, Sendable {
  /// How long a loop may be held without a report: 100 ms, which people notice.
  public static let threshold = Duration.nanoseconds(thresholdNanoseconds)

  static let thresholdNanoseconds: Int64 = 100_000_000

  /// Which loop of its group it was, from 0.
  public var loopIndex: Int
  /// From when the loop was told what is ready until it could ask again.
  public var duration: Duration
  /// How many jobs ran meanwhile: one that took long, or many.
  public var jobCount: Int
}
