internal import SystemCalls

/// A network interface of this host, by its index and name.
public struct NetworkInterface: Hashable, Sendable {
  /// Its index, from 1: the scope of link-local addresses and of multicast groups.
  public var index: UInt32
  /// Its name, such as `eth0`; at most 15 bytes.
  public var name: String

  /// The interface of this name: if_nametoindex(3); nil where there is none.
  public init?(named name: String) {
    guard let index = System.interfaceIndex(named: name) else { return nil }
    self.index = index
    self.name = name
  }

  /// The interface of this index: if_indextoname(3); nil where there is none.
  public init?(index: UInt32) {
    guard let name = System.interfaceName(at: index) else { return nil }
    self.index = index
    self.name = name
  }
}
