import CPlatform
import SystemCalls
import Testing

struct ErrnoTests {
  @Test(arguments: [
    (Errno.addressInUse, EADDRINUSE, "Address already in use"),
    (.alreadyConnected, EISCONN, "Transport endpoint is already connected"),
    (.badFileDescriptor, EBADF, "Bad file descriptor"),
    (.connectionReset, ECONNRESET, "Connection reset by peer"),
    (.inProgress, EINPROGRESS, "Operation now in progress"),
    (.interrupted, EINTR, "Interrupted system call"),
    (.invalidArgument, EINVAL, "Invalid argument"),
    (.messageTooLong, EMSGSIZE, "Message too long"),
    (.noMemory, ENOMEM, "Cannot allocate memory"),
    (.noSuchDevice, ENODEV, "No such device"),
    (.notSupported, EOPNOTSUPP, "Operation not supported"),
    (.timedOut, ETIMEDOUT, "Connection timed out"),
    (.wouldBlock, EAGAIN, "Resource temporarily unavailable"),
  ])
  func `a named code has C's number and words`(_ code: Errno, _ number: Int32, _ text: String) {
    #expect(code.rawValue == number)
    #expect(code == Errno(rawValue: number))
    #expect(code.description == text)
  }

  @Test(arguments: [4095, -1, Int32.max, Int32.min])
  func `a code that nobody knows is told by its number`(_ number: Int32) {
    #expect(Errno(rawValue: number).description == "error \(number)")
  }

  @Test func `codes are told apart`() {
    #expect(Set([Errno.interrupted, .wouldBlock, .interrupted]).count == 2)
  }
}
