import CPlatform
import TestSupport
import Testing

struct CPlatformTests {
  // That the constants are C's is checked where the C file is compiled.
  @Test func `credentials are laid out as three words`() {
    #expect(MemoryLayout<cplatform_credentials>.size == 12)
    #expect(MemoryLayout<cplatform_credentials>.offset(of: \.user) == 4)
    #expect(MemoryLayout<cplatform_credentials>.offset(of: \.group) == 8)
  }

  @Test(arguments: [
    (0, 16, 16), (1, 17, 24), (4, 20, 24), (8, 24, 24), (12, 28, 32), (253, 269, 272),
  ])
  func `a control message has a header of 16 bytes and is padded to 8`(
    _ payload: Int,
    _ length: Int,
    _ space: Int
  ) {
    #expect(cplatform_cmsg_length(payload) == length)
    #expect(cplatform_cmsg_space(payload) == space)
    #expect(cplatform_cmsg_align(length) == space)
  }

  @Test func `each thread has a slot of its own, empty at first`() async throws {
    /// What was in the slot, before and after this thread filled it.
    @Sendable func look(_ bits: Int) -> [Int] {
      // SAFETY: what is in the slot is compared and never used as a pointer.
      let before = unsafe Int(bitPattern: cplatform_thread_slot())
      unsafe cplatform_set_thread_slot(UnsafeMutableRawPointer(bitPattern: bits))
      return unsafe [before, Int(bitPattern: cplatform_thread_slot())]
    }
    let (first, second) = try await onThread {
      (look(16), look(32))
    }
    let other = try await onThread { look(48) }
    #expect(first == [0, 16])
    #expect(second == [16, 32])
    #expect(other == [0, 48])
  }
}
