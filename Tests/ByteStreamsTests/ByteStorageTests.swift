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

  @Test func `bytes that were put there before an error count`() {
    var storage = ByteStorage(capacity: 4)
    #expect(throws: ScriptedFailure.reset) {
      try storage.withFreeBytes { free throws(ScriptedFailure) in
        free.append(1)
        throw .reset
      }
    }
    #expect(storage.array == [1])
  }

  @Test func `bytes that a stream gave before an error count`() async {
    var storage = ByteStorage(capacity: 4)
    storage.append(9)
    await #expect(throws: ScriptedFailure.reset) { try await storage.read(from: HalfwayStream()) }
    #expect(storage.array == [9, 1, 2])
  }

  @Test(arguments: 0...2)
  func `a stream finds the last bytes in its buffer, and appends`(shown: Int) async throws {
    let stream = ScriptedStream(chunks: [[1, 2, 3, 4]])
    var storage = ByteStorage(capacity: 5)
    storage.append(8)
    storage.append(9)
    #expect(try await storage.read(from: stream, showing: shown) == 3)
    #expect(storage.array == [8, 9, 1, 2, 3])
    #expect(stream.readRooms == [3])
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
