import CPlatform
import Foundation
import Synchronization
import SystemCalls
import TestSupport
import Testing

struct SystemThreadTests {
  /// What a thread left for the one that started it.
  private final class Note<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) {
      self.value = Mutex(value)
    }

    func set(_ value: Value) {
      self.value.withLock { $0 = value }
    }

    func get() -> Value {
      value.withLock { $0 }
    }
  }

  @Test func `joining waits until the thread has ended`() throws {
    let event = try System.eventfd()
    let number = event.number
    let note = Note(false)
    let thread = try SystemThread(name: "worker") {
      _ = try? System.poll(number, Int16(POLLIN), timeoutMilliseconds: -1)
      note.set(true)
    }
    #expect(!note.get())
    try System.signal(event)
    thread.join()
    #expect(note.get())
  }

  @Test(arguments: [
    ("worker", "worker"),
    ("exactly-fifteen", "exactly-fifteen"),
    ("exactly-sixteen!", "exactly-sixteen"),
    ("ééééééééé", "ééééééé"),
    ("1234567890123é", "1234567890123é"),
    ("12345678901234é", "12345678901234"),
    ("🚀🚀🚀🚀", "🚀🚀🚀"),
    (String(repeating: "long ", count: 1000), "long long long "),
  ])
  func `a thread has its name, cut between characters`(_ name: String, _ kept: String) throws {
    let note = Note("")
    try SystemThread(name: name) {
      note.set((try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)) ?? "")
    }.join()
    #expect(note.get() == kept + "\n")
  }

  @Test(arguments: [false, true])
  func `a thread that nobody joins runs to its end`(_ isDetached: Bool) throws {
    let event = try System.eventfd()
    let number = event.number
    let thread = try SystemThread(name: "alone") {
      let copy = FileDescriptor(owning: dup(number))
      try? System.signal(copy)
    }
    if isDetached { thread.detach() } else { _ = consume thread }
    let ready = try System.poll(number, Int16(POLLIN), timeoutMilliseconds: -1)
    #expect(ready == Int16(POLLIN))
  }

  @Test func `a thread may have a small stack, but not one too small`() throws {
    let note = Note(false)
    try SystemThread(name: "small", stackBytes: 64 << 10) { note.set(true) }.join()
    #expect(note.get())
    for stackBytes in [0, 1, 16 << 10 - 1] {
      #expect(throws: Errno.invalidArgument) {
        try SystemThread(name: "too small", stackBytes: stackBytes) {}.join()
      }
    }
  }

  @Test func `a thread lets go of its body when it has ended`() throws {
    weak var watched: Note<Bool>?
    do {
      let note = Note(true)
      watched = note
      try SystemThread(name: "holder") { note.set(false) }.join()
    }
    #expect(watched == nil)
  }

  #if DEBUG
  @Test func `a thread that does not start lets go of its body`() throws {
    weak var watched: Note<Bool>?
    do {
      let note = Note(true)
      watched = note
      FakeKernel.run([.init(.pthreadCreate, .failure(.wouldBlock))]) {
        #expect(throws: Errno.wouldBlock) {
          try SystemThread(name: "never") { note.set(false) }.join()
        }
      }
      #expect(note.get())
    }
    #expect(watched == nil)
  }
  #endif
}
