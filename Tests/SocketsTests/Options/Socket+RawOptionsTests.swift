import CPlatform
import Sockets
import SystemCalls
import Testing

struct SocketRawOptionsTests {
  @Test func `an option by number is the one by name`() throws {
    let socket = try Socket(.inet, .stream)
    #expect(try socket.option(level: .tcp, number: TCP_NODELAY) == 0)
    try socket.setOption(level: .tcp, number: TCP_NODELAY, value: 1)
    #expect(try socket.option(level: .tcp, number: TCP_NODELAY) == 1)
    #expect(try socket[.noDelay])
  }

  @Test func `an option is set by bytes of an array and of a span`() throws {
    let socket = try Socket(.inet, .stream)
    try socket.setOption(level: .socket, number: SO_LINGER, bytes: [1, 0, 0, 0, 9, 0, 0, 0])
    #expect(try socket[.linger] == Linger(isOn: true, seconds: 9))
    let off = [UInt8](repeating: 0, count: 8)
    try unsafe socket.setOption(level: .socket, number: SO_LINGER, bytes: off.span.bytes)
    #expect(try !socket[.linger].isOn)
  }

  /// How much room there is, and how many bytes of the value of 4 the kernel then gives.
  @Test(arguments: [(0, 0), (1, 1), (3, 3), (4, 4), (5, 4), (1024, 4), (65_536, 4)])
  func `a value is cut to the room there is`(bytesMax: Int, count: Int) throws {
    let socket = try Socket(.inet, .stream)
    try socket.set(.keepAlive, to: true)
    let bytes = try socket.option(level: .socket, number: SO_KEEPALIVE, bytesMax: bytesMax)
    #expect(bytes == Array([1, 0, 0, 0].prefix(count)))
  }

  @Test func `a value of IP is a single byte where there is no room for four`() throws {
    let socket = try Socket(.inet, .datagram)
    try socket.set(.timeToLive, to: 200)
    #expect(try socket.option(level: .ipv4, number: IP_TTL, bytesMax: 1) == [200])
    #expect(try socket.option(level: .ipv4, number: IP_TTL, bytesMax: 4) == [200, 0, 0, 0])
  }

  @Test(arguments: [-1, Socket.optionBytesMax + 1, Int.max, Int.min])
  func `room that cannot be is refused before the kernel is asked`(bytesMax: Int) throws {
    let socket = try Socket(.inet, .stream)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure {
        try socket.option(level: .socket, number: SO_KEEPALIVE, bytesMax: bytesMax)
      }
    }
    #expect(error?.code == .unusableArgument)
    #expect(error?.operation == .getOption)
    #expect(record[.getsockopt] == 0)
  }

  @Test func `an option that is no integer is not read as one`() throws {
    let socket = try Socket(.inet, .stream)
    // The name of no interface, which has no bytes.
    let error = failure { try socket.option(level: .socket, number: SO_BINDTODEVICE) }
    #expect(error?.code == .malformedAnswer)
  }

  @Test func `an unknown option is no option`() throws {
    let socket = try Socket(.inet, .stream)
    let reading = failure { try socket.option(level: .socket, number: 9999) }
    #expect(reading?.code == .noSuchOption)
    #expect(reading?.operation == .getOption)
    let setting = failure { try socket.setOption(level: .socket, number: 9999, value: 1) }
    #expect(setting?.code == .noSuchOption)
    #expect(setting?.operation == .setOption)
  }

  @Test func `a value that is too short is refused by the kernel`() throws {
    let socket = try Socket(.inet, .stream)
    let error = failure {
      try socket.setOption(level: .tcp, number: TCP_NODELAY, bytes: [1])
    }
    #expect(error?.code == .invalidArgument)
    let nothing = failure {
      try socket.setOption(level: .tcp, number: TCP_NODELAY, bytes: [UInt8]())
    }
    #expect(nothing?.code == .invalidArgument)
  }

  @Test func `a length without a value reaches the kernel`() throws {
    let socket = try Socket(.inet, .stream)
    // The kernel looks at the length first and then finds no value.
    let short = failure { try socket.setOption(level: .tcp, number: TCP_NODELAY, lengthOnly: 3) }
    #expect(short?.code == .invalidArgument)
    let enough = failure { try socket.setOption(level: .tcp, number: TCP_NODELAY, lengthOnly: 4) }
    #expect(enough?.code.errno == EFAULT)
  }

  @Test(arguments: [-1, 1 << 31, Int.max])
  func `a length that is no C int is refused before the kernel is asked`(length: Int) throws {
    let socket = try Socket(.inet, .stream)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure {
        try socket.setOption(level: .tcp, number: TCP_NODELAY, lengthOnly: length)
      }
    }
    #expect(error?.code == .unusableArgument)
    #expect(error?.operation == .setOption)
    #expect(record[.setsockopt] == 0)
  }
}
