/// Values of keys that were met lately, in bounded memory.
///
/// There are two generations: what is used is in the young one, and when that is full it becomes
/// the old one, and what of the old one was not used meanwhile is forgotten. So what a flood of new
/// keys pushes out is what nobody has asked for.
struct RecentTable<Key: Hashable, Value> {
  private let recordsMax: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  /// A table without values.
  ///
  /// - Parameter recordsMax: keys of one generation, at least 1.
  init(recordsMax: Int) {
    self.recordsMax = max(1, recordsMax)
  }

  /// The value of a key; setting it to nil forgets it.
  subscript(key: Key) -> Value? {
    mutating get {
      if let value = young[key] { return value }
      guard let value = old[key] else { return nil }
      insert(value, for: key)
      return value
    }
    set {
      if let newValue {
        insert(newValue, for: key)
      } else {
        young[key] = nil
        old[key] = nil
      }
    }
  }

  /// Keys that have a value: at most twice as many as a generation has.
  var count: Int { young.count + old.count }

  /// All keys with their values.
  var entries: [(key: Key, value: Value)] {
    young.map { $0 } + old.map { $0 }
  }

  private mutating func insert(_ value: Value, for key: Key) {
    old[key] = nil
    if young[key] == nil, young.count == recordsMax {
      old = young
      young = [:]
    }
    young[key] = value
  }
}
