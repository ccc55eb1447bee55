import EventLoops
import SystemCalls
import Testing

struct WaiterTests {
  @Test func `a task gets the first value, and the others are not wanted`() async {
    let waiter = Waiter<Int>()
    #expect(!waiter.isOver)
    let value = await waiter.wait(cancelled: -1) {
      #expect(waiter.give(1))
      #expect(!waiter.give(2))
    } leave: {
      Issue.record("nobody left")
    }
    #expect(value == 1)
    #expect(waiter.isOver)
    #expect(!waiter.give(3))
  }

  @Test func `a task that is cancelled while it begins leaves once, after it has begun`() async {
    let waiter = Waiter<Int>()
    let events = Monitor([String]())
    let value = await withTaskGroup(of: Int.self) { group in
      group.addTask {
        await waiter.wait(cancelled: -1) {
          unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
          events.withLock { $0.append("begun") }
        } leave: {
          events.withLock { $0.append("left") }
        }
      }
      return await group.next()
    }
    #expect(value == -1)
    #expect(events.withLock { $0 } == ["begun", "left"])
    #expect(waiter.isOver)
    #expect(!waiter.give(1))
  }

  @Test func `a task that is cancelled while it waits leaves at once`() async {
    let waiter = Waiter<Int>()
    let events = Monitor([String]())
    let (begun, toBegin) = AsyncStream<Void>.makeStream()
    let value = await withTaskGroup(of: Int.self) { group in
      group.addTask {
        await waiter.wait(cancelled: -1) {
          toBegin.finish()
        } leave: {
          events.withLock { $0.append("left") }
        }
      }
      for await _ in begun {}
      group.cancelAll()
      return await group.next()
    }
    #expect(value == -1)
    #expect(events.withLock { $0 } == ["left"])
  }

  @Test func `a task that was cancelled before does not begin`() async {
    let waiter = Waiter<Int>()
    let value = await withTaskGroup(of: Int.self) { group in
      group.cancelAll()
      group.addTask {
        await waiter.wait(cancelled: -1) {
          Issue.record("it began")
        } leave: {
          Issue.record("it left what it had not begun")
        }
      }
      return await group.next()
    }
    #expect(value == -1)
  }
}
