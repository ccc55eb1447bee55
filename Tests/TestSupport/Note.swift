import Synchronization

/// A value that threads and tasks leave for the test.
package final class Note<Value: Sendable>: Sendable {
  private let content: Mutex<Value>

  /// A note that says `value` at first.
  package init(_ value: Value) {
    content = Mutex(value)
  }

  /// What it says now.
  package var value: Value { content.withLock { $0 } }

  /// Says something else.
  package func set(_ value: Value) {
    content.withLock { $0 = value }
  }

  /// Changes what it says.
  package func change(_ body: (inout Value) -> Void) {
    content.withLock { body(&$0) }
  }
}
