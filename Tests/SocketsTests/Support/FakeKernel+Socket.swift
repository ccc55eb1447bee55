import SystemCalls

extension FakeKernel.Fault {
  /// The call fails with the C constant `number` at `turns`.
  static func failing(
    _ call: SystemCall,
    _ number: Int32,
    at turns: ClosedRange<Int> = 1...1
  ) -> FakeKernel.Fault {
    FakeKernel.Fault(call, turns: turns, .failure(Errno(rawValue: number)))
  }
}

/// Every turn of a call.
let everyTurn = 1...Int.max
