import FTPClients
import SocketAddresses

/// Whether a server would connect to others than its client ("FTP bounce", RFC 2577).
///
/// An address is named that nobody has, and no transfer begins: nothing is ever sent there.
struct BounceCheck {
  /// Has logged in.
  let client: FTPClient

  /// Addresses of documentation (RFC 5737, RFC 3849), and a port above those of services.
  private static let commands = (
    v4: "PORT 192,0,2,1,253,232", v6: "EPRT |2|2001:db8::1|65000|"
  )

  func run(_ findings: inout Findings) async throws(FTPClientError) {
    let isIPv6 = client.peerAddress.ip?.canonical.bitWidth == 128
    let reply = try await client.probe(isIPv6 ? Self.commands.v6 : Self.commands.v4)
    guard reply.isSuccess else {
      return findings.good("it connects to nobody else (\(reply.code))")
    }
    findings.problem(
      "it takes an address of somebody else for data: others can be attacked through it",
      advice: "have it refuse PORT and EPRT for other addresses than the client's"
    )
  }
}
