internal import CPlatform
internal import Glibc

extension System {
  /// getsockopt(2): writes the value into `value` and returns its length.
  package static func getsockopt(
    _ socket: borrowing FileDescriptor,
    _ level: Int32,
    _ name: Int32,
    into value: inout MutableRawSpan
  ) throws(Errno) -> Int {
    let number = socket.number
    var length: socklen_t = 0
    try invoke(.getsockopt) { _ in
      unsafe value.withUnsafeMutableBytes { bytes in
        length = socklen_t(clamping: bytes.count)
        // SAFETY: the kernel writes at most `length` bytes at the address, which has as many.
        return unsafe Int(Glibc.getsockopt(number, level, name, bytes.baseAddress, &length))
      }
    }
    return min(Int(length), value.byteCount)
  }

  /// setsockopt(2).
  package static func setsockopt(
    _ socket: borrowing FileDescriptor,
    _ level: Int32,
    _ name: Int32,
    _ value: RawSpan
  ) throws(Errno) {
    let number = socket.number
    try invoke(.setsockopt) { _ in
      unsafe value.withUnsafeBytes { bytes in
        // SAFETY: the kernel reads `count` bytes at the address and no more.
        unsafe Int(
          Glibc.setsockopt(number, level, name, bytes.baseAddress, socklen_t(clamping: bytes.count))
        )
      }
    }
  }

  /// setsockopt(2) with no value and a length alone, as `ALG_SET_AEAD_AUTHSIZE` wants it.
  ///
  /// A length that is no `socklen_t` is `EINVAL`.
  package static func setsockopt(
    _ socket: borrowing FileDescriptor,
    _ level: Int32,
    _ name: Int32,
    lengthOnly length: Int
  ) throws(Errno) {
    guard let length = socklen_t(exactly: length) else { throw .invalidArgument }
    let number = socket.number
    try invoke(.setsockopt) { _ in Int(Glibc.setsockopt(number, level, name, nil, length)) }
  }

  /// fcntl(2) `F_GETFL`: whether `O_NONBLOCK` is set.
  package static func isNonBlocking(_ file: borrowing FileDescriptor) throws(Errno) -> Bool {
    try statusFlags(file.number) & O_NONBLOCK != 0
  }

  /// fcntl(2) `F_SETFL`: sets or clears `O_NONBLOCK`; no call where it is so already.
  package static func setNonBlocking(
    _ file: borrowing FileDescriptor,
    _ isNonBlocking: Bool
  ) throws(Errno) {
    let number = file.number
    let flags = try statusFlags(number)
    let wanted = isNonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK
    guard wanted != flags else { return }
    try invoke(.fcntl) { _ in Int(Glibc.fcntl(number, F_SETFL, wanted)) }
  }

  /// fcntl(2) `F_GETFD`: whether programs that this one starts inherit the descriptor.
  package static func isInheritable(_ file: borrowing FileDescriptor) throws(Errno) -> Bool {
    let number = file.number
    let flags = try invoke(.fcntl) { _ in Int(Glibc.fcntl(number, F_GETFD)) }
    return Int32(flags) & FD_CLOEXEC == 0
  }

  /// fcntl(2) `F_SETFD`: sets or clears close-on-exec.
  package static func setInheritable(
    _ file: borrowing FileDescriptor,
    _ isInheritable: Bool
  ) throws(Errno) {
    let number = file.number
    try invoke(.fcntl) { _ in Int(Glibc.fcntl(number, F_SETFD, isInheritable ? 0 : FD_CLOEXEC)) }
  }

  /// fcntl(2) `F_DUPFD_CLOEXEC`: a second descriptor for the same open file.
  package static func duplicate(
    _ file: borrowing FileDescriptor
  ) throws(Errno) -> FileDescriptor {
    let number = file.number
    let copy = try invoke(.fcntl) { _ in Int(Glibc.fcntl(number, F_DUPFD_CLOEXEC, 0)) }
    return FileDescriptor(owning: Int32(copy))
  }

  private static func statusFlags(_ number: Int32) throws(Errno) -> Int32 {
    Int32(try invoke(.fcntl) { _ in Int(Glibc.fcntl(number, F_GETFL)) })
  }
}
