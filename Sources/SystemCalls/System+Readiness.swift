internal import CPlatform
internal import Glibc

extension System {
  /// poll(2), not made again when interrupted: the caller knows how much time is left.
  ///
  /// - Parameters:
  ///   - entries: what to wait for; `ready` is set in each, unless the call throws.
  ///   - timeoutMilliseconds: -1 waits without end, 0 looks and returns.
  /// - Returns: how many entries have something in `ready`; 0 when the time was over.
  /// - Throws: `EINTR` after a signal; `EINVAL` for more entries than the process may open files.
  package static func poll(
    _ entries: inout [PollEntry],
    timeoutMilliseconds: Int32
  ) throws(Errno) -> Int {
    let count = entries.count
    return try unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: count) {
      polled throws(Errno) in
      // SAFETY: every element is initialised first; the call reads and writes `count` of them.
      for (index, entry) in entries.enumerated() {
        let asked = pollfd(fd: entry.number, events: entry.events, revents: 0)
        unsafe polled.initializeElement(at: index, to: asked)
      }
      let ready = try invoke(.poll) { _ in
        unsafe Int(Glibc.poll(polled.baseAddress, nfds_t(count), timeoutMilliseconds))
      }
      for index in entries.indices { entries[index].ready = unsafe polled[index].revents }
      return ready
    }
  }

  /// poll(2) for one descriptor, without allocating.
  ///
  /// - Parameters:
  ///   - number: an open descriptor.
  ///   - events: `POLL*` asked for.
  ///   - timeoutMilliseconds: -1 waits without end, 0 looks and returns.
  /// - Returns: the `POLL*` that hold, or nil when the time was over.
  /// - Throws: `EINTR` after a signal.
  package static func poll(
    _ number: Int32,
    _ events: Int16,
    timeoutMilliseconds: Int32
  ) throws(Errno) -> Int16? {
    var entry = pollfd(fd: number, events: events, revents: 0)
    let ready = try invoke(.poll) { _ in
      // SAFETY: the call reads and writes one entry, which lives in this frame.
      unsafe Int(Glibc.poll(&entry, 1, timeoutMilliseconds))
    }
    return ready > 0 ? entry.revents : nil
  }

  /// eventfd(2), non-blocking, close-on-exec: a counter that a poller can wait for.
  package static func eventfd() throws(Errno) -> FileDescriptor {
    let number = try invoke(.eventfd) { _ in
      Int(CPlatform.eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)))
    }
    return FileDescriptor(owning: Int32(number))
  }

  /// Adds 1 to an eventfd: write(2).
  ///
  /// A counter that is full (`EAGAIN`) already says what this would, and is no error.
  package static func signal(_ event: borrowing FileDescriptor) throws(Errno) {
    let one: InlineArray<1, UInt64> = [1]
    do {
      // SAFETY: an integer's bytes are all initialised, and none of them is padding.
      _ = try unsafe write(event, one.span.bytes)
    } catch .wouldBlock {}
  }

  /// Sets an eventfd back to 0: read(2); no error where it was 0.
  package static func clear(_ event: borrowing FileDescriptor) throws(Errno) {
    let number = event.number
    var counter: UInt64 = 0
    do {
      try invoke(.read) { _ in
        // SAFETY: an eventfd is read in 8 bytes, which the counter in this frame has.
        unsafe Glibc.read(number, &counter, MemoryLayout<UInt64>.size)
      }
    } catch .wouldBlock {}
  }
}
