extension AccountSettings {
  /// These settings, and those of another where these have none.
  ///
  /// Groups and keys stay: they are an account's own.
  package func completed(by other: Self) -> Self {
    var result = self
    result.isEnabled = isEnabled ?? other.isEnabled
    result.expires = expires ?? other.expires
    result.home = home ?? other.home
    result.permissions = permissions ?? other.permissions
    result.pathRules = pathRules ?? other.pathRules
    result.quotaBytes = quotaBytes ?? other.quotaBytes
    result.quotaFiles = quotaFiles ?? other.quotaFiles
    result.uploadRate = uploadRate ?? other.uploadRate
    result.downloadRate = downloadRate ?? other.downloadRate
    result.sessionsMax = sessionsMax ?? other.sessionsMax
    result.networks = networks ?? other.networks
    result.protocols = protocols ?? other.protocols
    result.requiresTLS = requiresTLS ?? other.requiresTLS
    return result
  }
}
