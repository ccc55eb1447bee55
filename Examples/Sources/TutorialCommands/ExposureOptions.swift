public import ArgumentParser
public import Sockets

/// Whether a server that runs what it is told may be reached by others.
public struct ExposureOptions: ParsableArguments {
  /// Whether the user has said so.
  @Flag(help: "Listen at an address that others can reach. ANYONE CAN THEN RUN COMMANDS AS YOU.")
  public var expose = false

  /// Not exposed.
  public init() {}

  /// Refuses an address that others can reach, unless the user said that they may.
  public func admit(_ address: SocketAddress) throws(ValidationError) {
    guard !expose, address.ip?.canonical.isLoopback != true else { return }
    throw ValidationError(
      """
      refusing to listen at \(address): WHOEVER CAN CONNECT RUNS COMMANDS AS YOU, \
      without a password. Listen at 127.0.0.1, or say --expose.
      """
    )
  }
}
