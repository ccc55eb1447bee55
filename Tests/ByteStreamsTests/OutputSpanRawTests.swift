import Testing

@testable import ByteStreams

@Suite struct OutputSpanRawTests {
  @Test func `free bytes lie behind what an output span holds`() {
    let result = [UInt8](capacity: 4) { output in
      output.append(1)
      output.withFreeBytes { free in
        #expect(free.freeCapacity == 3)
        free.append(2)
        free.append(3)
      }
      output.append(4)
    }
    #expect(result == [1, 2, 3, 4])
  }

  @Test func `free bytes that were filled before an error count`() throws {
    var result: [UInt8] = [1]
    #expect(throws: ScriptedFailure.reset) {
      try result.append(addingCapacity: 4) { output throws(ScriptedFailure) in
        try output.withFreeBytes { free throws(ScriptedFailure) in
          free.append(2)
          throw .reset
        }
      }
    }
    #expect(result == [1, 2])
  }

  @Test(arguments: [0, 1, 7, 8])
  func `bytes are appended up to the last free one`(count: Int) {
    let source = [UInt8].counting(count)
    let target = [UInt8](capacity: 9) { output in
      output.withFreeBytes { free in
        free.append(0xEE)
        let span = source.span
        free.append(unsafe span.bytes)
      }
    }
    #expect(target == [0xEE] + source)
  }

  @Test func `bytes without room end the program`() async {
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [1, 2]
      _ = [UInt8](capacity: 1) { output in
        output.withFreeBytes { free in
          let span = source.span
          free.append(unsafe span.bytes)
        }
      }
    }
  }

  @Test func `a span is appended to an array`() {
    var target: [UInt8] = [9]
    let source: [UInt8] = [1, 2]
    let span = source.span
    target.append(unsafe span.bytes)
    #expect(target == [9, 1, 2])
  }
}
