internal import Glibc

/// The kernel's calls: one function for each, named as in C, that throws what `errno` says.
///
/// Each `RawSpan` and `OutputRawSpan` is lent to the kernel for the call and no longer. An empty
/// span for an address or a control message means none.
package enum System {}

extension System {
  /// Makes one system call: every call of this module whose failure is told goes through here.
  ///
  /// This is the place that turns `errno` into an error, and that decides what an interrupted call
  /// (`EINTR`) does: it is made again if its kind allows that and `Interruption` has nothing
  /// against it.
  ///
  /// - Parameters:
  ///   - call: which it is.
  ///   - count: the most bytes to transfer, for a call that transfers bytes.
  ///   - attempt: makes the call for at most `count` bytes and returns its result, or a negative
  ///     number and leaves the cause in `errno`.
  /// - Returns: the call's result, never negative.
  /// - Throws: the cause of the call's failure.
  @inline(__always)
  @discardableResult
  static func invoke(
    _ call: SystemCall,
    upTo count: Int = .max,
    _ attempt: (_ count: Int) -> Int
  ) throws(Errno) -> Int {
    while true {
      let result = answer(call, count, attempt)
      if result >= 0 { return result }
      let error = Errno.current
      guard error == .interrupted, call.isRetriedWhenInterrupted, Interruption.goesOn() else {
        throw error
      }
    }
  }

  #if DEBUG
  private static func answer(_ call: SystemCall, _ count: Int, _ attempt: (Int) -> Int) -> Int {
    FakeKernel.answer(call, count, attempt)
  }
  #else
  @inline(__always)
  private static func answer(_ call: SystemCall, _ count: Int, _ attempt: (Int) -> Int) -> Int {
    attempt(count)
  }
  #endif
}
