import Glibc
import SystemCalls
import Testing

/// What is given up does not come back, so each of these has a process of its own.
struct SystemPrivilegesTests {
  @Test(.enabled(if: ProcessIdentity.current.userID == 0, "only root can become another"))
  func `who has become another user cannot go back`() async {
    await #expect(processExitsWith: .success) {
      try System.setSupplementaryGroup(12_345)
      try System.setGroup(12_345)
      try System.setUser(12_345)
      let identity = ProcessIdentity.current
      precondition(identity.userID == 12_345 && identity.groupID == 12_345)
      precondition(getgroups(0, nil) == 1)
      do throws(Errno) {
        try System.setUser(0)
        exit(1)
      } catch {
        precondition(error == .notPermitted)
      }
    }
  }

  @Test func `the mask of file modes is what was set last`() async {
    await #expect(processExitsWith: .success) {
      let before = System.setFileModeMask(0o027)
      precondition(before != 0o027)
      precondition(System.setFileModeMask(0) == 0o027)
    }
  }
}
