package import SocketAddresses

/// What an administrator has set for an account or for a group.
///
/// Nil is what was not set: for an account its groups decide then, the first that has set it, and
/// after them the defaults. The account that comes of it is an ``Account``.
package struct AccountSettings: Hashable, Sendable {
  /// Whether the account may log in; by default it may.
  package var isEnabled: Bool?
  /// When the account ends, in seconds of Unix time; by default never.
  package var expires: LimitSetting?
  /// The path of the home, absolute; by default a directory of its name among the homes.
  ///
  /// That of a group is one home that its members share.
  package var home: String?
  /// What may be done where no rule says otherwise; by default everything.
  package var permissions: Permissions?
  /// What may be done beneath certain paths; by default there are no such rules.
  package var pathRules: [AccessRules.PathRule]?
  /// Bytes of all files; by default without limit.
  package var quotaBytes: LimitSetting?
  /// How many files; by default without limit.
  package var quotaFiles: LimitSetting?
  /// Bytes a second from the client, all transfers of a session together; by default without limit.
  package var uploadRate: LimitSetting?
  /// Bytes a second to the client, all transfers of a session together; by default without limit.
  package var downloadRate: LimitSetting?
  /// Sessions at once; by default without limit.
  package var sessionsMax: LimitSetting?
  /// Networks that the account may come from; none is all, the default.
  package var networks: [IPNetwork]?
  /// The ways in; by default all.
  package var protocols: Set<AccessProtocol>?
  /// Whether to log in without encryption is refused; by default it is not.
  package var requiresTLS: Bool?
  /// Groups whose settings hold where the account has none, the first one first; a group has none.
  package var groups: [AccountName] = []
  /// Public keys, a line each as OpenSSH writes them; nothing uses them yet.
  package var keys: [String] = []

  /// Nothing is set.
  package init() {}
}
