import Sockets
import SystemCalls
import Testing

struct SocketOptionTests {
  /// An option of a level, a socket that does not have the level, and what the kernel says.
  struct WrongLevel: Sendable, CustomTestStringConvertible {
    var option: SocketOption<Bool>
    var subject: OptionSubject
    var reading: SocketError.Code
    var setting: SocketError.Code

    var testDescription: String { "\(option.name) of \(subject)" }
  }

  static let wrongLevels: [WrongLevel] = [
    WrongLevel(option: .noDelay, subject: .udp, reading: .notSupported, setting: .noSuchOption),
    WrongLevel(option: .ipv6Only, subject: .udp, reading: .notSupported, setting: .noSuchOption),
    WrongLevel(option: .ipv6Only, subject: .tcp, reading: .notSupported, setting: .noSuchOption),
    WrongLevel(
      option: .noDelay,
      subject: .unixStream,
      reading: .notSupported,
      setting: .notSupported
    ),
    WrongLevel(
      option: .multicastLoop,
      subject: .unixDatagram,
      reading: .notSupported,
      setting: .notSupported
    ),
    WrongLevel(
      option: SocketOption(.socket, 9999, "SO_NONE", .boolean),
      subject: .tcp,
      reading: .noSuchOption,
      setting: .noSuchOption
    ),
    WrongLevel(
      option: SocketOption(.tcp, 9999, "TCP_NONE", .boolean),
      subject: .tcp,
      reading: .noSuchOption,
      setting: .noSuchOption
    ),
  ]

  @Test(arguments: wrongLevels)
  func `an option that the socket does not have is refused by name`(row: WrongLevel) throws {
    let socket = try row.subject.open()
    let reading = failure { try socket[row.option] }
    #expect(reading?.code == row.reading)
    #expect(reading?.operation.rawValue == "get option \(row.option.name)")
    let setting = failure { try socket.set(row.option, to: true) }
    #expect(setting?.code == row.setting)
    #expect(setting?.operation.rawValue == "set option \(row.option.name)")
  }

  @Test func `a value that does not fit is refused before the kernel is asked`() throws {
    let socket = try Socket(.inet, .stream)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure { try socket.set(.keepAliveIdle, to: .seconds(-1)) }
    }
    #expect(error?.code == .unusableArgument)
    #expect(record[.setsockopt] == 0)
  }

  @Test func `what the kernel says of an option is the cause`() throws {
    let socket = try Socket(.inet, .stream)
    var reading: SocketError?
    var setting: SocketError?
    FakeKernel.run([
      .init(.getsockopt, .failure(.noMemory)), .init(.setsockopt, .failure(.badFileDescriptor)),
    ]) {
      reading = failure { try socket[.noDelay] }
      setting = failure { try socket.set(.noDelay, to: true) }
    }
    #expect(reading?.description == "get option TCP_NODELAY: Cannot allocate memory")
    #expect(setting?.description == "set option TCP_NODELAY: Bad file descriptor")
  }

  @Test func `an answer that is too short for its type cannot be read`() throws {
    let socket = try Socket(.inet, .stream)
    var error: SocketError?
    // An answer without bytes.
    FakeKernel.run([.init(.getsockopt, .success(0))]) {
      error = failure { try socket[.noDelay] }
    }
    #expect(error?.code == .malformedAnswer)
    let linger = SocketOption(.socket, 2, "SO_REUSEADDR", SocketOptionCoding.linger)
    #expect(failure { try socket[linger] }?.code == .malformedAnswer)
  }

  @Test func `an option that the library does not name is one more constant`() throws {
    let bufferBytes = SocketOption(.socket, 8, "SO_RCVBUF", SocketOptionCoding.integer)
    let socket = try Socket(.inet, .datagram)
    #expect(try socket[bufferBytes] == socket[.receiveBufferBytes])
  }

  @Test func `two sockets for one open socket share its options`() throws {
    let socket = try Socket(.inet, .stream)
    let other = try socket.duplicate()
    try socket.set(.noDelay, to: true)
    #expect(try other[.noDelay])
  }
}
