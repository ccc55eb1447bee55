public import ArgumentParser
public import Sockets

/// What every client of the tutorials is told: where the server is.
public struct ClientOptions: ParsableArguments {
  /// The server's host.
  @Argument(help: "Name or address of the server.")
  public var host: String

  /// The server's port.
  @Argument(help: "Port of the server.")
  public var port: UInt16

  /// How long a client waits for the network before it gives up.
  public static let patience = Duration.seconds(30)

  /// The defaults.
  public init() {}

  /// The server.
  public func endpoint() throws -> Endpoint {
    try Endpoint(host: host, port: port)
  }

  /// Connects to the server.
  public func connect() throws -> Socket {
    TutorialProgram.exitWhenInterrupted()
    return try Socket.createConnection(to: endpoint(), timeout: Self.patience)
  }
}
