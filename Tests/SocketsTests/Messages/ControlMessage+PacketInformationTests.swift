import CPlatform
import Sockets
import TestSupport
import Testing

struct ControlMessagePacketInformationTests {
  @Test func `IPv4 information is interface, own address and the header's`() {
    var information = PacketInformation(
      from: .v4(IPv4Address(224, 0, 0, 1)),
      interfaceIndex: 258
    )
    information.localAddress = IPv4Address(10, 0, 0, 2)
    let message = ControlMessage.packetInformation(information)
    #expect(message.level == .ipv4)
    #expect(message.type == Int32(IP_PKTINFO))
    #expect(message.payload == [2, 1, 0, 0, 10, 0, 0, 2, 224, 0, 0, 1])
    #expect(message.packetInformation == information)
  }

  @Test func `IPv4 information without an own address takes the source from the other`() {
    let message = ControlMessage.packetInformation(PacketInformation(from: .v4(.loopback)))
    #expect(message.payload == [0, 0, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1])
    #expect(message.packetInformation?.localAddress == .loopback)
  }

  @Test func `IPv6 information is address and interface`() {
    let information = PacketInformation(from: .v6(.loopback), interfaceIndex: 258)
    let message = ControlMessage.packetInformation(information)
    #expect(message.level == .ipv6)
    #expect(message.type == Int32(IPV6_PKTINFO))
    #expect(message.payload == [UInt8](repeating: 0, count: 15) + [1, 2, 1, 0, 0])
    #expect(message.packetInformation == information)
    #expect(message.packetInformation?.localAddress == nil)
  }

  @Test(arguments: [IPAddress.v4(.loopback), .v6(.loopback)])
  func `information that is cut or of another message is none`(address: IPAddress) {
    var message = ControlMessage.packetInformation(PacketInformation(from: address))
    message.payload.append(0)
    #expect(message.packetInformation != nil)
    message.payload.removeLast(2)
    #expect(message.packetInformation == nil)
    message.payload += [0, 0]
    message.type += 1
    #expect(message.packetInformation == nil)
  }

  @Test func `a server on the wildcard answers from where it was asked`() throws {
    let lo = try #require(NetworkInterface(named: "lo"))
    let asked = IPv4Address(127, 0, 0, 2)
    let server = try Socket(.inet, .datagram)
    try server.set(.receivesPacketInformation, to: true)
    try server.bind(to: .ipv4(.any, port: 0))
    let client = try Socket(.inet, .datagram)
    try client.bind(to: .ipv4(.loopback, port: 0))
    try server.setTimeout(.seconds(10))
    try client.setTimeout(.seconds(10))
    try client.send([1], to: .ipv4(asked, port: try #require(server.localAddress.port)))
    var control = ControlBuffer(capacity: 64)
    let question = try server.receiveMessage(atMost: 1, control: &control).message
    #expect(question.sender == (try client.localAddress))
    let information = try #require(control.messages.first?.packetInformation)
    #expect(information.address == .v4(asked))
    #expect(information.localAddress == asked)
    #expect(information.interfaceIndex == lo.index)
    try server.sendMessage([2], control: [.packetInformation(information)], to: question.sender)
    #expect(try client.receiveFrom(atMost: 1).sender?.ip == .v4(asked))
  }

  @Test(.needs(.ipv6Loopback))
  func `a server on the IPv6 wildcard is told where it was asked`() throws {
    let server = try Socket(.inet6, .datagram)
    try server.set(.receivesIPv6PacketInformation, to: true)
    try server.bind(to: .ipv6(.any, port: 0))
    try server.setTimeout(.seconds(10))
    let client = try Socket(.inet6, .datagram)
    try client.setTimeout(.seconds(10))
    try client.send([1], to: .ipv6(.loopback, port: try #require(server.localAddress.port)))
    var control = ControlBuffer(capacity: 64)
    let question = try server.receiveMessage(atMost: 1, control: &control).message
    let information = try #require(control.messages.first?.packetInformation)
    #expect(information.address == .v6(.loopback))
    #expect(information.interfaceIndex == NetworkInterface(named: "lo")?.index)
    try server.sendMessage([2], control: [.packetInformation(information)], to: question.sender)
    #expect(try client.receiveFrom(atMost: 1).sender?.ip == .v6(.loopback))
  }

  @Test func `a source that is not this machine's is refused`() throws {
    let socket = try Socket(.inet, .datagram)
    let foreign = PacketInformation(from: .v4(IPv4Address(203, 0, 113, 1)))
    let error = failure {
      try socket.sendMessage(
        [1],
        control: [.packetInformation(foreign)],
        to: .ipv4(.loopback, port: 9)
      )
    }
    #expect(error?.code == .networkUnreachable || error?.code == .invalidArgument)
    let nowhere = PacketInformation(from: .v4(.loopback), interfaceIndex: 0x7fff_ffff)
    let noDevice = failure {
      try socket.sendMessage(
        [1],
        control: [.packetInformation(nowhere)],
        to: .ipv4(.loopback, port: 9)
      )
    }
    #expect(noDevice?.code == .noSuchDevice)
  }
}
