package import SystemCalls

extension EventLoop {
  /// Waits until poll(2) tells one of some events of a descriptor, which stays open.
  ///
  /// One task at a time can wait so for a descriptor on each loop: who shares one duplicates it.
  ///
  /// - Parameters:
  ///   - events: of poll(2), such that epoll tells of a change with `EPOLLIN`.
  ///   - descriptor: what is to be watched.
  /// - Throws: `.cancelled`, `.closed`, `.timedOut`; `.system` where the poller has no room.
  package func wait(
    for events: Int16,
    of descriptor: borrowing FileDescriptor
  ) async throws(WaitFailure) {
    try await runOperation { () async throws(WaitFailure) in
      let registration = Registration(on: self)
      try registration.begin(.reading)
      // The descriptor stays open: the poller must not go on to tell of it.
      defer { registration.release(descriptor) }
      while !Self.tells(events, of: descriptor) {
        registration.noteWouldBlock(.reading)
        try await registration.wait(for: .reading, descriptor, until: .never)
      }
    }
  }

  private static func tells(_ events: Int16, of descriptor: borrowing FileDescriptor) -> Bool {
    let told = try? System.poll(descriptor.number, events, timeoutMilliseconds: 0)
    return told != nil
  }
}
