import FTPClients
import Sockets
import TLS
import Testing

/// What errors say, and what follows from them.
@Suite struct FTPClientErrorTests {
  private static let refused = SocketError(.connectionRefused, operation: .connect)

  static let cases: [(FTPClientError, text: String, code: Int?, isTransient: Bool)] = [
    (.connect(refused), "connect to: Connection refused", nil, true),
    (
      .connect(SocketError(.unknownName, operation: .resolve)),
      "resolve: Name or service not known", nil, false
    ),
    (
      .dataConnection(refused),
      "data connection: connect to: Connection refused; try the other data mode (active, passive)",
      nil, true
    ),
    (.tls(.truncated), "TLS: the connection has ended without close_notify", nil, false),
    (.refused(command: "RETR a", code: 550, text: "No"), "RETR a: 550 No", 550, false),
    (.refused(command: "STOR a", code: 452, text: "Full"), "STOR a: 452 Full", 452, true),
    (.protocolViolation("x"), "no FTP server, or a broken one: x", nil, false),
    (
      .truncated(receivedBytes: 7),
      "the transfer was cut off after 7 bytes (no close_notify): resume it", nil, true
    ),
    (.timedOut(.reply), "no reply in time: try again later, or allow more time", nil, true),
    (
      .closedByServer(nil), "the server has closed the connection: connect again", nil, true
    ),
    (.closed, "the session is closed: connect again", nil, false),
    (.cancelled, "cancelled", nil, false),
    (.busy, "another operation of this session is under way: wait for its end", nil, false),
    (.unusableArgument("x"), "x", nil, false),
    (.unsupported("do x"), "the server cannot do x", nil, false),
    (.unsafeName(".."), #"the listing has a name that leads elsewhere: "..""#, nil, false),
    (.tooMuch("9 bytes"), "the listing has more than 9 bytes", nil, false),
    (.handler(refused), "connect to: Connection refused", nil, false),
  ]

  @Test(arguments: cases.indices)
  func `each says what to do in one line`(_ index: Int) {
    let (error, text, code, isTransient) = Self.cases[index]
    #expect(error.description == text)
    #expect(error.replyCode == code)
    #expect(error.isTransient == isTransient)
    #expect(error.isNoSuchFile == (code == 550))
  }
}
