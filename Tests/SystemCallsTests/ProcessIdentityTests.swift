import Foundation
import SystemCalls
import TestSupport
import Testing

struct ProcessIdentityTests {
  @Test func `the process is the one that the kernel knows`() throws {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    func field(_ name: String, _ column: Int) -> String? {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return line?.split(separator: "\t").dropFirst(column).first.map(String.init)
    }
    let current = ProcessIdentity.current
    #expect(field("Pid", 1) == String(current.processID))
    // The second of the real, effective, saved and file system one.
    #expect(field("Uid", 2) == String(current.userID))
    #expect(field("Gid", 2) == String(current.groupID))
  }
}
