import CPlatform
import SystemCalls
import TestSupport
import Testing

/// Gathering and scattering, by the message calls that do it.
struct SystemVectorsTests {
  /// Buffers of 0, 1, 2, 0, 1, 2 … bytes, each byte another number.
  private static func buffers(_ count: Int) -> [[UInt8]] {
    var next: UInt8 = 0
    return (0..<count).map { index in
      (0..<index % 3).map { _ in
        next &+= 1
        return next
      }
    }
  }

  @Test(arguments: [0, 1, 2, 3, 5, 1024])
  func `buffers are gathered and scattered in order, empty ones among them`(
    _ count: Int
  ) throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.datagram, 0)
    let buffers = Self.buffers(count)
    let whole = Array(buffers.joined())
    let sent = try pair.first.sendMessage(gathering: buffers)
    #expect(sent == whole.count)
    let gathered = try pair.second.receive(5000)
    #expect(gathered.bytes == whole)
    try pair.first.send(whole)
    var rooms = buffers.map { [UInt8](repeating: 0, count: $0.count) }
    let message = try pair.second.receiveMessage(scattering: &rooms)
    #expect(message.header.count == whole.count)
    #expect(message.header.flags & Int32(MSG_TRUNC) == 0)
    #expect(rooms == buffers)
  }

  @Test func `more buffers than the kernel takes are too long a message`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.datagram, 0)
    #expect(System.vectorsMax == 1024)
    let tooMany = [[UInt8]](repeating: [1], count: System.vectorsMax + 1)
    var rooms = tooMany
    #expect(throws: Errno.messageTooLong) { try pair.first.sendMessage(gathering: tooMany) }
    try System.setNonBlocking(pair.second, true)
    #expect(throws: Errno.messageTooLong) {
      _ = try pair.second.receiveMessage(scattering: &rooms)
    }
    #expect(rooms == tooMany)
    #expect(throws: Errno.wouldBlock) { try pair.second.receive(1) }
  }

  // A quarter of that would do, but the sanitizers make frames larger.
  @Test func `the most buffers fit on a stack of half the usual size`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let (near, far) = (pair.first.number, pair.second.number)
    try SystemThread(name: "small stack", stackBytes: 4 << 20) {
      let sender = FileDescriptor(owning: dup(near))
      let receiver = FileDescriptor(owning: dup(far))
      let buffers = [[UInt8]](repeating: [1], count: System.vectorsMax)
      let sent = try? sender.sendMessage(gathering: buffers)
      #expect(sent == System.vectorsMax)
      var rooms = [[UInt8]](repeating: [0], count: System.vectorsMax)
      let count = try? receiver.receiveMessage(scattering: &rooms).header.count
      #expect(count == System.vectorsMax)
      #expect(rooms == buffers)
    }.join()
  }

  @Test func `what the message does not reach stays as it was`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try pair.first.send([1, 2, 3])
    var rooms: [[UInt8]] = [[9, 9], [9, 9], [9]]
    let copies = rooms
    let message = try pair.second.receiveMessage(scattering: &rooms)
    #expect(message.header.count == 3)
    #expect(rooms == [[1, 2], [3, 9], [9]])
    // Arrays are values: one that shared its storage with a buffer is not written to.
    #expect(copies == [[9, 9], [9, 9], [9]])
  }

  @Test func `the same array twice is two buffers`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let room: [UInt8] = [0, 0]
    try pair.first.sendMessage(gathering: [[1, 2], [1, 2]])
    var rooms = [room, room]
    _ = try pair.second.receiveMessage(scattering: &rooms)
    #expect(rooms == [[1, 2], [1, 2]])
    #expect(room == [0, 0])
  }

  @Test func `gathered messages carry control messages and addresses too`() throws {
    let receiver = try System.socket(AF_INET, SocketKind.datagram, 0)
    try receiver.bind(loopbackAddress())
    try receiver.setOption(Int32(IPPROTO_IP), IP_PKTINFO, [1, 0, 0, 0])
    let sender = try System.socket(AF_INET, SocketKind.datagram, 0)
    try sender.sendMessage(gathering: [[1], [2, 3]], to: receiver.localAddress())
    var rooms: [[UInt8]] = [[0, 0], [0, 0]]
    let message = try receiver.receiveMessage(
      scattering: &rooms,
      controlRoom: 64,
      addressRoom: 16
    )
    let port = try sender.localAddress()[2..<4]
    #expect(rooms == [[1, 2], [3, 0]])
    #expect(message.address.count == 16)
    #expect(message.address[2..<4] == port)
    // `struct in_pktinfo` of ip(7): 12 bytes behind a header of 16, padded to a multiple of 8.
    #expect(message.control.count == cplatform_cmsg_space(12))
  }

  #if DEBUG
  @Test func `a short message ends within its first buffer`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try FakeKernel.run([.init(.sendmsg, .short(2)), .init(.recvmsg, .short(1))]) {
      let sent = try pair.first.sendMessage(gathering: [[1, 2, 3], [4]])
      var rooms: [[UInt8]] = [[0, 0], [0]]
      let message = try pair.second.receiveMessage(scattering: &rooms)
      #expect(sent == 2)
      #expect(message.header.count == 1)
      #expect(rooms == [[1, 0], [0]])
    }
  }
  #endif
}
