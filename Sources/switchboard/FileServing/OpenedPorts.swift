import SocketAddresses
import SocketServers
import Sockets

/// The sockets of a server that gives up root's privileges, opened before.
struct OpenedPorts: Sendable {
  /// A socket that listens.
  struct Port: Sendable {
    var socket: SharedSocket
    var address: SocketAddress
    /// Whether it is for TLS from the first byte.
    var isImplicit: Bool
  }

  /// The sockets.
  var ports: [Port] = []
  /// Why others could not be opened.
  var failures: [Complaint] = []

  /// Opens the sockets of all addresses that can be had.
  ///
  /// Blocks where names are looked up.
  init(for settings: ServeSettings) {
    for endpoint in settings.ftp { open(endpoint, isImplicit: false) }
    for endpoint in settings.ftps { open(endpoint, isImplicit: true) }
  }

  private mutating func open(_ endpoint: Endpoint, isImplicit: Bool) {
    do throws(SocketError) {
      var addresses: [SocketAddress] = []
      for found in try Resolver.addresses(of: endpoint, flags: .passive).map(\.address)
      where !addresses.contains(found) {
        addresses.append(found)
      }
      for address in addresses { listen(at: address, isImplicit: isImplicit) }
    } catch {
      failures.append(Complaint(error))
    }
  }

  private mutating func listen(at address: SocketAddress, isImplicit: Bool) {
    do throws(SocketError) {
      let socket = try Socket.createServer(at: address, dualStack: address.ip == .v6(.any))
      let bound = try socket.localAddress
      ports.append(
        Port(socket: SharedSocket(socket), address: bound, isImplicit: isImplicit)
      )
    } catch {
      failures.append(Complaint(error))
    }
  }
}
