public import ArgumentParser
public import Sockets

/// What every client of the tutorials is told: where the server is, and how long to wait for it.
public struct ClientOptions: ParsableArguments {
  /// The server's host.
  @Argument(help: ArgumentHelp("Name or address of the server.", valueName: "HOST"))
  public var host: String

  /// The server's port.
  @Argument(help: ArgumentHelp("Port of the server.", valueName: "PORT"))
  public var port: UInt16

  /// How long to wait for the server, in seconds; nil is the program's own time.
  @Option(help: ArgumentHelp("Seconds to wait for the server at each step.", valueName: "SECONDS"))
  public var patience: Double?

  /// How long a client waits for the network before it gives up.
  public static let patience = Duration.seconds(30)
  private static let patienceSecondsMax = 86_400.0

  /// The defaults.
  public init() {}

  /// Refuses what cannot be a host, and waits that are none.
  public func validate() throws {
    _ = try endpoint()
    guard let patience else { return }
    guard patience > 0, patience <= Self.patienceSecondsMax else {
      throw ValidationError("'--patience' is more than 0 and at most 86400 seconds")
    }
  }

  /// The server.
  public func endpoint() throws -> Endpoint {
    try Endpoint(usage: host, port: port)
  }

  /// How long to wait: what the user said, else `standard`.
  public func patience(or standard: Duration = Self.patience) -> Duration {
    patience.map { .seconds($0) } ?? standard
  }

  /// Connects to the server.
  ///
  /// - Returns: a socket that waits for `patience()`.
  public func connect() throws -> Socket {
    try Socket.createConnection(to: endpoint(), timeout: patience())
  }
}

extension Endpoint {
  /// An endpoint out of a command line, where an impossible host is wrong usage.
  init(usage host: String, port: UInt16) throws(ValidationError) {
    do throws(AddressError) { try self.init(host: host, port: port) } catch {
      throw ValidationError("The value '\(host)' is invalid for '<HOST>': \(error)")
    }
  }
}
