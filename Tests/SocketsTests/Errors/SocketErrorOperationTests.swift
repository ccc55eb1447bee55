import Sockets
import Testing

struct SocketErrorOperationTests {
  @Test func `each operation has words of its own`() {
    let operations: [SocketError.Operation] = [
      .accept, .activate, .adopt, .bind, .close, .connect, .duplicate, .getOption, .listen,
      .localAddress, .open, .pair, .peerAddress, .receive, .resolve, .send, .sendFile, .setOption,
      .setTimeout,
      .shutdown, .wait,
    ]
    #expect(Set(operations).count == operations.count)
    for operation in operations {
      #expect(!operation.rawValue.isEmpty)
      #expect(operation.rawValue == operation.rawValue.lowercased())
    }
  }

  @Test func `a layer above has its own`() {
    let operation: SocketError.Operation = "juggle"
    #expect(operation == SocketError.Operation(rawValue: "juggle"))
    #expect(SocketError(.timedOut, operation: operation).description == "juggle: timed out")
  }
}
