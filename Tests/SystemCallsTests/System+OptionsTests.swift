import CPlatform
import SystemCalls
import TestSupport
import Testing

struct SystemOptionsTests {
  @Test func `an option that was set is read back`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    let before = try socket.option(SOL_SOCKET, SO_REUSEADDR)
    try socket.setOption(SOL_SOCKET, SO_REUSEADDR, [1, 0, 0, 0])
    let after = try socket.option(SOL_SOCKET, SO_REUSEADDR)
    #expect(before == [0, 0, 0, 0])
    #expect(after == [1, 0, 0, 0])
  }

  @Test(arguments: [(0, 0), (2, 2), (4, 4), (64, 4)])
  func `a value is cut to its room, and its length is told`(_ room: Int, _ length: Int) throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    let value = try socket.option(SOL_SOCKET, SO_TYPE, room: room)
    #expect(value == Array([1, 0, 0, 0].prefix(length)))
  }

  @Test func `what the kernel refuses is told`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    let unknown = Errno(rawValue: ENOPROTOOPT)
    #expect(throws: unknown) { try socket.option(SOL_SOCKET, 9999) }
    #expect(throws: unknown) { try socket.setOption(SOL_SOCKET, 9999, [1, 0, 0, 0]) }
    #expect(throws: Errno.invalidArgument) { try socket.setOption(SOL_SOCKET, SO_REUSEADDR, [1]) }
    #expect(throws: Errno.invalidArgument) { try socket.setOption(SOL_SOCKET, SO_REUSEADDR, []) }
  }

  @Test func `a length goes to the kernel without a value`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    let bad = Errno(rawValue: EFAULT)
    for (length, error) in [(4, bad), (-1, .invalidArgument), (1 << 32, .invalidArgument)] {
      #expect(throws: error) {
        try System.setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, lengthOnly: length)
      }
    }
  }

  @Test func `non-blocking is switched on and off`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    var states: [Bool] = []
    for state in [false, true, true, false] {
      try System.setNonBlocking(socket, state)
      states.append(try System.isNonBlocking(socket))
    }
    #expect(states == [false, true, true, false])
  }

  @Test func `inheritance is switched on and off`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    var states: [Bool] = []
    for state in [true, true, false] {
      try System.setInheritable(socket, state)
      states.append(try System.isInheritable(socket))
    }
    #expect(states == [true, true, false])
  }

  @Test func `no descriptor is inherited, however it came`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let connection = try Connection()
    let event = try System.eventfd()
    try System.setInheritable(event, true)
    let copy = try System.duplicate(event)
    let other = try System.eventfd()
    let states = try [
      System.isInheritable(pair.first), System.isInheritable(pair.second),
      System.isInheritable(connection.client), System.isInheritable(connection.server),
      System.isInheritable(copy), System.isInheritable(other),
    ]
    #expect(states == [Bool](repeating: false, count: 6))
  }

  @Test func `a duplicate is another number for the same open file`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let copy = try System.duplicate(pair.first)
    try System.setNonBlocking(copy, true)
    let isShared = try System.isNonBlocking(pair.first)
    try copy.send([5])
    let received = try pair.second.receive(1)
    #expect(copy.number != pair.first.number)
    #expect(isShared)
    #expect(received.bytes == [5])
  }

  #if DEBUG
  @Test func `what is non-blocking already is not set again`() throws {
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    let record = try FakeKernel.run([]) {
      try System.setNonBlocking(socket, true)
      try System.setNonBlocking(socket, true)
    }
    #expect(record[.fcntl] == 3)
  }
  #endif
}
