import Metrics
import Synchronization

/// What a server has counted, to be shown: the backend of its metrics.
final class MetricsTable: MetricsFactory {
  /// A metric, and what it is of.
  struct Key: Hashable, Comparable, Sendable {
    let label: String
    /// Names and values, in order.
    let dimensions: [[String]]

    static func < (left: Key, right: Key) -> Bool {
      if left.label != right.label { return left.label < right.label }
      return left.dimensions.lexicographicallyPrecedes(right.dimensions) {
        $0.lexicographicallyPrecedes($1)
      }
    }
  }

  /// A metric's values.
  enum Entry: Sendable {
    case counter(MetricValue)
    case meter(MetricValue)
    case summary(MetricSummary)
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// All metrics, those of one label one after another.
  var all: [(key: Key, entry: Entry)] {
    entries.withLock { entries in
      entries.sorted { $0.key < $1.key }.map { (key: $0.key, entry: $0.value) }
    }
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    let entry = entry(label, dimensions, or: .counter(MetricValue()))
    guard case .counter(let value) = entry else { return MetricValue() }
    return value
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    let entry = entry(label, dimensions, or: .meter(MetricValue()))
    guard case .meter(let value) = entry else { return MetricValue() }
    return value
  }

  func makeRecorder(
    label: String,
    dimensions: [(String, String)],
    aggregate: Bool
  ) -> any RecorderHandler {
    summary(label, dimensions)
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    summary(label, dimensions)
  }

  // A metric lasts as long as its server.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  private func summary(_ label: String, _ dimensions: [(String, String)]) -> MetricSummary {
    let entry = entry(label, dimensions, or: .summary(MetricSummary()))
    guard case .summary(let summary) = entry else { return MetricSummary() }
    return summary
  }

  private func entry(
    _ label: String,
    _ dimensions: [(String, String)],
    or new: Entry
  ) -> Entry {
    let key = Key(label: label, dimensions: dimensions.map { [$0.0, $0.1] })
    return entries.withLock { entries in
      if let entry = entries[key] { return entry }
      entries[key] = new
      return new
    }
  }
}
