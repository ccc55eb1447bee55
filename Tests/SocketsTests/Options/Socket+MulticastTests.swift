import Sockets
import TestSupport
import Testing

struct SocketMulticastTests {
  @Test func `an IPv4 member hears its group until it leaves`() async throws {
    let network = try #require(GroupNetwork.ipv4())
    let heard = try await onThread { try membershipHeard(on: network) }
    #expect(heard == ["stranger directly", "member", "former member directly"])
  }

  @Test(.enabled(if: GroupNetwork.ipv6() != nil, "this machine lacks routes to IPv6 groups"))
  func `an IPv6 member hears its group until it leaves`() async throws {
    let network = try #require(GroupNetwork.ipv6())
    let heard = try await onThread { try membershipHeard(on: network) }
    #expect(heard == ["stranger directly", "member", "former member directly"])
  }

  @Test func `a membership that cannot be is refused over IPv4`() throws {
    let network = try #require(GroupNetwork.ipv4())
    try checkRefusals(on: network, "MEMBERSHIP", notAGroup: .v4(.loopback))
    let socket = try Socket(.inet, .datagram)
    let error = failure { try socket.joinMulticastGroup(.v6(.allNodesLinkLocal)) }
    #expect(error?.code == .noSuchOption)
  }

  @Test(.needs(.ipv6Loopback))
  func `a membership that cannot be is refused over IPv6`() throws {
    let network = GroupNetwork.ipv6(onInterface: 1)
    try checkRefusals(on: network, "GROUP", notAGroup: .v6(.loopback))
  }

  private func checkRefusals(
    on network: GroupNetwork,
    _ nameEnd: String,
    notAGroup: IPAddress
  ) throws {
    let index = network.interfaceIndex
    let socket = try Socket(network.group.family, .datagram)
    let never = failure { try socket.leaveMulticastGroup(network.group, interfaceIndex: index) }
    #expect(never?.code == .addressNotAvailable)
    #expect(never?.operation.rawValue.hasSuffix(nameEnd) == true)
    try socket.joinMulticastGroup(network.group, interfaceIndex: index)
    let twice = failure { try socket.joinMulticastGroup(network.group, interfaceIndex: index) }
    #expect(twice?.code == .addressInUse)
    #expect(twice?.operation.rawValue.hasSuffix(nameEnd) == true)
    let unicast = failure { try socket.joinMulticastGroup(notAGroup, interfaceIndex: index) }
    #expect(unicast?.code == .invalidArgument)
    let nowhere = failure {
      try socket.joinMulticastGroup(network.group, interfaceIndex: 0x7fff_ffff)
    }
    #expect(nowhere?.code == .noSuchDevice)
  }
}

/// A group that does not leave this machine, and how to use it.
private struct GroupNetwork: Sendable {
  var group: IPAddress
  var interfaceIndex: UInt32
  var any: IPAddress
  var loopback: IPAddress
  /// Makes a socket leave the groups of others alone.
  var ignoreOthers: @Sendable (borrowing Socket) throws -> Void
  /// Makes what a socket sends to groups leave by the interface.
  var sendOnInterface: @Sendable (borrowing Socket) throws -> Void

  /// On the loopback interface.
  static func ipv4() -> GroupNetwork? {
    guard let interface = NetworkInterface(named: "lo") else { return nil }
    return GroupNetwork(
      group: .v4(IPv4Address(224, 0, 0, 199)),
      interfaceIndex: interface.index,
      any: .v4(.any),
      loopback: .v4(.loopback),
      ignoreOthers: { try $0.set(.multicastAll, to: false) },
      sendOnInterface: { try $0.set(.multicastInterface, to: .loopback) }
    )
  }

  /// On the first interface with a route to a group; nil where there is none.
  ///
  /// Few machines have one on loopback. The group's scope is the interface: whichever it is,
  /// nothing goes out by it (RFC 4291 §2.7).
  static func ipv6() -> GroupNetwork? {
    (1..<16).lazy.map(ipv6(onInterface:)).first { network in
      failure {
        let socket = try Socket(.inet6, .datagram)
        try network.sendOnInterface(socket)
        try socket.send([0], to: SocketAddress(network.group, port: 9))
      } == nil
    }
  }

  static func ipv6(onInterface index: UInt32) -> GroupNetwork {
    GroupNetwork(
      group: .v6(IPv6Address(0xff01, 0, 0, 0, 0, 0, 0, 0x199)),
      interfaceIndex: index,
      any: .v6(.any),
      loopback: .v6(.loopback),
      ignoreOthers: { try $0.set(.ipv6MulticastAll, to: false) },
      sendOnInterface: {
        try $0.set(.ipv6MulticastInterface, to: index)
        try $0.set(.ipv6MulticastHops, to: 0)
      }
    )
  }
}

/// What a socket hears of texts that are sent to a group and to itself, before it joins, while it
/// is a member, and after it has left.
private func membershipHeard(on network: GroupNetwork) throws -> [String] {
  let receiver = try Socket(network.group.family, .datagram)
  try network.ignoreOthers(receiver)
  try receiver.bind(to: SocketAddress(network.any, port: 0))
  try receiver.setTimeout(.seconds(10))
  let port = try receiver.localAddress.port ?? 0
  let direct = SocketAddress(network.loopback, port: port)
  let group = SocketAddress(network.group, port: port)
  let sender = try Socket(network.group.family, .datagram)
  try network.sendOnInterface(sender)
  func text() throws -> String {
    String(decoding: try receiver.receive(atMost: 100), as: UTF8.self)
  }

  var heard: [String] = []
  try sender.send(Array("stranger".utf8), to: group)
  try sender.send(Array("stranger directly".utf8), to: direct)
  heard.append(try text())
  try receiver.joinMulticastGroup(network.group, interfaceIndex: network.interfaceIndex)
  try sender.send(Array("member".utf8), to: group)
  heard.append(try text())
  try receiver.leaveMulticastGroup(network.group, interfaceIndex: network.interfaceIndex)
  try sender.send(Array("former member".utf8), to: group)
  try sender.send(Array("former member directly".utf8), to: direct)
  heard.append(try text())
  return heard
}
