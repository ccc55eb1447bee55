internal import Glibc

/// An open file descriptor that closes when its owner ends.
///
/// It is owned by one place at a time (`~Copyable`), lent to calls, and cannot be used once closed,
/// because that does not compile.
public struct FileDescriptor: ~Copyable, Sendable {
  /// The number the kernel knows it by, never negative.
  ///
  /// It is valid for as long as this value lives. Do not close it.
  public let number: Int32

  /// Takes over the open descriptor `number`.
  ///
  /// The caller must own it: nothing else may close it from now on.
  ///
  /// - Parameter number: an open descriptor; negative is a programming error and traps.
  public init(owning number: Int32) {
    precondition(number >= 0, "a file descriptor is not negative")
    self.number = number
  }

  deinit {
    // What close(2) reports here has nobody to go to; `close()` is there for who wants to know.
    _ = try? System.close(number)
  }

  /// Hands the open descriptor over to the caller, who closes it from now on.
  ///
  /// - Returns: its number.
  public consuming func detach() -> Int32 {
    let number = self.number
    discard self
    return number
  }

  /// Closes by close(2) and says what it said.
  ///
  /// The descriptor is gone whatever the answer, even `EINTR`: Linux has released the number.
  package consuming func close() throws(Errno) {
    let number = self.number
    discard self
    try System.close(number)
  }
}
