internal import Glibc

extension System {
  /// fflush(3) and _exit(2): ends the process, with all its threads.
  ///
  /// Without what libraries do at exit(3): OpenSSL would free what other threads still use.
  ///
  /// - Parameter status: what the process that started this one is told; its lowest eight bits.
  package static func exit(_ status: Int32) -> Never {
    fflush(nil)
    Glibc._exit(status)
  }
}
