import Accounts
import FTPServers
import SocketAddresses
import SystemCalls
import Testing

@testable import switchboard

struct EventRecordTests {
  private static let time = FileTime(seconds: 1_798_741_805, nanoseconds: 7_000_000)
  private static let hostile = Array("a\"\\\n\u{1b}[2J".utf8) + [0xff]

  private static let refused = FTPServerEvent.loginRefused(
    FTPSessionID(rawValue: 3),
    name: hostile,
    peer: IPAddress("2001:db8::1"),
    .wrongPassword
  )

  @Test func `an event is a line of JSON, whatever a client has sent`() {
    let line = EventRecord(Self.refused, at: Self.time).line
    #expect(
      String(decoding: line, as: UTF8.self) == #"""
        {"event":"login-refused","peer":"2001:db8::1","reason":"wrong password","session":3,\#
        "time":"2026-12-31T18:30:05.007Z","user":"a\"\\\n\u001b[2J\#u{fffd}"}

        """#
    )
  }

  @Test func `and a line for people, without control characters`() {
    let line = LogLine.bytes(of: Self.refused, at: Self.time)
    #expect(line.filter { $0 < 0x20 } == [0x0a])
    let text = String(decoding: line, as: UTF8.self)
    #expect(text.hasPrefix("switchboard: 2026-12-31T18:30:05.007Z notice login-refused user="))
    #expect(text.hasSuffix(" peer=2001:db8::1 reason=\"wrong password\" session=3\n"))
  }

  @Test func `a name is kept as far as an account's can go`() {
    let event = FTPServerEvent.loginRefused(
      FTPSessionID(rawValue: 1),
      name: [UInt8](repeating: 0x61, count: 4000),
      peer: nil,
      .invalidName
    )
    let record = EventRecord(event, at: Self.time)
    #expect(record.user?.utf8.count == AccountLimits.nameBytesMax)
  }
}
