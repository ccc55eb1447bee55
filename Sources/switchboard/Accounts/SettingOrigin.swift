import Accounts

/// Who has set what holds for an account.
struct SettingOrigin {
  /// What is set for the account itself.
  var own: AccountSettings
  /// Its groups, the first one first.
  var groups: [AccountGroup]

  /// Who has set a setting.
  ///
  /// - Parameter name: the name of its option.
  /// - Returns: `account`, `group NAME` or `default`; nothing for what nobody sets.
  func of(_ name: String) -> String {
    switch name {
    case "password", "used-bytes", "used-files": return "-"
    case "group": return own.groups.isEmpty ? "default" : "account"
    default: break
    }
    if Self.isSet(name, in: own) { return "account" }
    let group = groups.first { Self.isSet(name, in: $0.settings) }
    return group.map { "group \($0.name)" } ?? "default"
  }

  private static func isSet(_ name: String, in settings: AccountSettings) -> Bool {
    switch name {
    case "state": settings.isEnabled != nil
    case "home": settings.home != nil
    case "permissions": settings.permissions != nil
    case "path-rule": settings.pathRules != nil
    case "quota-bytes": settings.quotaBytes != nil
    case "quota-files": settings.quotaFiles != nil
    case "upload-rate": settings.uploadRate != nil
    case "download-rate": settings.downloadRate != nil
    case "max-sessions": settings.sessionsMax != nil
    case "network": settings.networks != nil
    case "protocols": settings.protocols != nil
    case "require-tls": settings.requiresTLS != nil
    case "expires": settings.expires != nil
    default: false
    }
  }
}
