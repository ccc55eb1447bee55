/// What a listener does where the system is short of something.
public enum ListenerLimits {
  /// How long it takes no connections then: long enough not to spin, short enough to go unnoticed.
  public static let pause = Duration.milliseconds(100)
  /// Connections in succession that could not be taken, each for a reason of its own as it seems,
  /// after which it pauses all the same.
  public static let failuresMax = 16
  /// Connections that a listener takes before the clients that are there already have their turn:
  /// so many that the system calls in between do not count, so few that the wait does not.
  static let acceptedPerTurn = 4
}
