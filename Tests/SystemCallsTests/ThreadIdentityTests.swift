import Synchronization
import SystemCalls
import TestSupport
import Testing

struct ThreadIdentityTests {
  @Test func `a thread is itself, and no other`() throws {
    let here = ThreadIdentity.current
    let there = Mutex<ThreadIdentity?>(nil)
    try SystemThread(name: "other") { there.withLock { $0 = .current } }.join()
    #expect(here == ThreadIdentity.current)
    #expect(there.withLock { $0 } != nil)
    #expect(there.withLock { $0 } != here)
  }

  @Test func `a thread's processor time grows as it works, and not as another does`() async throws {
    try await onThread {
      let identity = ThreadIdentity.current
      let before = try #require(identity.processorTime)
      var after = before
      while after < before + .milliseconds(2) { after = try #require(identity.processorTime) }
      try SystemThread(name: "other") {
        let start = ThreadIdentity.current.processorTime ?? .zero
        while (ThreadIdentity.current.processorTime ?? .zero) < start + .milliseconds(20) {}
      }.join()
      #expect(try #require(identity.processorTime) < after + .milliseconds(20))
    }
  }
}
