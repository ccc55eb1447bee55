import Accounts
import SocketAddresses

/// A group as it is printed.
struct GroupReport: Encodable {
  /// One setting as text.
  struct Setting: Encodable {
    /// The option that sets it.
    var name: String
    var value: String
  }

  var name: String
  /// What is set, and nothing else.
  var settings: [Setting]

  /// What is set for a group.
  init(_ group: AccountGroup) {
    name = group.name.text
    let own = group.settings
    let size = { (limit: LimitSetting) in limit.value.map(SizeText.write) ?? "none" }
    let count = { (limit: LimitSetting) in limit.value.map(String.init) ?? "none" }
    let all: [(String, String?)] = [
      ("state", own.isEnabled.map { $0 ? "enabled" : "disabled" }),
      ("home", own.home),
      ("permissions", own.permissions?.description),
      ("path-rule", own.pathRules.map { Self.list($0.map(\.description), none: "none") }),
      ("quota-bytes", own.quotaBytes.map(size)),
      ("quota-files", own.quotaFiles.map(count)),
      ("upload-rate", own.uploadRate.map(size)),
      ("download-rate", own.downloadRate.map(size)),
      ("max-sessions", own.sessionsMax.map(count)),
      ("network", own.networks.map { Self.list($0.map(\.description), none: "any") }),
      ("protocols", own.protocols.map { Self.list($0.map(\.rawValue).sorted(), none: "none") }),
      ("require-tls", own.requiresTLS.map { String($0) }),
      ("expires", own.expires.map { $0.value.map(DateText.moment) ?? "never" }),
    ]
    settings = all.compactMap { name, value in value.map { Setting(name: name, value: $0) } }
  }

  private static func list(_ texts: [String], none: String) -> String {
    texts.isEmpty ? none : texts.joined(separator: ",")
  }
}
