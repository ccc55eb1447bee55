import Testing

@testable import ByteStreams

@Suite struct ByteStorageTests {
  @Test func `bytes are put behind those that are there`() {
    var storage = ByteStorage(capacity: 4)
    storage.withFreeBytes { free in
      #expect(free.freeCapacity == 4)
      free.append(1)
      free.append(2)
    }
    storage.withFreeBytes { free in
      #expect(free.freeCapacity == 2)
      free.append(3)
    }
    #expect(storage.array == [1, 2, 3])
    #expect(storage.count == 3)
    #expect(storage.capacity == 4)
  }

  @Test func `bytes that were put there before an error count, also across a wait`() async {
    var storage = ByteStorage(capacity: 4)
    #expect(throws: ScriptedFailure.reset) {
      try storage.withFreeBytes { free throws(ScriptedFailure) in
        free.append(1)
        throw .reset
      }
    }
    await #expect(throws: ScriptedFailure.timedOut) {
      try await storage.withFreeBytes { (free) async throws(ScriptedFailure) in
        free.append(2)
        await Task.yield()
        free.append(3)
        throw .timedOut
      }
    }
    #expect(storage.array == [1, 2, 3])
  }

  @Test(arguments: 0...5)
  func `what is left moves to the front`(dropped: Int) {
    let bytes = [UInt8].counting(5)
    var storage = ByteStorage(capacity: 5)
    let span = bytes.span
    storage.append(unsafe span.bytes)
    storage.moveToFront(droppingFirst: dropped)
    #expect(storage.array == Array(bytes[dropped...]))
  }

  @Test func `no memory holds no bytes`() {
    var storage = ByteStorage(capacity: 0)
    storage.withFreeBytes { free in #expect(free.freeCapacity == 0) }
    storage.moveToFront(droppingFirst: 0)
    #expect(storage.array == [])
  }

  @Test func `bytes without room end the program`() async {
    await #expect(processExitsWith: .failure) {
      let bytes: [UInt8] = [1, 2]
      var storage = ByteStorage(capacity: 1)
      let span = bytes.span
      storage.append(unsafe span.bytes)
    }
  }
}
