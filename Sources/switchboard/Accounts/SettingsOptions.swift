import Accounts
import ArgumentParser
import SocketAddresses

/// What can be set for an account or a group.
struct SettingsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The home, an absolute path; 'default' is DATA/homes/NAME.",
      valueName: "DIR"
    ),
    transform: { text in try SettingChange.read(text, SettingsText.home) }
  )
  var home: SettingChange<String>?

  @Option(
    help: ArgumentHelp(
      "What may be done: a list with commas, or all, read-only, upload-only or none.",
      discussion: "The list is of \(Permissions.names.map(\.name).joined(separator: ", ")).",
      valueName: "LIST"
    ),
    transform: { text in try SettingChange.read(text, SettingsText.permissions) }
  )
  var permissions: SettingChange<Permissions>?

  @Option(
    help: ArgumentHelp(
      "What may be done beneath a path of the home; give it again for more, 'none' for none.",
      discussion: "The longest path counts. It replaces the rules that were set before.",
      valueName: "/PATH=LIST"
    )
  )
  var pathRule: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Bytes of all files, as 10G, or 'none'. What a cut upload has left counts, and a file that is \
      replaced until the new one is whole.
      """,
      valueName: "SIZE"
    ),
    transform: LimitText.size(from: 0)
  )
  var quotaBytes: SettingChange<LimitSetting>?

  @Option(
    help: ArgumentHelp("How many files, or 'none'.", valueName: "N"),
    transform: LimitText.count(in: 0...AccountLimits.amountMax)
  )
  var quotaFiles: SettingChange<LimitSetting>?

  @Option(
    help: ArgumentHelp("Sessions at the same time, or 'none'.", valueName: "N"),
    transform: LimitText.count(in: 1...Int64(AccountLimits.sessionsMax))
  )
  var maxSessions: SettingChange<LimitSetting>?

  @Option(
    help: ArgumentHelp("Bytes a second from the client, as 512K, or 'none'.", valueName: "SIZE"),
    transform: LimitText.size(from: 1)
  )
  var uploadRate: SettingChange<LimitSetting>?

  @Option(
    help: ArgumentHelp("Bytes a second to the client, or 'none'.", valueName: "SIZE"),
    transform: LimitText.size(from: 1)
  )
  var downloadRate: SettingChange<LimitSetting>?

  @Option(
    help: ArgumentHelp(
      "A network that the account may come from; give it again for more, 'any' for all.",
      discussion: "It replaces the networks that were set before.",
      valueName: "CIDR"
    )
  )
  var network: [String] = []

  @Option(
    help: ArgumentHelp(
      "When the account ends, or 'never'.",
      discussion: "\(DateText.form).",
      valueName: "DATE"
    ),
    transform: LimitText.end
  )
  var expires: SettingChange<LimitSetting>?

  @Flag(
    name: .customLong("require-tls"),
    inversion: .prefixedNo,
    help: "Refuse to log in without TLS."
  )
  var requireTLS: Bool?

  @Option(
    help: ArgumentHelp(
      "Ways in, with commas: \(AccessProtocol.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "LIST"
    ),
    transform: { text in try SettingChange.read(text, SettingsText.protocols) }
  )
  var protocols: SettingChange<Set<AccessProtocol>>?

  @Flag(help: "Whether the account may log in.")
  var state: AccountState?

  mutating func validate() throws {
    // Read here, so that what cannot be used is told before anything is done.
    do throws(UsageError) {
      _ = try SettingsText.pathRules(pathRule)
      _ = try SettingsText.networks(network)
    } catch {
      throw ValidationError(error.reason)
    }
  }

  /// Whether anything is asked for.
  var isAny: Bool {
    let given: [Any?] = [
      home, permissions, quotaBytes, quotaFiles, maxSessions, uploadRate, downloadRate, expires,
      requireTLS, protocols, state,
    ]
    return given.contains { $0 != nil } || !pathRule.isEmpty || !network.isEmpty
  }

  /// Changes settings as is asked for.
  func apply(to settings: inout AccountSettings) {
    home?.apply(to: &settings.home)
    permissions?.apply(to: &settings.permissions)
    quotaBytes?.apply(to: &settings.quotaBytes)
    quotaFiles?.apply(to: &settings.quotaFiles)
    maxSessions?.apply(to: &settings.sessionsMax)
    uploadRate?.apply(to: &settings.uploadRate)
    downloadRate?.apply(to: &settings.downloadRate)
    expires?.apply(to: &settings.expires)
    protocols?.apply(to: &settings.protocols)
    if let requireTLS { settings.requiresTLS = requireTLS }
    if let state { settings.isEnabled = state == .enabled }
    // Both were read by `validate`.
    (try? SettingsText.pathRules(pathRule))??.apply(to: &settings.pathRules)
    (try? SettingsText.networks(network))??.apply(to: &settings.networks)
  }
}

/// Whether an account may log in.
enum AccountState: String, EnumerableFlag {
  case enabled
  case disabled
}
