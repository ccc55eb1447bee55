import Testing

@testable import FTPProtocol

/// A session that is led through lines.
struct LedSession {
  var state: FTPSessionState

  init(_ policy: FTPSessionPolicy = FTPSessionPolicy()) {
    state = FTPSessionState(policy: policy)
  }

  /// Expects what is done with a line, and completes it with a code if one is given.
  mutating func expect(
    _ line: String,
    _ admission: FTPAdmission,
    _ code: FTPReplyCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let admitted = state.admit(FTPCommand.parse(bytes(line)))
    #expect(admitted == admission, "\(line)", sourceLocation: sourceLocation)
    if let code, case .perform(let command) = admission { complete(command, code) }
  }

  mutating func complete(_ command: FTPCommand, _ code: FTPReplyCode) {
    state.complete(command, with: code)
  }

  mutating func logIn(type: String = "A") {
    expect("USER alice", .perform(.user(bytes("alice"))), 331)
    expect("PASS secret", .perform(.pass(bytes("secret"))), 230)
    #expect(state.stage == .loggedIn)
    _ = state.admit(FTPCommand.parse(bytes("TYPE \(type)")))
  }

  func isUrgent(_ line: String) -> Bool {
    state.isUrgent(FTPCommand.parse(bytes(line)))
  }
}
