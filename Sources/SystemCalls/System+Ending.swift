internal import Glibc

extension System {
  /// exit(3): ends the process, with all its threads.
  ///
  /// - Parameter status: what the process that started this one is told; its lowest eight bits.
  package static func exit(_ status: Int32) -> Never {
    Glibc.exit(status)
  }
}
