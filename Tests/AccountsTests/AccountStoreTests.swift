import Accounts
import Testing

struct AccountStoreTests {
  @Test(arguments: StoreKind.allCases, AccountStorePromise.allCases)
  func `a store keeps what stores promise`(
    kind: StoreKind,
    promise: AccountStorePromise
  ) async throws {
    try await kind.withStore { store in
      try AccountStoreConformance(of: store).check(promise)
    }
  }
}
