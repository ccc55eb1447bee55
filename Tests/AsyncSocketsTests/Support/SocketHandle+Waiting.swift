import EventLoops

@testable import AsyncSockets

extension SocketHandle {
  /// Whether an operation waits for something to read, or for a connection.
  var isWaitingToRead: Bool {
    get async {
      await eventLoop.run { [self] in
        // SAFETY: this is the loop's thread.
        unsafe core.registration.slot.pointee.reading.waiter != nil
      }
    }
  }

  /// Whether an operation waits for room to write, or to be connected.
  var isWaitingToWrite: Bool {
    get async {
      await eventLoop.run { [self] in
        // SAFETY: this is the loop's thread.
        unsafe core.registration.slot.pointee.writing.waiter != nil
      }
    }
  }
}
