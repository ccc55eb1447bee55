import CPlatform
import Glibc
import Synchronization
import SystemCalls
import TestSupport
import Testing

/// Signals are a whole process's affair, so each test has a process of its own.
struct SystemSignalsTests {
  @Test func `the first signal is told and the process lives on`() async {
    await #expect(processExitsWith: .success) {
      let event = try Disposition.tellBoth()
      let isTold = try Disposition.send(SIGTERM, expectingIn: event)
      let counter = try event.read(8)
      #expect(isTold)
      #expect(counter.bytes == [1, 0, 0, 0, 0, 0, 0, 0])
    }
  }

  @Test func `a second signal ends the process with 128 and its number`() async {
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
      let event = try Disposition.tellBoth()
      _ = try Disposition.send(SIGTERM, expectingIn: event)
      Disposition.sendLast(SIGTERM)
    }
  }

  @Test func `the second signal may be the other one`() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      let event = try Disposition.tellBoth()
      _ = try Disposition.send(SIGTERM, expectingIn: event)
      Disposition.sendLast(SIGINT)
    }
  }

  @Test func `telling the other signal does not forget the first`() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      let event = try System.eventfd()
      try System.tell(.terminate, to: event)
      _ = try Disposition.send(SIGTERM, expectingIn: event)
      try System.tell(.interrupt, to: event)
      Disposition.sendLast(SIGINT)
    }
  }

  @Test func `another eventfd starts anew`() async {
    await #expect(processExitsWith: .success) {
      let first = try Disposition.tellBoth()
      let isTold = try Disposition.send(SIGTERM, expectingIn: first)
      let second = try Disposition.tellBoth()
      let isToldAgain = try Disposition.send(SIGTERM, expectingIn: second)
      #expect(isTold && isToldAgain)
      #expect(first.number != second.number)
    }
  }

  @Test func `a signal that was reset ends the process by itself`() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      _ = try Disposition.tellBoth()
      System.reset(.terminate)
      Disposition.sendLast(SIGTERM)
    }
  }

  @Test func `a signal that was reset leaves the other told`() async {
    await #expect(processExitsWith: .success) {
      let event = try Disposition.tellBoth()
      System.reset(.terminate)
      let isTold = try Disposition.send(SIGINT, expectingIn: event)
      #expect(isTold)
    }
  }

  @Test func `the handler leaves errno to the code that it interrupts`() async {
    await #expect(processExitsWith: .success) {
      let event = try Disposition.tellBoth()
      // A full counter, so that the handler's own write fails.
      try event.write([0xFE] + [UInt8](repeating: 0xFF, count: 7))
      try await onThread {
        Disposition.unblock(SIGTERM)
        errno = EXDEV
        raise(SIGTERM)
        #expect(errno == EXDEV)
      }
      let isOpen = try !System.isRegularFile(event)
      #expect(isOpen)
    }
  }

  @Test func `an ignored SIGPIPE makes writing to a closed peer an error`() async {
    await #expect(processExitsWith: .success) {
      System.ignorePipeSignal()
      let socket = try abandonedSocket()
      PipeSignal.setBlocked(false)
      #expect(throws: Errno.brokenPipe) { try socket.write([1]) }
    }
  }

  @Test func `without that, writing to a closed peer ends the process`() async {
    await #expect(processExitsWith: .signal(SIGPIPE)) {
      let socket = try abandonedSocket()
      PipeSignal.setBlocked(false)
      try socket.write([1])
    }
  }

  @Test func `a signal ends a wait, and a receive goes on`() async {
    await #expect(processExitsWith: .success) {
      Disposition.interruptCalls(by: SIGUSR1)
      try await onThread {
        Disposition.unblock(SIGUSR1)
        let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
        let far = pair.second.number
        let waiting = pthread_self()
        let progress = Progress()
        let sender = try SystemThread(name: "signals") {
          let socket = FileDescriptor(owning: dup(far))
          // Again and again: one that comes before the call has begun does nothing.
          while progress.step < 1 { pthread_kill(waiting, SIGUSR1) }
          while progress.interruptions < 3 { pthread_kill(waiting, SIGUSR1) }
          _ = try? socket.send([1])
        }
        #expect(throws: Errno.interrupted) {
          _ = try System.poll(pair.first.number, Int16(POLLIN), timeoutMilliseconds: 10_000)
        }
        progress.advance()
        let hook = {
          progress.interrupt()
          return true
        }
        let received = try Interruption.withHook(hook) { () throws(Errno) in
          try pair.first.receive(1)
        }
        sender.join()
        #expect(received.bytes == [1])
        #expect(progress.interruptions >= 3)
      }
    }
  }
}

/// How far a thread has come, for another one.
private final class Progress: Sendable {
  private let steps = Atomic(0)
  private let interrupted = Atomic(0)

  func advance() { steps.add(1, ordering: .sequentiallyConsistent) }
  func interrupt() { interrupted.add(1, ordering: .sequentiallyConsistent) }

  var step: Int { steps.load(ordering: .sequentiallyConsistent) }
  var interruptions: Int { interrupted.load(ordering: .sequentiallyConsistent) }
}
