internal import CPlatform
package import SystemCalls

extension SocketError {
  /// The cause of an error: a code of the system, of the resolver, or of this library.
  ///
  /// A value and not an enumeration: a code that has no name here is kept as the number it is.
  public struct Code: Hashable, Sendable {
    private enum Domain: Hashable {
      case system
      case resolver
      case library
    }

    private let domain: Domain
    private let number: Int32

    private init(_ domain: Domain, _ number: Int32) {
      self.domain = domain
      self.number = number
    }

    /// A code of the system: errno(3).
    public init(errno: Int32) {
      self.init(.system, errno)
    }

    /// A code of the resolver: an `EAI_*` of getaddrinfo(3).
    public init(resolver: Int32) {
      self.init(.resolver, resolver)
    }

    package init(_ errno: Errno) {
      self.init(.system, errno.rawValue)
    }

    /// The `errno` value; nil where the cause is none.
    public var errno: Int32? { domain == .system ? number : nil }

    /// The `EAI_*` value; nil where the cause is none.
    public var resolverCode: Int32? { domain == .resolver ? number : nil }
  }
}

// Causes of this library, which have no `errno`.
extension SocketError.Code {
  /// The timeout of the socket or the call ran out.
  ///
  /// Not `ETIMEDOUT`, by which the kernel says that the peer stopped answering: that is
  /// `connectionTimedOut`.
  public static let timedOut = SocketError.Code(.library, 1)
  /// The kernel answered something that this library cannot read, such as an address cut short.
  public static let malformedAnswer = SocketError.Code(.library, 2)
  /// An argument cannot be: a negative size, an address that the family does not have.
  public static let unusableArgument = SocketError.Code(.library, 3)
  /// The task that asked was cancelled.
  public static let cancelled = SocketError.Code(.library, 4)
  /// This side has closed the socket, before the call or during it.
  public static let closed = SocketError.Code(.library, 5)
  /// Another call of the kind is under way, and there can be one only, or so many at once.
  public static let busy = SocketError.Code(.library, 6)
}

// Causes of the system, by their names in errno(3).
extension SocketError.Code {
  /// `EACCES`.
  public static let accessDenied = SocketError.Code(errno: EACCES)
  /// `EADDRINUSE`.
  public static let addressInUse = SocketError.Code(errno: EADDRINUSE)
  /// `EADDRNOTAVAIL`.
  public static let addressNotAvailable = SocketError.Code(errno: EADDRNOTAVAIL)
  /// `EAFNOSUPPORT`.
  public static let addressFamilyNotSupported = SocketError.Code(errno: EAFNOSUPPORT)
  /// `EALREADY`: a connection attempt is under way.
  public static let alreadyInProgress = SocketError.Code(errno: EALREADY)
  /// `EBADF`.
  public static let badFileDescriptor = SocketError.Code(errno: EBADF)
  /// `EPIPE`: the peer reads no more, or this side has finished sending.
  public static let brokenPipe = SocketError.Code(errno: EPIPE)
  /// `ECONNABORTED`.
  public static let connectionAborted = SocketError.Code(errno: ECONNABORTED)
  /// `ECONNREFUSED`.
  public static let connectionRefused = SocketError.Code(errno: ECONNREFUSED)
  /// `ECONNRESET`.
  public static let connectionReset = SocketError.Code(errno: ECONNRESET)
  /// `ETIMEDOUT`: the peer stopped answering.
  public static let connectionTimedOut = SocketError.Code(errno: ETIMEDOUT)
  /// `EDESTADDRREQ`: the socket has no peer, and none was given.
  public static let destinationAddressRequired = SocketError.Code(errno: EDESTADDRREQ)
  /// `EHOSTUNREACH`.
  public static let hostUnreachable = SocketError.Code(errno: EHOSTUNREACH)
  /// `EINPROGRESS`: a non-blocking connect has begun.
  public static let inProgress = SocketError.Code(errno: EINPROGRESS)
  /// `EIO`.
  public static let inputOutputError = SocketError.Code(errno: EIO)
  /// `EINTR`: a signal interrupted the call, and the interruption handler ended it.
  public static let interrupted = SocketError.Code(errno: EINTR)
  /// `EINVAL`.
  public static let invalidArgument = SocketError.Code(errno: EINVAL)
  /// `EISCONN`.
  public static let isConnected = SocketError.Code(errno: EISCONN)
  /// `EMSGSIZE`: the message is larger than the protocol carries.
  public static let messageTooLong = SocketError.Code(errno: EMSGSIZE)
  /// `ENETDOWN`.
  public static let networkDown = SocketError.Code(errno: ENETDOWN)
  /// `ENETUNREACH`.
  public static let networkUnreachable = SocketError.Code(errno: ENETUNREACH)
  /// `ENOBUFS`.
  public static let noBufferSpace = SocketError.Code(errno: ENOBUFS)
  /// `ENOMEM`.
  public static let noMemory = SocketError.Code(errno: ENOMEM)
  /// `ENODEV`: there is no such network interface.
  public static let noSuchDevice = SocketError.Code(errno: ENODEV)
  /// `ENOENT`.
  public static let noSuchFile = SocketError.Code(errno: ENOENT)
  /// `ENOPROTOOPT`: the protocol has no such option.
  public static let noSuchOption = SocketError.Code(errno: ENOPROTOOPT)
  /// `ENOTCONN`.
  public static let notConnected = SocketError.Code(errno: ENOTCONN)
  /// `ENOSYS`: the kernel does not have the call.
  public static let notImplemented = SocketError.Code(errno: ENOSYS)
  /// `EPERM`.
  public static let notPermitted = SocketError.Code(errno: EPERM)
  /// `ENOTSOCK`.
  public static let notSocket = SocketError.Code(errno: ENOTSOCK)
  /// `EOPNOTSUPP`.
  public static let notSupported = SocketError.Code(errno: EOPNOTSUPP)
  /// `EPROTO`: the connection broke the protocol.
  public static let protocolError = SocketError.Code(errno: EPROTO)
  /// `EPROTONOSUPPORT`: the family has no such protocol for the type.
  public static let protocolNotSupported = SocketError.Code(errno: EPROTONOSUPPORT)
  /// `ESOCKTNOSUPPORT`: the family has no such type.
  public static let socketTypeNotSupported = SocketError.Code(errno: ESOCKTNOSUPPORT)
  /// `EMFILE`: the process has as many descriptors as it may.
  public static let tooManyOpenFiles = SocketError.Code(errno: EMFILE)
  /// `ENFILE`: the system has as many open files as it may.
  public static let tooManyOpenFilesInSystem = SocketError.Code(errno: ENFILE)
  /// `EAGAIN`: a call that does not wait would have to.
  public static let wouldBlock = SocketError.Code(errno: EAGAIN)
  /// `EPROTOTYPE`: a Unix address that belongs to a socket of another type.
  public static let wrongSocketType = SocketError.Code(errno: EPROTOTYPE)
}

// Causes of the resolver, by their names in getaddrinfo(3).
extension SocketError.Code {
  /// `EAI_AGAIN`: the name server did not answer; later it may.
  public static let resolverTryAgain = SocketError.Code(resolver: EAI_AGAIN)
  /// `EAI_FAIL`.
  public static let resolverFailure = SocketError.Code(resolver: EAI_FAIL)
  /// `EAI_FAMILY`.
  public static let resolverFamilyNotSupported = SocketError.Code(resolver: EAI_FAMILY)
  /// `EAI_NONAME`: nobody knows the host or the service.
  public static let unknownName = SocketError.Code(resolver: EAI_NONAME)
  /// `EAI_SERVICE`: the socket type has no such service.
  public static let unknownService = SocketError.Code(resolver: EAI_SERVICE)
}

extension SocketError.Code: CustomStringConvertible {
  /// The system's words for the cause: strerror(3) or gai_strerror(3).
  public var description: String {
    switch domain {
    case .system: Errno(rawValue: number).description
    case .resolver: NameError.text(of: number)
    case .library: SocketError.Code.text(of: self)
    }
  }

  private static func text(of code: SocketError.Code) -> String {
    switch code {
    case .timedOut: "timed out"
    case .malformedAnswer: "the system's answer cannot be read"
    case .cancelled: "cancelled"
    case .closed: "closed"
    case .busy: "another call of this kind is under way"
    default: "an argument cannot be used"
    }
  }
}
