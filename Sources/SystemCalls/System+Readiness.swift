internal import CPlatform
internal import Glibc

/// A descriptor and what to wait for on it: `struct pollfd`.
package struct PollEntry: Sendable {
  package var number: Int32
  /// `POLL*` asked for.
  package var events: Int16
  /// `POLL*` that hold, set by `System.poll`.
  package var ready: Int16 = 0

  package init(number: Int32, events: Int16) {
    self.number = number
    self.events = events
  }
}

extension System {
  /// poll(2), not made again when interrupted: the caller knows how much time is left.
  ///
  /// - Parameter timeoutMilliseconds: -1 waits without end, 0 looks and returns.
  /// - Returns: how many entries have something in `ready`; 0 when the time was over.
  package static func poll(
    _ entries: inout [PollEntry],
    timeoutMilliseconds: Int32
  ) throws(Errno) -> Int {
    let asked = entries
    var result: Result<Int, Errno> = .success(0)
    unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: entries.count) { buffer in
      // SAFETY: every element is initialised before the call, which reads and writes `count` of them.
      for index in asked.indices {
        unsafe buffer.initializeElement(
          at: index,
          to: pollfd(fd: asked[index].number, events: asked[index].events, revents: 0)
        )
      }
      do throws(Errno) {
        let ready = try invoke(.poll) { _ in
          unsafe Int(Glibc.poll(buffer.baseAddress, nfds_t(buffer.count), timeoutMilliseconds))
        }
        result = .success(ready)
      } catch {
        result = .failure(error)
        return
      }
      for index in asked.indices { entries[index].ready = unsafe buffer[index].revents }
    }
    return try result.get()
  }

  /// poll(2) for one descriptor: what is ready, or nil when the time was over.
  package static func poll(
    _ number: Int32,
    _ events: Int16,
    timeoutMilliseconds: Int32
  ) throws(Errno) -> Int16? {
    var entry = pollfd(fd: number, events: events, revents: 0)
    let ready = try invoke(.poll) { _ in
      // SAFETY: one entry is lent to the call for its duration.
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

  /// Adds 1 to an eventfd.
  ///
  /// A counter that is full (`EAGAIN`) already says what this would.
  package static func signal(_ event: borrowing FileDescriptor) throws(Errno) {
    let one: InlineArray<1, UInt64> = [1]
    do {
      _ = try unsafe write(event, one.span.bytes)
    } catch .wouldBlock {}
  }

  /// Sets an eventfd back to 0; no error where it was 0.
  package static func clear(_ event: borrowing FileDescriptor) throws(Errno) {
    var counter: InlineArray<1, UInt64> = [0]
    var span = counter.mutableSpan
    var bytes = unsafe span.mutableBytes
    let number = event.number
    do {
      try invoke(.read) { _ in
        unsafe bytes.withUnsafeMutableBytes { bytes in
          // SAFETY: an eventfd is read in 8 bytes, which the counter has.
          unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
        }
      }
    } catch .wouldBlock {}
  }
}

/// The monotonic clock, which no one sets: clock_gettime(2) `CLOCK_MONOTONIC`.
package enum MonotonicClock {
  /// Nanoseconds since a moment that stays the same while the machine runs.
  package static var nanoseconds: Int64 {
    var time = timespec()
    // SAFETY: the kernel writes one timespec.
    unsafe _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
