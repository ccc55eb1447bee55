internal import GRDB
internal import SocketAddresses

/// The settings of an account or a group as columns of its row, and back.
///
/// Lists are texts with a separator that no element has. A text that does not give a setting makes
/// the row, and so the database, a damaged one: nobody gets more than was set.
enum SettingsColumns {
  /// A column's name, and its value.
  typealias Column = (name: String, value: (any DatabaseValueConvertible)?)

  /// The columns of settings, without the groups, which have a table of their own.
  static func columns(of settings: AccountSettings) -> [Column] {
    [
      ("is_enabled", settings.isEnabled),
      ("expires", settings.expires.map(number)),
      ("home", settings.home),
      ("permissions", settings.permissions?.description),
      ("path_rules", settings.pathRules.map { text($0, separator: "\n") }),
      ("quota_bytes", settings.quotaBytes.map(number)),
      ("quota_files", settings.quotaFiles.map(number)),
      ("upload_rate", settings.uploadRate.map(number)),
      ("download_rate", settings.downloadRate.map(number)),
      ("sessions_max", settings.sessionsMax.map(number)),
      ("networks", settings.networks.map { text($0, separator: ",") }),
      ("protocols", settings.protocols.map { $0.map(\.rawValue).sorted().joined(separator: ",") }),
      ("requires_tls", settings.requiresTLS),
      ("public_keys", settings.keys.isEmpty ? nil : settings.keys.joined(separator: "\n")),
    ]
  }

  /// The settings of a row, without groups.
  ///
  /// - Throws: `AccountError.damaged`, or what GRDB throws for a column of another type.
  static func settings(of row: Row, path: String) throws -> AccountSettings {
    var settings = AccountSettings()
    let reader = ColumnReader(row: row, path: path)
    settings.isEnabled = try reader.value("is_enabled")
    settings.expires = try reader.limit("expires")
    settings.home = try reader.value("home")
    settings.permissions = try reader.text("permissions") { Permissions($0) }
    settings.pathRules = try reader.list("path_rules", separator: "\n") {
      AccessRules.PathRule($0)
    }
    settings.quotaBytes = try reader.limit("quota_bytes")
    settings.quotaFiles = try reader.limit("quota_files")
    settings.uploadRate = try reader.limit("upload_rate")
    settings.downloadRate = try reader.limit("download_rate")
    settings.sessionsMax = try reader.limit("sessions_max")
    settings.networks = try reader.list("networks", separator: ",") { IPNetwork($0) }
    settings.protocols = try reader.list("protocols", separator: ",") {
      AccessProtocol(rawValue: $0)
    }.map { Set($0) }
    settings.requiresTLS = try reader.value("requires_tls")
    settings.keys = try reader.list("public_keys", separator: "\n") { $0 } ?? []
    return settings
  }

  private static func number(_ setting: LimitSetting) -> Int64 {
    setting.value ?? -1
  }

  private static func text(
    _ values: [some LosslessStringConvertible],
    separator: String
  ) -> String {
    values.map(\.description).joined(separator: separator)
  }
}
