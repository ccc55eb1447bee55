public import ArgumentParser
internal import SocketServers
internal import Sockets

/// Whether a server serves on event loops, and what its clients may take then.
public struct LoopOptions: ParsableArguments {
  /// Whether tasks on event loops serve, and not a thread for each client.
  @Flag(name: .customLong("async"), help: "Serve on event loops: thousands of clients at once.")
  public var isAsync = false

  /// Clients at the same time.
  @Option(
    help: ArgumentHelp("With --async: clients at the same time.", valueName: "N")
  )
  public var connectionsMax = 10_000

  /// Clients of one address at the same time.
  @Option(
    help: ArgumentHelp(
      "With --async: clients of one address at the same time. (default: 4/5 of all)",
      valueName: "N"
    )
  )
  public var connectionsPerPeer: Int?

  /// How long a client may be silent, or not take what it asked for, in seconds.
  @Option(
    help: ArgumentHelp(
      "With --async: seconds that a client may be silent, or take nothing, before it is closed.",
      valueName: "SECONDS"
    )
  )
  public var idleTimeout = 300.0

  private static let connectionsLimit = 1_000_000
  private static let idleSecondsMax = 86_400.0

  /// The defaults.
  public init() {}

  /// Refuses limits that admit nobody, or that are none.
  public func validate() throws {
    for (name, count) in [
      ("--connections-max", connectionsMax), ("--connections-per-peer", connectionsPerPeer ?? 1),
    ]
    where !(1...Self.connectionsLimit ~= count) {
      throw ValidationError("'\(name)' is from 1 to \(Self.connectionsLimit)")
    }
    guard idleTimeout > 0, idleTimeout <= Self.idleSecondsMax else {
      throw ValidationError("'--idle-timeout' is more than 0 and at most 86400 seconds")
    }
  }

  /// Refuses a client's time that is over before a message can end.
  ///
  /// - Parameter silence: what ends a message.
  /// - Throws: `ValidationError`.
  public func validate(silence: Duration) throws {
    guard !isAsync || .seconds(idleTimeout) > silence else {
      throw ValidationError("'--idle-timeout' is more than '--quiet-after'")
    }
  }

  /// What a server needs beside its clients: its standard streams, loops, listeners, and some
  /// connections that are just being refused.
  private static let reservedDescriptors = 64

  /// What clients may take.
  ///
  /// Fewer come in where the process may not have as many descriptors: who is one too many waits in
  /// the kernel's queue. Nobody alone has all places, unless it is said.
  ///
  /// - Parameter descriptorsOfEach: what a client has open at most.
  /// - Returns: the limits.
  func limits(descriptorsOfEach: Int) -> ServerLimits {
    // Where the limit cannot be told, that of most systems is none too many.
    let room = ((try? DescriptorLimit.raise()) ?? 1024) - Self.reservedDescriptors
    var limits = ServerLimits()
    limits.connections = max(1, min(connectionsMax, room / descriptorsOfEach))
    limits.connectionsPerPeer = connectionsPerPeer ?? max(1, limits.connections * 4 / 5)
    limits.idleTimeout = .seconds(idleTimeout)
    return limits
  }
}
