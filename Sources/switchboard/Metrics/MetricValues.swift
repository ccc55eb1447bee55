import Metrics
import Synchronization

/// A number that is counted up, or up and down.
final class MetricValue: CounterHandler, MeterHandler {
  private let state = Mutex(0.0)

  /// What it is now.
  var value: Double { state.withLock { $0 } }

  func increment(by amount: Int64) { increment(by: Double(amount)) }
  func increment(by amount: Double) { state.withLock { $0 += amount } }
  func decrement(by amount: Double) { state.withLock { $0 -= amount } }
  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { state.withLock { $0 = value } }
  func reset() { set(0.0) }
}

/// How many values there were, and their sum: of times in seconds.
final class MetricSummary: TimerHandler, RecorderHandler {
  private let state = Mutex((count: 0, sum: 0.0))

  /// What they are now.
  var values: (count: Int, sum: Double) { state.withLock { $0 } }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    state.withLock { state in
      state.count += 1
      state.sum += value
    }
  }
}
