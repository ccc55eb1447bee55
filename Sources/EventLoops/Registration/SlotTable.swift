internal import Synchronization

/// The slots of an event loop, by their numbers.
///
/// Slots are taken by any thread and given back on the loop's; what is in them is the loop's.
@safe
final class SlotTable: Sendable {
  /// The most descriptors that one loop serves: what Linux allows a process at most by default
  /// (fs.nr_open).
  static let slotsMax = 1 << 20
  /// Slots that are allocated at once: some 60 KiB.
  private static let chunkSlots = 256

  private struct State {
    var free: [UInt32] = []
    var count = 0
  }

  // SAFETY: the directory has `slotsMax / chunkSlots` places. One is written once, under the lock,
  // before the first slot of its chunk is given away; the loop reads it for slots that it was
  // given.
  private nonisolated(unsafe) let directory:
    UnsafeMutablePointer<UnsafeMutablePointer<DescriptorSlot>?>
  private let state = Mutex(State())

  init() {
    let chunks = SlotTable.slotsMax / SlotTable.chunkSlots
    unsafe directory = .allocate(capacity: chunks)
    // SAFETY: as many places as were allocated.
    unsafe directory.initialize(repeating: nil, count: chunks)
  }

  deinit {
    // SAFETY: nobody has a slot any more, since whoever has one keeps the loop; slots are trivial.
    for chunk in 0..<SlotTable.slotsMax / SlotTable.chunkSlots {
      unsafe directory[chunk]?.deallocate()
    }
    unsafe directory.deallocate()
  }

  /// Takes a slot as new.
  func take() -> UnsafeMutablePointer<DescriptorSlot> {
    let index = state.withLock { state in
      if state.free.isEmpty { addChunk(&state) }
      return state.free.removeLast()
    }
    // SAFETY: the number was free, so that the slot exists and nobody else has it.
    return unsafe pointer(to: index)
  }

  /// Gives a slot back, on the loop's thread, with no wait going on and no timer filed.
  func giveBack(_ slot: UnsafeMutablePointer<DescriptorSlot>) {
    // SAFETY: the caller has taken it, and does not use it any more.
    unsafe slot.pointee.reset()
    let index = unsafe slot.pointee.index
    state.withLock { $0.free.append(index) }
  }

  /// The slot that an event belongs to, on the loop's thread; nil where it has changed hands since.
  func slot(forPollToken token: UInt64) -> UnsafeMutablePointer<DescriptorSlot>? {
    // SAFETY: the token was made from a slot of this table.
    let slot = unsafe pointer(to: UInt32(truncatingIfNeeded: token))
    return unsafe slot.pointee.pollToken == token ? slot : nil
  }

  /// Calls `body` with every slot there is, on the loop's thread.
  func withEach(_ body: (UnsafeMutablePointer<DescriptorSlot>) -> Void) {
    let count = state.withLock { $0.count }
    // SAFETY: as many slots exist.
    for index in 0..<count { unsafe body(pointer(to: UInt32(index))) }
  }

  private func pointer(to index: UInt32) -> UnsafeMutablePointer<DescriptorSlot> {
    // Unsigned, so that both are a shift and a mask.
    let (chunk, place) = index.quotientAndRemainder(dividingBy: UInt32(SlotTable.chunkSlots))
    // SAFETY: the caller's number is one of a slot that exists, and with it its chunk.
    guard let slots = unsafe directory[Int(chunk)] else { preconditionFailure("no such slot") }
    return unsafe slots + Int(place)
  }

  private func addChunk(_ state: inout State) {
    precondition(state.count < SlotTable.slotsMax, "more descriptors than a loop serves")
    // SAFETY: every slot of the new chunk is initialised before the directory knows it.
    let slots = UnsafeMutablePointer<DescriptorSlot>.allocate(capacity: SlotTable.chunkSlots)
    for place in 0..<SlotTable.chunkSlots {
      let index = UInt32(state.count + place)
      unsafe (slots + place).initialize(to: DescriptorSlot(index: index))
      unsafe (slots + place).pointee.reading.timer.token = TimerOwner.reading(slots + place).token
      unsafe (slots + place).pointee.writing.timer.token = TimerOwner.writing(slots + place).token
    }
    unsafe directory[state.count / SlotTable.chunkSlots] = slots
    // The lowest number is at the end, so that slots in use lie close together.
    state.free = (0..<SlotTable.chunkSlots).reversed().map { UInt32(state.count + $0) }
    state.count += SlotTable.chunkSlots
  }
}
