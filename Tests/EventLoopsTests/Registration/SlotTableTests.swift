import TestSupport
import Testing

@testable import EventLoops

struct SlotTableTests {
  @Test func `a slot that was given back is the next one, of a new generation`() {
    let table = SlotTable()
    let first = unsafe table.take()
    let (index, token) = unsafe (first.pointee.index, first.pointee.pollToken)
    unsafe first.pointee.reading.isReady = false
    unsafe first.pointee.isClosed = true
    unsafe table.giveBack(first)
    let second = unsafe table.take()
    #expect(unsafe second == first)
    #expect(unsafe second.pointee.index == index)
    #expect(unsafe second.pointee.pollToken != token)
    #expect(unsafe second.pointee.reading.isReady)
    #expect(unsafe !second.pointee.isClosed)
  }

  @Test func `a token finds its slot until that is given back`() {
    let table = SlotTable()
    let slot = unsafe table.take()
    let token = unsafe slot.pointee.pollToken
    #expect(unsafe table.slot(forPollToken: token) == slot)
    unsafe table.giveBack(slot)
    #expect(unsafe table.slot(forPollToken: token) == nil)
    _ = unsafe table.take()
    #expect(unsafe table.slot(forPollToken: token) == nil)
  }

  @Test func `generations come round after all numbers`() {
    let table = SlotTable()
    let slot = unsafe table.take()
    unsafe slot.pointee.generation = .max
    unsafe table.giveBack(slot)
    #expect(unsafe slot.pointee.generation == 0)
  }

  @Test func `there are as many slots as are wanted, each at an address of its own`() {
    let table = SlotTable()
    var addresses: Set<UInt> = []
    for number in 0..<1000 {
      let slot = unsafe table.take()
      #expect(unsafe slot.pointee.index == UInt32(number))
      let timers = unsafe [
        TimerOwner(token: slot.pointee.reading.timer.token),
        TimerOwner(token: slot.pointee.writing.timer.token),
      ]
      guard case .reading(let reader) = timers[0], case .writing(let writer) = timers[1] else {
        Issue.record("a timer of another direction")
        return
      }
      #expect(unsafe reader == slot && writer == slot)
      addresses.insert(UInt(bitPattern: slot))
    }
    #expect(addresses.count == 1000)
    var visited: Set<UInt> = []
    unsafe table.withEach { visited.insert(UInt(bitPattern: $0)) }
    #expect(visited.isSuperset(of: addresses))
  }

  @Test func `many threads that take and give back never have the same slot`() async throws {
    let table = SlotTable()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 1...4 {
        group.addTask {
          try await onThread {
            for _ in 0..<2000 {
              let slots = unsafe (0..<3).map { _ in unsafe table.take() }
              for index in 0..<3 {
                unsafe slots[index].pointee.scopeTask = UInt(thread)
              }
              for index in 0..<3 {
                #expect(unsafe slots[index].pointee.scopeTask == UInt(thread))
                unsafe table.giveBack(slots[index])
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `the two directions of a slot are where they are looked for`() {
    let table = SlotTable()
    let slot = unsafe table.take()
    unsafe slot.pointee.reading.handledWait = 1
    unsafe slot.pointee.writing.handledWait = 2
    unsafe slot.pointee.reading.timer.filedDeadline = 10
    unsafe slot.pointee.writing.timer.filedDeadline = 20
    let (reading, writing) = unsafe (
      DescriptorSlot.state(.reading, of: slot), DescriptorSlot.state(.writing, of: slot)
    )
    #expect(unsafe reading.pointee.handledWait == 1)
    #expect(unsafe writing.pointee.handledWait == 2)
    #expect(unsafe WaitState.timer(of: reading).pointee.filedDeadline == 10)
    #expect(unsafe WaitState.timer(of: writing).pointee.filedDeadline == 20)
  }
}
