import CPlatform
import SystemCalls
package import Testing

/// What a test needs of the machine and not every machine has.
package enum KernelFeature: String, Sendable, CaseIterable {
  case ipv6Loopback = "the IPv6 loopback address ::1"
  case rawSockets = "raw sockets (CAP_NET_RAW)"
  case unixSequencedPackets = "Unix sockets of type SOCK_SEQPACKET"

  /// Whether this machine has it, found out by trying.
  package var isAvailable: Bool {
    switch self {
    case .ipv6Loopback: canBindIPv6Loopback()
    case .rawSockets: canOpen(AF_INET, Int32(SOCK_RAW.rawValue), Int32(IPPROTO_ICMP))
    case .unixSequencedPackets: canOpen(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0)
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test on a machine without `feature`, and says that it is missing.
  ///
  /// - Parameter feature: what the test needs.
  /// - Returns: the condition.
  package static func needs(_ feature: KernelFeature) -> Self {
    .enabled(if: feature.isAvailable, "this machine lacks \(feature.rawValue)")
  }
}

private func canOpen(_ family: Int32, _ type: Int32, _ protocolNumber: Int32) -> Bool {
  do throws(Errno) {
    _ = try System.socket(family, type, protocolNumber)
    return true
  } catch {
    return false
  }
}

private func canBindIPv6Loopback() -> Bool {
  do throws(Errno) {
    let socket = try System.socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_addr = in6addr_loopback
    // SAFETY: the address is this frame's and lives through the call.
    try unsafe withUnsafeBytes(of: &address) { bytes throws(Errno) in
      try unsafe System.bind(socket, bytes.bytes)
    }
    return true
  } catch {
    return false
  }
}
