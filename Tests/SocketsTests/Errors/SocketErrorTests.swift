import SocketAddresses
import Sockets
import Testing

struct SocketErrorTests {
  static let address = SocketAddress.ipv4(.loopback, port: 80)
  static let refused = SocketError(.connectionRefused, operation: .connect, address: address)

  @Test func `an error says what was asked, of whom and why it failed, in one line`() {
    #expect(Self.refused.description == "connect to 127.0.0.1:80: Connection refused")
    #expect(SocketError(.timedOut, operation: .receive).description == "receive: timed out")
  }

  @Test func `the name that was asked for stands for the address`() {
    var error = Self.refused
    error.endpoint = Endpoint("localhost:80")
    #expect(error.description == "connect to localhost:80: Connection refused")
  }

  @Test func `bytes that had gone are told where there are any`() {
    var error = SocketError(.brokenPipe, operation: .send, transferred: 12)
    #expect(error.description == "send: Broken pipe (after 12 bytes)")
    error.transferred = 0
    #expect(error.description == "send: Broken pipe")
  }

  @Test func `several attempts are told one by one, and one is not told twice`() {
    var error = Self.refused
    error.attempts = [Self.refused]
    #expect(error.description == Self.refused.description)
    let unreachable = SocketError(.networkUnreachable, operation: .connect)
    error.attempts.append(unreachable)
    #expect(
      error.description == """
        \(Self.refused.description) (\(Self.refused.description); \(unreachable.description))
        """
    )
  }

  @Test func `a switch tells errors by their code`() {
    let isRefused =
      switch Self.refused {
      case .timedOut: false
      case .connectionRefused: true
      default: false
      }
    #expect(isRefused)
  }

  @Test func `errors are equal where all of them is`() {
    var error = Self.refused
    #expect(error == Self.refused)
    error.transferred = 1
    #expect(error != Self.refused)
    #expect(Set([error, Self.refused, error]).count == 2)
  }

  @Test func `a new error has nothing but what it was given`() {
    let error = SocketError(.timedOut, operation: .wait)
    #expect(error.address == nil)
    #expect(error.endpoint == nil)
    #expect(error.transferred == 0)
    #expect(error.attempts.isEmpty)
  }
}
