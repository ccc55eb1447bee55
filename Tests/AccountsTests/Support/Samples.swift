import Accounts
import SocketAddresses
import Testing

/// A name that is one.
func name(_ text: String) throws -> AccountName {
  try #require(AccountName(text))
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension AccountDefaults {
  /// Homes that no test makes.
  static let sample = AccountDefaults(homesDirectory: "/srv/homes")
}

extension PasswordHash {
  /// The hash of a password that costs little.
  static func cheap(of password: String) throws -> PasswordHash {
    try PasswordHash(of: bytes(password), parameters: .least)
  }
}

extension AccountSettings {
  /// Settings that are changed from none.
  static func with(_ change: (inout AccountSettings) -> Void) -> Self {
    var settings = Self()
    change(&settings)
    return settings
  }

  /// Every setting, each with a value that is no default.
  static func full(groups: [AccountName] = []) throws -> Self {
    let networks = try ["10.0.0.0/8", "2001:db8::/32"].map { try #require(IPNetwork($0)) }
    return with { settings in
      settings.isEnabled = false
      settings.expires = .limit(4_000_000_000)
      settings.home = "/srv/elsewhere/with space\nand line"
      settings.permissions = [.list, .read, .setTime]
      settings.pathRules = [
        .init([bytes("pub"), [0x0a, 0xff, 0x3d]], .uploadOnly), .init([], .readOnly),
      ]
      settings.quotaBytes = .limit(1 << 40)
      settings.quotaFiles = LimitSetting.unlimited
      settings.uploadRate = .limit(1)
      settings.downloadRate = .limit(AccountLimits.amountMax)
      settings.sessionsMax = .limit(3)
      settings.networks = networks
      settings.protocols = [.ftps, .sftp]
      settings.requiresTLS = true
      settings.groups = groups
      settings.keys = ["ssh-ed25519 AAAAC3Nz ada@example", "ssh-rsa AAAAB3Nz"]
    }
  }
}
