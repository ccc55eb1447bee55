import Sockets
import Testing

@testable import switchboard

struct ClientErrorsTests {
  @Test(arguments: [
    SocketError.Code.connectionReset, .brokenPipe, .connectionTimedOut, .cancelled, .closed,
  ])
  func `how clients leave, and the end of the server, is nothing to tell`(
    _ code: SocketError.Code
  ) {
    #expect(ClientErrors.isOrdinary(SocketError(code, operation: .receive)))
  }

  @Test(arguments: [SocketError.Code.tooManyOpenFiles, .noMemory, .noBufferSpace, .accessDenied])
  func `what somebody can do something about is told`(_ code: SocketError.Code) {
    #expect(!ClientErrors.isOrdinary(SocketError(code, operation: .accept)))
    #expect(!ClientErrors.isOrdinary(UsageError("another error")))
  }
}
