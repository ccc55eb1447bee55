import SocketAddresses

/// A network as users write it: `10.0.0.0/8`, or an address for itself alone.
enum NetworkText {
  /// Reads a network.
  ///
  /// - Throws: `UsageError` where it is none.
  static func read(_ text: String) throws(UsageError) -> IPNetwork {
    if let network = IPNetwork(text) { return network }
    guard let address = IPAddress(text) else {
      throw UsageError("neither an address nor a network as 10.0.0.0/8")
    }
    return IPNetwork(address)
  }
}
