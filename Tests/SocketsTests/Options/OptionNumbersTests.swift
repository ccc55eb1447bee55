import CPlatform
import Sockets
import Testing

// Which option a name of this library is: reading back what was set would not show a mix-up of two.
struct OptionNumbersTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let found: [Int32]
    let expected: [Int32]

    init<Value>(
      _ option: SocketOption<Value>,
      _ name: String,
      _ level: SocketOptionLevel,
      _ number: Int32
    ) {
      testDescription = name
      found = option.name == name ? [option.level.rawValue, option.number] : []
      expected = [level.rawValue, number]
    }
  }

  static let ofEverySocket: [Row] = [
    Row(.acceptsConnections, "SO_ACCEPTCONN", .socket, SO_ACCEPTCONN),
    Row(.boundInterface, "SO_BINDTODEVICE", .socket, SO_BINDTODEVICE),
    Row(.broadcast, "SO_BROADCAST", .socket, SO_BROADCAST),
    Row(.doNotRoute, "SO_DONTROUTE", .socket, SO_DONTROUTE),
    Row(.error, "SO_ERROR", .socket, SO_ERROR),
    Row(.family, "SO_DOMAIN", .socket, SO_DOMAIN),
    Row(.incomingProcessor, "SO_INCOMING_CPU", .socket, SO_INCOMING_CPU),
    Row(.keepAlive, "SO_KEEPALIVE", .socket, SO_KEEPALIVE),
    Row(.linger, "SO_LINGER", .socket, SO_LINGER),
    Row(.mark, "SO_MARK", .socket, SO_MARK),
    Row(.outOfBandInline, "SO_OOBINLINE", .socket, SO_OOBINLINE),
    Row(.passesCredentials, "SO_PASSCRED", .socket, SO_PASSCRED),
    Row(.peerCredentials, "SO_PEERCRED", .socket, SO_PEERCRED),
    Row(.priority, "SO_PRIORITY", .socket, SO_PRIORITY),
    Row(.protocolNumber, "SO_PROTOCOL", .socket, SO_PROTOCOL),
    Row(.receiveBufferBytes, "SO_RCVBUF", .socket, SO_RCVBUF),
    Row(.receiveLowWaterBytes, "SO_RCVLOWAT", .socket, SO_RCVLOWAT),
    Row(.receiveTimeout, "SO_RCVTIMEO", .socket, SO_RCVTIMEO),
    Row(.reuseAddress, "SO_REUSEADDR", .socket, SO_REUSEADDR),
    Row(.reusePort, "SO_REUSEPORT", .socket, SO_REUSEPORT),
    Row(.sendBufferBytes, "SO_SNDBUF", .socket, SO_SNDBUF),
    Row(.sendTimeout, "SO_SNDTIMEO", .socket, SO_SNDTIMEO),
    Row(.type, "SO_TYPE", .socket, SO_TYPE),
  ]

  static let ofTCP: [Row] = [
    Row(.congestionControl, "TCP_CONGESTION", .tcp, TCP_CONGESTION),
    Row(.connectAttemptCount, "TCP_SYNCNT", .tcp, TCP_SYNCNT),
    Row(.cork, "TCP_CORK", .tcp, TCP_CORK),
    Row(.deferAccept, "TCP_DEFER_ACCEPT", .tcp, TCP_DEFER_ACCEPT),
    Row(.fastOpenBacklog, "TCP_FASTOPEN", .tcp, TCP_FASTOPEN),
    Row(.fastOpenConnect, "TCP_FASTOPEN_CONNECT", .tcp, TCP_FASTOPEN_CONNECT),
    Row(.finWaitTimeout, "TCP_LINGER2", .tcp, TCP_LINGER2),
    Row(.information, "TCP_INFO", .tcp, TCP_INFO),
    Row(.keepAliveCount, "TCP_KEEPCNT", .tcp, TCP_KEEPCNT),
    Row(.keepAliveIdle, "TCP_KEEPIDLE", .tcp, TCP_KEEPIDLE),
    Row(.keepAliveInterval, "TCP_KEEPINTVL", .tcp, TCP_KEEPINTVL),
    Row(.noDelay, "TCP_NODELAY", .tcp, TCP_NODELAY),
    Row(.quickAcknowledgement, "TCP_QUICKACK", .tcp, TCP_QUICKACK),
    Row(.segmentBytesMax, "TCP_MAXSEG", .tcp, TCP_MAXSEG),
    Row(.unsentBytesMax, "TCP_NOTSENT_LOWAT", .tcp, TCP_NOTSENT_LOWAT),
    Row(.userTimeout, "TCP_USER_TIMEOUT", .tcp, TCP_USER_TIMEOUT),
    Row(.windowBytesMax, "TCP_WINDOW_CLAMP", .tcp, TCP_WINDOW_CLAMP),
  ]

  static let ofIPv4: [Row] = [
    Row(.bindAddressNoPort, "IP_BIND_ADDRESS_NO_PORT", .ipv4, IP_BIND_ADDRESS_NO_PORT),
    Row(.freeBind, "IP_FREEBIND", .ipv4, IP_FREEBIND),
    Row(.headerIncluded, "IP_HDRINCL", .ipv4, IP_HDRINCL),
    Row(.multicastAll, "IP_MULTICAST_ALL", .ipv4, IP_MULTICAST_ALL),
    Row(.multicastInterface, "IP_MULTICAST_IF", .ipv4, IP_MULTICAST_IF),
    Row(.multicastLoop, "IP_MULTICAST_LOOP", .ipv4, IP_MULTICAST_LOOP),
    Row(.multicastTimeToLive, "IP_MULTICAST_TTL", .ipv4, IP_MULTICAST_TTL),
    Row(.pathBytesMax, "IP_MTU", .ipv4, IP_MTU),
    Row(.receivesPacketInformation, "IP_PKTINFO", .ipv4, IP_PKTINFO),
    Row(.receivesTimeToLive, "IP_RECVTTL", .ipv4, IP_RECVTTL),
    Row(.receivesTypeOfService, "IP_RECVTOS", .ipv4, IP_RECVTOS),
    Row(.timeToLive, "IP_TTL", .ipv4, IP_TTL),
    Row(.typeOfService, "IP_TOS", .ipv4, IP_TOS),
  ]

  static let ofIPv6: [Row] = [
    Row(.ipv6DoNotFragment, "IPV6_DONTFRAG", .ipv6, IPV6_DONTFRAG),
    Row(.ipv6MulticastAll, "IPV6_MULTICAST_ALL", .ipv6, IPV6_MULTICAST_ALL),
    Row(.ipv6MulticastHops, "IPV6_MULTICAST_HOPS", .ipv6, IPV6_MULTICAST_HOPS),
    Row(.ipv6MulticastInterface, "IPV6_MULTICAST_IF", .ipv6, IPV6_MULTICAST_IF),
    Row(.ipv6MulticastLoop, "IPV6_MULTICAST_LOOP", .ipv6, IPV6_MULTICAST_LOOP),
    Row(.ipv6Only, "IPV6_V6ONLY", .ipv6, IPV6_V6ONLY),
    // No header of the C library has this one: linux/in6.h.
    Row(.ipv6SendsFlowInformation, "IPV6_FLOWINFO_SEND", .ipv6, 33),
    Row(.ipv6TrafficClass, "IPV6_TCLASS", .ipv6, IPV6_TCLASS),
    Row(.ipv6UnicastHops, "IPV6_UNICAST_HOPS", .ipv6, IPV6_UNICAST_HOPS),
    Row(.receivesIPv6HopLimit, "IPV6_RECVHOPLIMIT", .ipv6, IPV6_RECVHOPLIMIT),
    Row(.receivesIPv6PacketInformation, "IPV6_RECVPKTINFO", .ipv6, IPV6_RECVPKTINFO),
    Row(.receivesIPv6TrafficClass, "IPV6_RECVTCLASS", .ipv6, IPV6_RECVTCLASS),
  ]

  @Test(arguments: ofEverySocket + ofTCP + ofIPv4 + ofIPv6)
  func `an option has the number of its name in C`(row: Row) {
    #expect(row.found == row.expected)
  }
}
