import ArgumentParser
import SocketAddresses

/// `switchboard bans lift`.
struct BansLift: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "lift",
    abstract: "Lets addresses log in again that are banned, and forgets their failures."
  )
  static let operation: String? = "bans lift"

  @Argument(help: "An address that 'switchboard bans' shows, or one of its network.")
  var address: [String]

  @OptionGroup var data: DataOption

  func execute() async throws -> ExitStatus {
    let client = ControlClient(folder: try data.folder())
    return Self.each(address) { text in
      // Of a network as it is shown, any address will do.
      let address = IPAddress(text) ?? IPNetwork(text)?.firstAddress
      guard let address else { throw CommandFailure("'\(text)' is no address") }
      guard case .lifted(true) = try client.ask(.lift(address: address.description)) else {
        throw CommandFailure("\(text) is not banned")
      }
    }
  }
}
