public import ArgumentParser

/// Where a message ends that nothing on the wire ends.
public struct MessageOptions: ParsableArguments {
  /// How long the peer must be silent, in seconds.
  @Option(
    help: ArgumentHelp("Seconds of silence that end a message.", valueName: "SECONDS")
  )
  public var quietAfter = 0.02

  private static let quietSecondsMax = 60.0

  /// The defaults.
  public init() {}

  /// Refuses a silence that is none, or that nobody would wait for.
  public func validate() throws {
    guard quietAfter > 0, quietAfter <= Self.quietSecondsMax else {
      throw ValidationError("'--quiet-after' is more than 0 and at most 60 seconds")
    }
  }

  /// The silence that ends a message.
  public var quiet: Duration { .seconds(quietAfter) }
}
