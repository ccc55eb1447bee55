internal import Glibc

/// The kernel's calls: one function for each, named as in C, that throws what `errno` says.
package enum System {}

extension System {
  /// Makes one system call: every call of this module goes through here.
  ///
  /// `errno` is read here and nowhere else, and this is the place that decides what an interrupted
  /// call (`EINTR`) does: it is made again if its kind allows that and `Interruption` has nothing
  /// against it.
  ///
  /// - Parameters:
  ///   - call: which it is.
  ///   - count: the most bytes to transfer, for a call that transfers bytes.
  ///   - attempt: makes the call for at most `count` bytes and returns its result, negative for
  ///     failure.
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
