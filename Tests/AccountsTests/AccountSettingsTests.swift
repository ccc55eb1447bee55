import Accounts
import SocketAddresses
import Testing

struct AccountSettingsTests {
  typealias Change = @Sendable (inout AccountSettings) -> Void

  static let valid: [(what: String, change: Change)] = [
    ("nothing", { _ in }),
    ("the root", { $0.home = "/" }),
    ("the longest home", { $0.home = "/" + String(repeating: "x", count: 4_095) }),
    (
      "a quota of nothing",
      {
        $0.quotaBytes = .limit(0)
        $0.quotaFiles = .limit(0)
      }
    ),
    ("the largest quota", { $0.quotaBytes = .limit(1 << 60) }),
    (
      "no limits",
      {
        $0.quotaBytes = LimitSetting.unlimited
        $0.uploadRate = LimitSetting.unlimited
        $0.sessionsMax = LimitSetting.unlimited
      }
    ),
    (
      "the slowest rate",
      {
        $0.uploadRate = .limit(1)
        $0.downloadRate = .limit(1)
      }
    ),
    ("most sessions", { $0.sessionsMax = .limit(1_000_000) }),
    ("most rules", { $0.pathRules = Array(repeating: .init([], .all), count: 256) }),
    ("no networks", { $0.networks = [] }),
    ("the longest key", { $0.keys = [String(repeating: "x", count: 8_192)] }),
  ]

  @Test(arguments: valid)
  func `settings within their limits are valid`(what: String, change: Change) throws {
    try AccountSettings.with(change).validate()
    try AccountSettings.full().validate()
  }

  static let invalid: [(what: String, change: Change)] = [
    ("home is no absolute path", { $0.home = "" }),
    ("home is no absolute path", { $0.home = "srv" }),
    ("home is longer", { $0.home = "/" + String(repeating: "x", count: 4_096) }),
    ("home contains a NUL byte", { $0.home = "/a\0b" }),
    ("expiry -1 is not", { $0.expires = .limit(-1) }),
    ("quota of bytes -1 is not", { $0.quotaBytes = .limit(-1) }),
    ("quota of bytes", { $0.quotaBytes = .limit((1 << 60) + 1) }),
    ("quota of files", { $0.quotaFiles = .limit(.min) }),
    ("upload rate 0 is not", { $0.uploadRate = .limit(0) }),
    ("download rate", { $0.downloadRate = .limit(.max) }),
    ("number of sessions 0 is not", { $0.sessionsMax = .limit(0) }),
    ("number of sessions", { $0.sessionsMax = .limit(1_000_001) }),
    ("257 rules", { $0.pathRules = Array(repeating: .init([], .all), count: 257) }),
    ("a rule's path", { $0.pathRules = [.init([[]], .all)] }),
    ("a rule's path", { $0.pathRules = [.init([bytes("..")], .all)] }),
    ("65 networks", { $0.networks = Array(repeating: IPNetwork(.v4(.loopback)), count: 65) }),
    ("no protocol", { $0.protocols = [] }),
    ("65 keys", { $0.keys = Array(repeating: "x", count: 65) }),
    ("a key is not", { $0.keys = [""] }),
    ("a key is not", { $0.keys = ["a\nb"] }),
    ("a key is not", { $0.keys = [String(repeating: "x", count: 8_193)] }),
  ]

  @Test(arguments: invalid)
  func `settings beyond their limits are refused in one line`(
    reason: String,
    change: Change
  ) throws {
    let error = try #require(throws: AccountError.self) {
      try AccountSettings.with(change).validate()
    }
    #expect(error.description.hasPrefix(reason))
    #expect(!error.description.contains("\n"))
  }

  @Test func `an account is in few groups, and in each once`() throws {
    let groups = try (0..<17).map { try name("g\($0)") }
    try AccountSettings.with { $0.groups = Array(groups.dropLast()) }.validate()
    #expect(throws: AccountError.invalidSetting("17 groups, more than 16")) {
      try AccountSettings.with { $0.groups = groups }.validate()
    }
    #expect(throws: AccountError.invalidSetting("a group is named twice")) {
      try AccountSettings.with { $0.groups = [groups[0], groups[1], groups[0]] }.validate()
    }
  }

  @Test func `a group has neither groups nor keys`() throws {
    let group = try name("staff")
    for settings in [AccountSettings.with { $0.groups = [group] }, .with { $0.keys = ["x"] }] {
      #expect(throws: AccountError.self) { try settings.validate(isOfGroup: true) }
      try settings.validate()
    }
  }

  @Test func `settings are completed by others where they have none`() throws {
    let full = try AccountSettings.full()
    var other = full
    other.groups = [try name("staff")]
    other.keys = []
    let completed = AccountSettings().completed(by: other)
    var expected = full
    expected.keys = []
    #expect(completed == expected)
    let opposite = AccountSettings.with { settings in
      settings.isEnabled = true
      settings.expires = LimitSetting.unlimited
      settings.home = "/"
      settings.permissions = []
      settings.pathRules = []
      settings.quotaBytes = LimitSetting.unlimited
      settings.quotaFiles = .limit(0)
      settings.uploadRate = LimitSetting.unlimited
      settings.downloadRate = LimitSetting.unlimited
      settings.sessionsMax = LimitSetting.unlimited
      settings.networks = []
      settings.protocols = [.ftp]
      settings.requiresTLS = false
    }
    #expect(opposite.completed(by: full) == opposite)
  }
}
