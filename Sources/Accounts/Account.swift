package import SocketAddresses

/// All that holds for an account, from its own settings, its groups' and the defaults: what a
/// session needs.
///
/// It is a value of one moment; ``revision`` tells it from a later one.
package struct Account: Hashable, Sendable {
  /// Which account it is, for ever.
  package var id: AccountID
  /// What its user logs in with.
  package var name: AccountName
  /// Whether it may log in.
  package var isEnabled: Bool
  /// When it ends, in seconds of Unix time; nil is never.
  package var expires: Int64?
  /// The path of its home.
  package var home: String
  /// What it may do where in its home.
  package var access: AccessRules
  /// How much it may keep.
  package var quota: Quota
  /// Bytes a second from the client, all transfers of a session together; nil is without limit.
  package var uploadRate: Int64?
  /// Bytes a second to the client, all transfers of a session together; nil is without limit.
  package var downloadRate: Int64?
  /// Sessions at once; nil is without limit.
  package var sessionsMax: Int?
  /// Networks that it may come from; none is all.
  package var networks: [IPNetwork]
  /// The ways in.
  package var protocols: Set<AccessProtocol>
  /// Whether to log in without encryption is refused.
  package var requiresTLS: Bool
  /// The groups that it is in, the first one first.
  package var groups: [AccountName]
  /// Public keys, a line each.
  package var keys: [String]
  /// Grows with every change of the account or of one of its groups.
  package var revision: Int64

  /// The account that comes of settings.
  ///
  /// - Parameters:
  ///   - stored: the account's own.
  ///   - groups: those of its groups, the first one first.
  ///   - defaults: what holds where none of them has set anything.
  package init(_ stored: StoredAccount, groups: [AccountSettings], defaults: AccountDefaults) {
    let settings = groups.reduce(stored.settings) { $0.completed(by: $1) }
    id = stored.id
    name = stored.name
    revision = stored.revision
    isEnabled = settings.isEnabled ?? true
    expires = settings.expires?.value
    home = settings.home ?? defaults.home(of: stored.name)
    access = AccessRules(settings.permissions ?? .all, rules: settings.pathRules ?? [])
    quota = Quota(bytes: settings.quotaBytes?.value, files: settings.quotaFiles?.value)
    uploadRate = settings.uploadRate?.value
    downloadRate = settings.downloadRate?.value
    sessionsMax = (settings.sessionsMax?.value).map { Int(clamping: $0) }
    networks = settings.networks ?? []
    protocols = settings.protocols ?? .all
    requiresTLS = settings.requiresTLS ?? false
    self.groups = settings.groups
    keys = settings.keys
  }
}

extension Account {
  /// Whether it has ended.
  ///
  /// - Parameter now: seconds of Unix time.
  /// - Returns: whether that is at or after its end.
  package func isExpired(at now: Int64) -> Bool {
    expires.map { $0 <= now } ?? false
  }

  /// Whether it may come from an address.
  ///
  /// - Parameter peer: an IPv4-mapped IPv6 address counts as IPv4; nil is a peer without an IP
  ///   address, as of a Unix socket, which networks say nothing of.
  /// - Returns: whether one of its networks has the address, or it has none.
  package func admits(_ peer: IPAddress?) -> Bool {
    guard let peer, !networks.isEmpty else { return true }
    return networks.contains { $0.contains(peer) }
  }
}
