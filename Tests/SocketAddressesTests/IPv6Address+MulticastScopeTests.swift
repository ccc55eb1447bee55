import SocketAddresses
import Testing

struct IPv6AddressMulticastScopeTests {
  typealias Scope = IPv6Address.MulticastScope

  @Test func `a scope is a number of four bits`() {
    #expect(Scope(rawValue: 2) == .linkLocal)
    #expect(Scope(rawValue: 15)?.rawValue == 15)
    #expect(Scope(rawValue: 16) == nil)
  }

  @Test func `scopes are ordered from the narrowest to the widest`() {
    let scopes: [Scope] = [
      .interfaceLocal, .linkLocal, .realmLocal, .adminLocal, .siteLocal, .organizationLocal,
      .global,
    ]
    #expect(scopes.map(\.rawValue) == [1, 2, 3, 4, 5, 8, 14])
    #expect(scopes.shuffled().sorted() == scopes)
  }
}
