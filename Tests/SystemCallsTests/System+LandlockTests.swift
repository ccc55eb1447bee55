import Glibc
import SystemCalls
import TestSupport
import Testing

/// Rules bind for ever, so each of these has a process of its own.
@Suite(.enabled(if: (try? System.landlockVersion()) != nil, "this kernel has no Landlock"))
struct SystemLandlockTests {
  @Test func `what no rule allows cannot be read, and what one allows can`() async {
    await #expect(processExitsWith: .success) {
      let rules = try System.makeFileRules(handling: [.readFile, .readDirectory])
      let place = try System.open(Array("/proc".utf8), [.path])
      try System.allow([.readFile, .readDirectory], beneath: place, in: rules)
      _ = try System.open(Array("/etc".utf8), [.directory])
      try System.forbidNewPrivileges()
      try System.restrictThread(to: rules)
      _ = try System.open(Array("/proc/self/status".utf8), [])
      do throws(Errno) {
        _ = try System.open(Array("/etc".utf8), [.directory])
        exit(1)
      } catch {
        precondition(error == .accessDenied)
      }
    }
  }

  @Test func `an access that a file cannot have is refused`() async throws {
    let rules = try System.makeFileRules(handling: [.readFile, .readDirectory])
    let place = try System.open(Array("/dev/null".utf8), [.path])
    try System.allow(.readFile, beneath: place, in: rules)
    #expect(throws: Errno.invalidArgument) {
      try System.allow(.readDirectory, beneath: place, in: rules)
    }
  }

  @Test func `a version knows what those before it know, and more`() {
    #expect(FileAccess.known(in: 0).isEmpty)
    #expect(!FileAccess.known(in: 1).contains(.refer))
    #expect(FileAccess.known(in: 2).subtracting(FileAccess.known(in: 1)) == .refer)
    #expect(FileAccess.known(in: 3).subtracting(FileAccess.known(in: 2)) == .truncate)
    #expect(FileAccess.known(in: 100) == FileAccess.known(in: 3))
  }
}
