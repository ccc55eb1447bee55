/// Why a `DatagramServer` drops a datagram unheard.
public enum DatagramRefusal: String, Hashable, Sendable, CaseIterable {
  /// The rules do not allow the sender's network.
  case networkDenied = "network denied"
  /// `DatagramLimits.ratePerPeer`.
  case peerTooFast = "datagrams of the peer come too fast"
  /// `DatagramLimits.rate`.
  case tooFast = "datagrams come too fast"
  /// `DatagramLimits.datagramBytes`.
  case tooLong = "datagram too long"
}
