import ArgumentParser
import SocketAddresses
import SocketServers

/// How much clients may take of a server.
struct LimitsOption: ParsableArguments {
  @Option(
    name: .customLong("connections-max"),
    help: "Connections at the same time. (default: as many as descriptors allow)",
    transform: LimitsOption.count
  )
  var connections: Int?

  @Option(
    help: "Connections at the same time of one address, or IPv6 network of 64 bits. (default: any)",
    transform: LimitsOption.count
  )
  var connectionsPerPeer: Int?

  @Option(
    help: ArgumentHelp("Connections that are taken in a second. (default: any)", valueName: "N"),
    transform: LimitsOption.count
  )
  var acceptRate: Int?

  @Option(
    name: .customLong("handshakes-max"),
    help: "TLS handshakes and PROXY headers at the same time. (default: 256)",
    transform: LimitsOption.count
  )
  var handshakes: Int?

  @Option(
    help: ArgumentHelp(
      "How long a handshake or PROXY header may take. (default: 10s)",
      valueName: "DURATION"
    ),
    transform: DurationText.read
  )
  var handshakeTimeout: Duration?

  @Option(
    help: ArgumentHelp(
      "How long a client may neither send nor take anything. (default: any)",
      valueName: "DURATION"
    ),
    transform: DurationText.read
  )
  var idleTimeout: Duration?

  @Option(
    help: ArgumentHelp("How long a connection may last. (default: any)", valueName: "DURATION"),
    transform: DurationText.read
  )
  var lifetime: Duration?

  @Option(
    help: ArgumentHelp(
      "Who comes over a limit waits, or is closed at once. (default: wait)",
      valueName: "wait|refuse"
    ),
    transform: LimitsOption.whenFull
  )
  var whenFull: ServerLimits.WhenFull?

  @Option(
    help: ArgumentHelp(
      "Take clients from this network only; give it again for more.",
      valueName: "NETWORK"
    ),
    transform: NetworkText.read
  )
  var allow: [IPNetwork] = []

  @Option(
    help: ArgumentHelp(
      "Take no clients from this network; give it again for more.",
      valueName: "NETWORK"
    ),
    transform: NetworkText.read
  )
  var deny: [IPNetwork] = []

  @Option(
    help: ArgumentHelp(
      "Serve only proxies in this network, which send PROXY headers; give it again for more.",
      valueName: "NETWORK"
    ),
    transform: NetworkText.read
  )
  var proxyFrom: [IPNetwork] = []

  /// Descriptors that a server has beside those of its clients: its loops, its listeners, and
  /// connections that are about to be refused.
  static let reservedDescriptors = 64

  /// What is asked for.
  ///
  /// - Parameters:
  ///   - environment: what says it where the command line does not.
  ///   - descriptors: how many the process may have open.
  /// - Returns: the limits.
  /// - Throws: what is wrong in the environment.
  func limits(
    in environment: Environment,
    descriptors: Int
  ) throws(UsageError) -> ServerLimits {
    var limits = ServerLimits()
    let most = max(1, descriptors - Self.reservedDescriptors)
    limits.connections = try environment.value(connections, "connections-max", Self.count) ?? most
    limits.connectionsPerPeer = try environment.value(
      connectionsPerPeer,
      "connections-per-peer",
      Self.count
    )
    limits.acceptRate = try environment.value(acceptRate, "accept-rate", Self.count)
      .map { RateLimit($0) }
    let handshakesMost = limits.handshakes
    limits.handshakes =
      try environment.value(handshakes, "handshakes-max", Self.count) ?? handshakesMost
    let longest = limits.handshakeTimeout
    limits.handshakeTimeout =
      try environment.value(handshakeTimeout, "handshake-timeout", DurationText.read) ?? longest
    limits.idleTimeout = try environment.value(idleTimeout, "idle-timeout", DurationText.read)
    limits.lifetime = try environment.value(lifetime, "lifetime", DurationText.read)
    limits.whenFull = try environment.value(whenFull, "when-full", Self.whenFull) ?? .wait
    return limits
  }

  /// Which networks are served.
  func rules(in environment: Environment) throws(UsageError) -> NetworkRules {
    NetworkRules(
      allowed: try networks(allow, "allow", environment),
      denied: try networks(deny, "deny", environment)
    )
  }

  /// From whom PROXY headers are taken.
  func proxyProtocol(in environment: Environment) throws(UsageError) -> ProxyProtocolPolicy {
    let networks = try networks(proxyFrom, "proxy-from", environment)
    return networks.isEmpty ? .refused : .required(from: networks, others: .refused)
  }

  /// In the environment spaces separate networks.
  private func networks(
    _ given: [IPNetwork],
    _ option: String,
    _ environment: Environment
  ) throws(UsageError) -> [IPNetwork] {
    if !given.isEmpty { return given }
    let found = try environment.value(of: option) { text throws(UsageError) in
      try text.split(separator: " ").map { word throws(UsageError) in
        try NetworkText.read(String(word))
      }
    }
    return found ?? []
  }

  private static func count(_ text: String) throws(UsageError) -> Int {
    guard let count = Int(text), 1...1_000_000_000 ~= count else {
      throw UsageError("not a number from 1 to a billion")
    }
    return count
  }

  private static func whenFull(_ text: String) throws(UsageError) -> ServerLimits.WhenFull {
    switch text {
    case "wait": .wait
    case "refuse": .refuse()
    default: throw UsageError("neither wait nor refuse")
    }
  }
}
