internal import CPlatform

/// Room for the events of one epoll_wait(2), used by one thread at a time.
@safe
package struct PolledEvents: ~Copyable, Sendable {
  // SAFETY: the memory belongs to this value alone, has `capacity` elements, which are initialised,
  // and is freed with it. The one thread that waits writes and reads them.
  nonisolated(unsafe) let storage: UnsafeMutablePointer<epoll_event>
  /// How many events fit.
  package let capacity: Int

  /// Room for `capacity` events, at least one.
  package init(capacity: Int) {
    self.capacity = max(1, capacity)
    unsafe storage = UnsafeMutablePointer<epoll_event>.allocate(capacity: self.capacity)
    // SAFETY: as many as were allocated.
    unsafe storage.initialize(repeating: epoll_event(), count: self.capacity)
  }

  deinit {
    // SAFETY: allocated by `init`; events are trivial, so that nothing has to be undone first.
    unsafe storage.deallocate()
  }

  /// An event: what was registered together with its descriptor, and what has happened to it
  /// (`EPOLL*`).
  package subscript(index: Int) -> (token: UInt64, events: UInt32) {
    precondition(index < capacity, "no such event")
    // SAFETY: all places are initialised.
    return unsafe (storage[index].data.u64, storage[index].events)
  }
}
