import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopBuffersTests {
  @Test func `a buffer comes back from whatever thread it is given back on`() async throws {
    try await withEventLoop { loop in
      for isFromLoop in [true, false] {
        let address = await loop.run { take(loop) }
        if isFromLoop {
          await loop.run { giveBack(address, loop) }
        } else {
          giveBack(address, loop)
        }
        let next = await loop.run { take(loop) }
        #expect(next == address)
        await loop.run { giveBack(next, loop) }
      }
    }
  }

  @Test func `no buffer can be given back`() async throws {
    try await withEventLoop { loop in unsafe loop.giveBackBuffer(nil) }
  }

  @Test func `a buffer has the bytes that it says`() async throws {
    try await withEventLoop { loop in
      let count = await loop.run {
        let buffer = unsafe loop.takeBuffer()
        defer { unsafe loop.giveBackBuffer(buffer.baseAddress) }
        return buffer.count
      }
      #expect(count == EventLoop.bufferBytes)
      #expect(count == 65_536)
    }
  }
}

private func take(_ loop: EventLoop) -> UInt {
  unsafe UInt(bitPattern: loop.takeBuffer().baseAddress)
}

private func giveBack(_ address: UInt, _ loop: EventLoop) {
  unsafe loop.giveBackBuffer(UnsafeMutableRawPointer(bitPattern: address))
}
