import Sockets
import Testing

struct SocketOptionTCPTests {
  static let settable: [OptionRow] = [
    OptionRow(.connectAttemptCount, on: .tcp, to: 127),
    OptionRow(.cork, on: .tcp, from: false, to: true),
    OptionRow(.deferAccept, on: .tcp, from: .zero, to: .seconds(3)),
    OptionRow(.deferAccept, on: .tcp, from: .zero, to: .seconds(5), reads: .seconds(7)),
    OptionRow(.fastOpenBacklog, on: .tcp, from: 0, to: 5),
    OptionRow(.fastOpenConnect, on: .tcp, from: false, to: true),
    OptionRow(.finWaitTimeout, on: .tcp, to: .seconds(11)),
    OptionRow(.finWaitTimeout, on: .tcp, to: .seconds(1000), reads: .seconds(120)),
    OptionRow(.keepAliveCount, on: .tcp, to: 127),
    OptionRow(.keepAliveIdle, on: .tcp, to: .seconds(32_767)),
    OptionRow(.keepAliveIdle, on: .tcp, to: .milliseconds(1001), reads: .seconds(2)),
    OptionRow(.keepAliveInterval, on: .tcp, to: .seconds(1)),
    OptionRow(.noDelay, on: .tcp, from: false, to: true),
    OptionRow(.noDelay, on: .tcpOverIPv6, from: false, to: true),
    OptionRow(.quickAcknowledgement, on: .tcp, from: true, to: false),
    OptionRow(.segmentBytesMax, on: .tcp, from: 536, to: 1000),
    OptionRow(.unsentBytesMax, on: .tcp, from: 0, to: 16_384),
    OptionRow(.userTimeout, on: .tcp, from: .zero, to: .milliseconds(1500)),
    OptionRow(
      .userTimeout,
      on: .tcp,
      from: .zero,
      to: .microseconds(1),
      reads: .milliseconds(1)
    ),
    OptionRow(.windowBytesMax, on: .tcp, from: 0, to: 5000),
  ]

  static let refused: [OptionRow] = [
    OptionRow(
      .congestionControl,
      on: .tcp,
      refuses: String(repeating: "c", count: 16),
      as: .unusableArgument
    ),
    OptionRow(.congestionControl, on: .tcp, refuses: "re\0no", as: .unusableArgument),
    OptionRow(.congestionControl, on: .tcp, refuses: "no-such-thing", as: .noSuchFile),
    OptionRow(.connectAttemptCount, on: .tcp, refuses: 0, as: .invalidArgument),
    OptionRow(.connectAttemptCount, on: .tcp, refuses: 128, as: .invalidArgument),
    OptionRow(.keepAliveCount, on: .tcp, refuses: 128, as: .invalidArgument),
    OptionRow(.keepAliveIdle, on: .tcp, refuses: .zero, as: .invalidArgument),
    OptionRow(.keepAliveIdle, on: .tcp, refuses: .seconds(32_768), as: .invalidArgument),
    OptionRow(.keepAliveIdle, on: .tcp, refuses: .seconds(1 << 31), as: .unusableArgument),
    OptionRow(.keepAliveIdle, on: .tcp, refuses: .seconds(-1), as: .unusableArgument),
    OptionRow(.keepAliveInterval, on: .tcp, refuses: .seconds(32_768), as: .invalidArgument),
    OptionRow(.segmentBytesMax, on: .tcp, refuses: 87, as: .invalidArgument),
    OptionRow(.segmentBytesMax, on: .tcp, refuses: 32_768, as: .invalidArgument),
    OptionRow(.userTimeout, on: .tcp, refuses: .milliseconds(1 << 31), as: .unusableArgument),
    OptionRow(.userTimeout, on: .tcp, refuses: .nanoseconds(-1), as: .unusableArgument),
  ]

  @Test(arguments: settable)
  func `an option of TCP reads back as it was set`(row: OptionRow) throws {
    try row.run()
  }

  @Test(arguments: refused)
  func `a value that TCP cannot have is refused and changes nothing`(row: OptionRow) throws {
    try row.run()
  }

  @Test func `the congestion control can be another`() throws {
    let socket = try Socket(.inet, .stream)
    let first = try socket[.congestionControl]
    #expect(!first.isEmpty)
    // Every kernel has Reno, and each process may use it.
    if first == "reno" { try socket.set(.congestionControl, to: "cubic") }
    let before = try socket[.congestionControl]
    #expect(before != "reno")
    try socket.set(.congestionControl, to: "reno")
    #expect(try socket[.congestionControl] == "reno")
  }

  @Test func `a wait in FIN-WAIT-2 of zero is the system's again`() throws {
    let socket = try Socket(.inet, .stream)
    let first = try socket[.finWaitTimeout]
    try socket.set(.finWaitTimeout, to: first + .seconds(1))
    #expect(try socket[.finWaitTimeout] == first + .seconds(1))
    try socket.set(.finWaitTimeout, to: .zero)
    #expect(try socket[.finWaitTimeout] == first)
  }

  @Test func `information can only be read`() throws {
    let socket = try Socket(.inet, .stream)
    let information = try socket[.information]
    #expect(information.state == .closed)
    let error = failure {
      try socket.set(.information, to: information)
    }
    #expect(error?.code == .noSuchOption)
  }
}
