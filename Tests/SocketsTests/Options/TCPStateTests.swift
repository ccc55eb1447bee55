import CPlatform
import Sockets
import Testing

struct TCPStateTests {
  static let states: [(TCPState, Int, String)] = [
    (.established, TCP_ESTABLISHED, "ESTABLISHED"), (.synSent, TCP_SYN_SENT, "SYN-SENT"),
    (.synReceived, TCP_SYN_RECV, "SYN-RECEIVED"), (.finWait1, TCP_FIN_WAIT1, "FIN-WAIT-1"),
    (.finWait2, TCP_FIN_WAIT2, "FIN-WAIT-2"), (.timeWait, TCP_TIME_WAIT, "TIME-WAIT"),
    (.closed, TCP_CLOSE, "CLOSED"), (.closeWait, TCP_CLOSE_WAIT, "CLOSE-WAIT"),
    (.lastAcknowledgement, TCP_LAST_ACK, "LAST-ACK"), (.listen, TCP_LISTEN, "LISTEN"),
    (.closing, TCP_CLOSING, "CLOSING"),
  ]

  @Test(arguments: states)
  func `a state has the kernel's number and the standard's name`(
    state: TCPState,
    number: Int,
    name: String
  ) {
    #expect(Int(state.rawValue) == number)
    #expect(state.description == name)
  }

  @Test func `there is no other state`() {
    #expect(TCPState.allCases == Self.states.map(\.0))
    #expect(TCPState(rawValue: 0) == nil)
    #expect(TCPState(rawValue: 12) == nil)
  }
}
