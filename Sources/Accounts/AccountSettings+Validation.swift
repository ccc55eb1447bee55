extension AccountSettings {
  /// Makes sure that every setting is one that can be kept and stored.
  ///
  /// - Parameter isOfGroup: whether they are a group's, which has no groups and no keys itself.
  /// - Throws: `AccountError.invalidSetting`, for the first that is not.
  package func validate(isOfGroup: Bool = false) throws(AccountError) {
    try validateHome()
    try validateNumbers()
    try validateLists()
    guard isOfGroup else { return }
    guard groups.isEmpty else { throw .invalidSetting("a group cannot be in groups") }
    guard keys.isEmpty else { throw .invalidSetting("a group has no keys") }
  }

  private func validateHome() throws(AccountError) {
    guard let bytes = home?.utf8 else { return }
    guard bytes.first == UInt8(ascii: "/") else {
      throw .invalidSetting("home is no absolute path")
    }
    guard bytes.count <= AccountLimits.homeBytesMax else {
      throw .invalidSetting("home is longer than \(AccountLimits.homeBytesMax) bytes")
    }
    guard !bytes.contains(0) else { throw .invalidSetting("home contains a NUL byte") }
  }

  private func validateNumbers() throws(AccountError) {
    let most = AccountLimits.amountMax
    let numbers: [(name: String, setting: LimitSetting?, range: ClosedRange<Int64>)] = [
      ("expiry", expires, 0...most),
      ("quota of bytes", quotaBytes, 0...most),
      ("quota of files", quotaFiles, 0...most),
      ("upload rate", uploadRate, 1...most),
      ("download rate", downloadRate, 1...most),
      ("number of sessions", sessionsMax, 1...Int64(AccountLimits.sessionsMax)),
    ]
    for (name, setting, range) in numbers {
      guard let value = setting?.value, !range.contains(value) else { continue }
      throw .invalidSetting(
        "\(name) \(value) is not from \(range.lowerBound) to \(range.upperBound)"
      )
    }
  }

  private func validateLists() throws(AccountError) {
    let lists: [(name: String, count: Int, countMax: Int)] = [
      ("rules for paths", pathRules?.count ?? 0, AccountLimits.pathRulesMax),
      ("networks", networks?.count ?? 0, AccountLimits.networksMax),
      ("groups", groups.count, AccountLimits.groupsMax),
      ("keys", keys.count, AccountLimits.keysMax),
    ]
    for (name, count, countMax) in lists where count > countMax {
      throw .invalidSetting("\(count) \(name), more than \(countMax)")
    }
    guard Set(groups).count == groups.count else {
      throw .invalidSetting("a group is named twice")
    }
    for rule in pathRules ?? [] where !rule.isValid {
      throw .invalidSetting("a rule's path has empty, `.`, `..` or overlong components")
    }
    for key in keys where !Self.isLine(key) {
      throw .invalidSetting("a key is not one line of at most \(AccountLimits.keyBytesMax) bytes")
    }
    if let protocols, protocols.isEmpty { throw .invalidSetting("no protocol is allowed") }
  }

  private static func isLine(_ key: String) -> Bool {
    (1...AccountLimits.keyBytesMax).contains(key.utf8.count)
      && !key.utf8.contains { $0 < 0x20 || $0 == 0x7f }
  }
}
