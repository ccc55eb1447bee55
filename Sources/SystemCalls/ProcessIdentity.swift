internal import CPlatform

/// Who this process is: getpid(2), geteuid(2) and getegid(2), none of which can fail.
package struct ProcessIdentity: Sendable {
  package var processID: Int32
  package var userID: UInt32
  package var groupID: UInt32

  package static var current: ProcessIdentity {
    ProcessIdentity(processID: getpid(), userID: geteuid(), groupID: getegid())
  }
}
