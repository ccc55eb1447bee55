internal import Glibc

/// Why a system call failed: `errno`, see errno(3).
///
/// A number and not an enumeration, so that a code nobody has heard of yet survives.
@usableFromInline
package struct Errno: Error, RawRepresentable, Hashable, Sendable {
  @usableFromInline package let rawValue: Int32

  @usableFromInline
  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// What the calling thread's last failed call left behind.
  static var current: Errno {
    Errno(rawValue: errno)
  }

  package static let accessDenied = Errno(rawValue: EACCES)
  package static let addressInUse = Errno(rawValue: EADDRINUSE)
  package static let alreadyConnected = Errno(rawValue: EISCONN)
  package static let badFileDescriptor = Errno(rawValue: EBADF)
  package static let brokenPipe = Errno(rawValue: EPIPE)
  package static let connectionReset = Errno(rawValue: ECONNRESET)
  package static let crossDevice = Errno(rawValue: EXDEV)
  package static let directoryNotEmpty = Errno(rawValue: ENOTEMPTY)
  package static let fileExists = Errno(rawValue: EEXIST)
  package static let fileTooLarge = Errno(rawValue: EFBIG)
  package static let illegalBytes = Errno(rawValue: EILSEQ)
  package static let inProgress = Errno(rawValue: EINPROGRESS)
  package static let inputOutput = Errno(rawValue: EIO)
  package static let interrupted = Errno(rawValue: EINTR)
  package static let invalidArgument = Errno(rawValue: EINVAL)
  package static let isDirectory = Errno(rawValue: EISDIR)
  package static let messageTooLong = Errno(rawValue: EMSGSIZE)
  package static let nameTooLong = Errno(rawValue: ENAMETOOLONG)
  package static let noMemory = Errno(rawValue: ENOMEM)
  package static let noSpace = Errno(rawValue: ENOSPC)
  package static let noSuchAddress = Errno(rawValue: ENXIO)
  package static let noSuchDevice = Errno(rawValue: ENODEV)
  package static let noSuchFile = Errno(rawValue: ENOENT)
  package static let notDirectory = Errno(rawValue: ENOTDIR)
  package static let notImplemented = Errno(rawValue: ENOSYS)
  package static let notPermitted = Errno(rawValue: EPERM)
  package static let notSupported = Errno(rawValue: EOPNOTSUPP)
  package static let quotaExceeded = Errno(rawValue: EDQUOT)
  package static let readOnlyFileSystem = Errno(rawValue: EROFS)
  package static let resourceBusy = Errno(rawValue: EBUSY)
  package static let staleHandle = Errno(rawValue: ESTALE)
  package static let textBusy = Errno(rawValue: ETXTBSY)
  package static let timedOut = Errno(rawValue: ETIMEDOUT)
  package static let tooManyHardLinks = Errno(rawValue: EMLINK)
  package static let tooManyLinks = Errno(rawValue: ELOOP)
  package static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  package static let tooManyOpenFilesInSystem = Errno(rawValue: ENFILE)
  package static let wouldBlock = Errno(rawValue: EAGAIN)
}

extension Errno: CustomStringConvertible {
  /// The C library's words for the code, as strerror(3) has them.
  @usableFromInline
  package var description: String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      // SAFETY: the buffer is 256 bytes and lives through the closure; strerror_r (the POSIX form,
      // which a program without GNU macros gets) writes no more than it is told and ends with NUL.
      guard let text = buffer.baseAddress,
        unsafe strerror_r(rawValue, text, buffer.count) == 0
      else { return "error \(rawValue)" }
      return unsafe String(cString: text)
    }
  }
}
