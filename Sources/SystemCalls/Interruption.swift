internal import CPlatform

/// What a thread does when a signal interrupts one of its calls: go on, unless a hook says no.
///
/// CPython runs its signal handlers at this point (PEP 475), and one that raises ends the call.
/// The hook belongs to the thread that set it and lasts for a scope.
package enum Interruption {
  /// Runs `body` with a hook that each interrupted call of this thread asks.
  ///
  /// - Parameters:
  ///   - hook: answers whether to go on; `false` lets the call end with `EINTR`. Hooks do not
  ///     stack: the innermost alone is asked.
  ///   - body: makes the calls, on this thread.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  package static func withHook<R: ~Copyable, E: Error>(
    _ hook: () -> Bool,
    _ body: () throws(E) -> R
  ) throws(E) -> R {
    // SAFETY: no other thread reads this slot. It holds a pointer to this frame's record only while
    // this frame lives: what it held before is put back on every path.
    let outer = unsafe cplatform_thread_slot()
    return try withoutActuallyEscaping(hook) { hook throws(E) -> R in
      var record = Record(goesOn: hook)
      defer { unsafe cplatform_set_thread_slot(outer) }
      return try unsafe withUnsafeMutablePointer(to: &record) { pointer throws(E) -> R in
        unsafe cplatform_set_thread_slot(pointer)
        return try body()
      }
    }
  }

  /// Whether the interrupted call of this thread is to go on.
  package static func goesOn() -> Bool {
    // SAFETY: the slot is nil or points to the record of a `withHook` further up this thread's
    // stack.
    guard let slot = unsafe cplatform_thread_slot() else { return true }
    return unsafe slot.assumingMemoryBound(to: Record.self).pointee.goesOn()
  }

  private struct Record {
    var goesOn: () -> Bool
  }
}
