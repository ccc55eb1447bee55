internal import Synchronization

/// Whether a server is about to end, as all its connections see it.
final class DrainFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .sequentiallyConsistent) }

  func set() {
    flag.store(true, ordering: .sequentiallyConsistent)
  }
}
