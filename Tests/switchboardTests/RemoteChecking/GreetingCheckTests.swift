import Testing

@testable import switchboard

/// What a greeting gives away.
struct GreetingCheckTests {
  @Test(arguments: [
    ("(vsFTPd 3.0.3)", true),
    ("ProFTPD 1.3.8b Server", true),
    ("Pure-FTPd 1.0", true),
    ("Service ready", false),
    ("Welcome to ftp1.example.com", false),
    ("192.0.2.1 FTP server ready.", false),
    ("It is 12:30 now. You are user number 1 of 50.", false),
    ("", false),
  ])
  func `a version is a number with points, and no address`(text: String, isVersion: Bool) {
    #expect(GreetingCheck.namesVersion(text) == isVersion)
  }
}
