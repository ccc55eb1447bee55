import Accounts
import TestSupport

/// The stores that there are.
enum StoreKind: CaseIterable, Sendable {
  case file
  case memory

  /// Lends `body` a store without accounts.
  func withStore<R>(_ body: (any AccountStore) async throws -> R) async throws -> R {
    switch self {
    case .file:
      try await temporaryDirectory { directory in
        try await body(
          try SQLiteAccountStore(path: directory + "/accounts.sqlite", defaults: .sample)
        )
      }
    case .memory: try await body(try SQLiteAccountStore(inMemoryWith: .sample))
    }
  }
}
