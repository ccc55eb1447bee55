import Accounts
import SocketAddresses

/// All that holds for an account, as it is printed.
struct AccountReport: Encodable {
  /// One setting as text.
  struct Line: Encodable {
    /// The option that sets it.
    var name: String
    var value: String
  }

  var name: String
  var isEnabled: Bool
  /// Nil where nobody has asked.
  var hasPassword: Bool?
  var home: String
  var permissions: String
  var pathRules: [String]
  var quotaBytes: Int64?
  var quotaFiles: Int64?
  /// What is used of the quota; nil without quota, and where it is not counted yet.
  var usedBytes: Int64?
  var usedFiles: Int64?
  var uploadRate: Int64?
  var downloadRate: Int64?
  var maxSessions: Int?
  var networks: [String]
  var protocols: [String]
  var requiresTLS: Bool
  /// `YYYY-MM-DDTHH:MM:SSZ`.
  var expires: String?
  var groups: [String]

  /// The headings of `lines` with where each comes from.
  static let lineColumns = ["SETTING", "VALUE", "FROM"]

  /// What is known of an account.
  ///
  /// - Parameters:
  ///   - account: as it is now.
  ///   - store: knows what it uses of its quota.
  ///   - hasPassword: whether it has a password, where that is known.
  /// - Throws: what the store says.
  init(
    _ account: Account,
    in store: some AccountStore,
    hasPassword: Bool? = nil
  ) throws(AccountError) {
    name = account.name.text
    isEnabled = account.isEnabled
    self.hasPassword = hasPassword
    home = account.home
    permissions = account.access.permissions.description
    pathRules = account.access.rules.map(\.description)
    quotaBytes = account.quota.bytes
    quotaFiles = account.quota.files
    let used = account.quota.isUnlimited ? nil : try store.usage(of: account.id)?.used
    usedBytes = used?.bytes
    usedFiles = used?.files
    uploadRate = account.uploadRate
    downloadRate = account.downloadRate
    maxSessions = account.sessionsMax
    networks = account.networks.map(\.description)
    protocols = AccessProtocol.allCases.filter(account.protocols.contains).map(\.rawValue)
    requiresTLS = account.requiresTLS
    expires = account.expires.map(DateText.moment)
    groups = account.groups.map(\.text)
  }

  /// A line for each setting, by the name of its option.
  var lines: [Line] {
    let lines: [(String, String)] = [
      ("state", isEnabled ? "enabled" : "disabled"),
      ("password", hasPassword == false ? "none" : "set"),
      ("group", groups.isEmpty ? "none" : groups.joined(separator: ",")),
      ("home", home),
      ("permissions", permissions),
      ("path-rule", pathRules.isEmpty ? "none" : pathRules.joined(separator: " ")),
      ("quota-bytes", Self.size(quotaBytes)),
      ("quota-files", quotaFiles.map(String.init) ?? "none"),
      ("used-bytes", usedBytes.map(String.init) ?? "-"),
      ("used-files", usedFiles.map(String.init) ?? "-"),
      ("upload-rate", Self.size(uploadRate)),
      ("download-rate", Self.size(downloadRate)),
      ("max-sessions", maxSessions.map(String.init) ?? "none"),
      ("network", networks.isEmpty ? "any" : networks.joined(separator: ",")),
      ("protocols", protocols.joined(separator: ",")),
      ("require-tls", String(requiresTLS)),
      ("expires", expires ?? "never"),
    ]
    return lines.map { Line(name: $0.0, value: $0.1) }
  }

  private static func size(_ bytes: Int64?) -> String {
    bytes.map(SizeText.write) ?? "none"
  }
}
