import AsyncSockets
import EventLoops
import FTPClients
import SocketAddresses
import Sockets

/// Whether passive data connections can be made: the addresses and ports that a server names.
///
/// It connects to the host of the control connection alone, whatever the server says.
struct PassiveCheck {
  /// Has logged in.
  let client: FTPClient
  let loop: EventLoop

  /// How long a connection may take.
  private static let patience = Duration.seconds(10)

  func run(_ findings: inout Findings) async throws(FTPClientError) {
    let extended = try await client.probePassive(isExtended: true)
    if let address = extended.address {
      await tryPort(of: address, "EPSV", &findings)
    } else if !extended.reply.isSuccess {
      findings.note("EPSV is refused: \(extended.reply)")
    } else {
      findings.problem(
        "its answer to EPSV has no port: \(extended.reply)",
        advice: "look whether a firewall or proxy rewrites it"
      )
    }
    guard peer?.bitWidth == 32 else { return }
    let plain = try await client.probePassive(isExtended: false)
    if let address = plain.address {
      judge(address, &findings)
      await tryPort(of: address, "PASV", &findings)
    } else {
      findings.problem(
        "PASV gives no address: \(plain.reply)",
        advice: "allow passive mode: most clients know no other"
      )
    }
  }

  private var peer: IPAddress? { client.peerAddress.ip?.canonical }

  private func judge(_ address: SocketAddress, _ findings: inout Findings) {
    guard let named = address.ip?.canonical, let peer, named != peer else {
      return findings.good("PASV names the address that it is reached by")
    }
    let kind =
      if named.isUnspecified {
        "no address"
      } else if !named.isGlobal {
        "an address that only its own network knows"
      } else {
        "another host"
      }
    findings.problem(
      "PASV names \(named), \(kind); it is reached by \(peer)",
      advice: "tell it the address that clients see ('passive-address' in switchboard.yaml, "
        + "pasv_address of vsftpd, MasqueradeAddress of ProFTPD)"
    )
  }

  private func tryPort(
    of address: SocketAddress,
    _ command: String,
    _ findings: inout Findings
  ) async {
    guard let port = address.port, port > 0 else {
      return findings.problem("\(command) names port 0", advice: "look at its log")
    }
    do throws(SocketError) {
      let transport = try await TCPConnection.connect(
        to: client.peerAddress.withPort(port),
        deadline: .after(Self.patience),
        on: loop
      )
      await transport.abort()
      findings.good("the port that \(command) names can be reached")
    } catch {
      findings.problem(
        "the port \(port) that \(command) names cannot be reached: \(error)",
        advice: "open its passive ports in the firewall, and forward them where there is NAT"
      )
    }
  }
}
