internal import Foundation

/// Which process it is, among all that the machine has ever had: proc(5).
package struct ProcessBirth: Hashable, Sendable {
  /// Which start of the machine: /proc/sys/kernel/random/boot_id.
  package let boot: String
  /// Its number, which others get after it.
  package let number: Int32
  /// When it began, in ticks of the clock since the machine's start: field 22 of /proc/PID/stat.
  package let start: UInt64

  /// This process; nil where /proc is not there.
  package static var current: Self? {
    Self(number: ProcessInfo.processInfo.processIdentifier)
  }

  /// The process that runs under a number; nil where none does.
  package init?(number: Int32) {
    guard let boot = Self.read("/proc/sys/kernel/random/boot_id"),
      let status = Self.read("/proc/\(number)/stat"), let start = Self.start(in: status)
    else { return nil }
    self.boot = boot.filter { $0.isASCII && !$0.isWhitespace && $0 != ":" }
    self.number = number
    self.start = start
  }

  /// The process of a text.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let number = Int32(parts[1]), let start = UInt64(parts[2]) else {
      return nil
    }
    boot = String(parts[0])
    self.number = number
    self.start = start
  }

  /// The text that gives the process again.
  package var text: String { "\(boot):\(number):\(start)" }

  /// The second field is the program's name in parentheses, which may hold any character.
  private static func start(in status: String) -> UInt64? {
    guard let end = status.lastIndex(of: ")") else { return nil }
    let fields = status[end...].dropFirst().split(separator: " ")
    return fields.count > 19 ? UInt64(fields[19]) : nil
  }

  private static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
