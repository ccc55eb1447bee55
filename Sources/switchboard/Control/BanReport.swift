import Accounts
import SocketAddresses

/// A ban as it is shown.
struct BanReport: Codable, Hashable, Sendable {
  /// The address, or the network of those that are banned with it.
  var address: String
  /// How long it still lasts.
  var seconds: Double
}

extension BanReport {
  /// What a server tells of a ban.
  init(_ ban: LoginBan) {
    let isOne = ban.source.firstAddress == ban.source.lastAddress
    address = isOne ? ban.source.firstAddress.description : ban.source.description
    seconds = ban.end / .seconds(1)
  }
}
