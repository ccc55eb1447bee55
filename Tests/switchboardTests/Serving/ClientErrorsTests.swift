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

  @Test func `what comes again and again is told once in a while, and another error at once`() {
    let errors = ClientErrors()
    let start = ContinuousClock.now
    let (one, other) = (Complaint("one"), Complaint("other"))
    #expect(errors.isNew(one, at: start))
    #expect(!errors.isNew(one, at: start))
    #expect(errors.isNew(other, at: start))
    #expect(!errors.isNew(one, at: start + ClientErrors.quietTime - .nanoseconds(1)))
    #expect(errors.isNew(one, at: start + ClientErrors.quietTime))
    #expect(!errors.isNew(one, at: start + ClientErrors.quietTime))
  }
}
