import CPlatform
import Sockets
import Testing

struct SocketErrorCodeTests {
  @Test(arguments: [
    (SocketError.Code.accessDenied, EACCES), (.addressFamilyNotSupported, EAFNOSUPPORT),
    (.addressInUse, EADDRINUSE), (.addressNotAvailable, EADDRNOTAVAIL),
    (.alreadyInProgress, EALREADY), (.badFileDescriptor, EBADF), (.brokenPipe, EPIPE),
    (.connectionAborted, ECONNABORTED), (.connectionRefused, ECONNREFUSED),
    (.connectionReset, ECONNRESET), (.connectionTimedOut, ETIMEDOUT),
    (.destinationAddressRequired, EDESTADDRREQ), (.hostUnreachable, EHOSTUNREACH),
    (.inProgress, EINPROGRESS), (.inputOutputError, EIO), (.interrupted, EINTR),
    (.invalidArgument, EINVAL), (.isConnected, EISCONN), (.messageTooLong, EMSGSIZE),
    (.networkDown, ENETDOWN), (.networkUnreachable, ENETUNREACH), (.noBufferSpace, ENOBUFS),
    (.noMemory, ENOMEM), (.noSuchDevice, ENODEV), (.noSuchFile, ENOENT),
    (.noSuchOption, ENOPROTOOPT), (.notConnected, ENOTCONN), (.notImplemented, ENOSYS),
    (.notPermitted, EPERM), (.notSocket, ENOTSOCK), (.notSupported, EOPNOTSUPP),
    (.protocolNotSupported, EPROTONOSUPPORT), (.socketTypeNotSupported, ESOCKTNOSUPPORT),
    (.tooManyOpenFiles, EMFILE), (.tooManyOpenFilesInSystem, ENFILE), (.wouldBlock, EAGAIN),
    (.wrongSocketType, EPROTOTYPE),
  ])
  func `a code of the system has its errno`(code: SocketError.Code, number: Int32) {
    #expect(code.errno == number)
    #expect(code.resolverCode == nil)
    #expect(code == SocketError.Code(errno: number))
  }

  @Test(arguments: [
    (SocketError.Code.resolverTryAgain, EAI_AGAIN), (.resolverFailure, EAI_FAIL),
    (.resolverFamilyNotSupported, EAI_FAMILY), (.unknownName, EAI_NONAME),
    (.unknownService, EAI_SERVICE),
  ])
  func `a code of the resolver has its own number`(code: SocketError.Code, number: Int32) {
    #expect(code.resolverCode == number)
    #expect(code.errno == nil)
    #expect(code == SocketError.Code(resolver: number))
  }

  @Test(arguments: [
    (SocketError.Code.timedOut, "timed out"),
    (.malformedAnswer, "the system's answer cannot be read"),
    (.unusableArgument, "an argument cannot be used"),
    (.cancelled, "cancelled"),
    (.closed, "closed"),
    (.busy, "another call of this kind is under way"),
  ])
  func `a code of the library has no number and words of its own`(
    code: SocketError.Code,
    words: String
  ) {
    #expect(code.errno == nil)
    #expect(code.resolverCode == nil)
    #expect(code.description == words)
  }

  @Test func `the same number means something else to each`() {
    for number: Int32 in 1...6 {
      #expect(SocketError.Code(errno: number) != SocketError.Code(resolver: number))
      #expect(SocketError.Code(errno: number) != .timedOut)
      #expect(SocketError.Code(errno: number) != .malformedAnswer)
      #expect(SocketError.Code(resolver: number) != .unusableArgument)
      #expect(SocketError.Code(errno: number) != .cancelled)
      #expect(SocketError.Code(errno: number) != .closed)
      #expect(SocketError.Code(errno: number) != .busy)
    }
    #expect(SocketError.Code.timedOut != .connectionTimedOut)
  }

  @Test func `a number that nobody has named survives, with words`() {
    #expect(SocketError.Code(errno: 4242).errno == 4242)
    #expect(SocketError.Code(errno: 4242).description.contains("4242"))
    #expect(SocketError.Code(resolver: -4242).resolverCode == -4242)
    #expect(!SocketError.Code(resolver: -4242).description.isEmpty)
  }

  @Test func `the words are the system's`() {
    #expect(SocketError.Code.addressInUse.description == "Address already in use")
    #expect(SocketError.Code.unknownName.description == "Name or service not known")
  }
}
