package import SocketAddresses

/// Decides who may log in.
///
/// Every login costs one computation of scrypt with the parameters of new passwords, whether there
/// is such an account or not: a client learns by its watch no more than by the answer. That holds
/// as far as accounts have hashes of these parameters: one that is weaker costs less. It is
/// replaced after the next login that succeeds, which costs one computation more.
package struct Authenticator: Sendable {
  private let store: any AccountStore
  private let parameters: ScryptParameters
  private let hashing: any PasswordHashing
  /// What the passwords of nobody are compared with.
  private let dummy: PasswordHash

  /// Decides by the accounts of a store.
  ///
  /// - Parameters:
  ///   - store: the accounts.
  ///   - parameters: what new passwords are hashed with.
  ///   - hashing: what hashes them.
  package init(
    store: any AccountStore,
    parameters: ScryptParameters = .standard,
    hashing: any PasswordHashing = ScryptHashing()
  ) {
    self.store = store
    self.parameters = parameters
    self.hashing = hashing
    dummy = .dummy(parameters: parameters)
  }

  /// Checks a login.
  ///
  /// Blocks: it reads the store and hashes, and belongs on a thread for such calls, of which there
  /// are as few as hashes may be computed at once.
  ///
  /// - Parameters:
  ///   - name: what the client calls itself, any bytes.
  ///   - password: what it knows, any bytes.
  ///   - peer: where it comes from; nil where it has no IP address.
  ///   - accessProtocol: how it comes in.
  ///   - isProtected: whether the connection is encrypted.
  ///   - now: seconds of Unix time.
  /// - Returns: the account, with all that the session needs, or why it is refused.
  package func logIn(
    name: [UInt8],
    password: [UInt8],
    peer: IPAddress?,
    over accessProtocol: AccessProtocol,
    isProtected: Bool,
    now: Int64
  ) -> Result<Account, LoginRefusal> {
    do throws(LoginRefusal) {
      let credentials = try verify(name: name, password: password)
      let account = credentials.account
      guard account.isEnabled else { throw .disabled }
      guard !account.isExpired(at: now) else { throw .expired }
      guard account.admits(peer) else { throw .networkNotAllowed }
      guard account.protocols.contains(accessProtocol) else {
        throw .protocolNotAllowed(accessProtocol)
      }
      guard isProtected || !account.requiresTLS else { throw .requiresTLS }
      upgrade(credentials, password)
      return .success(account)
    } catch {
      return .failure(error)
    }
  }

  /// Finds the account and checks the password, with one computation whatever comes of it.
  private func verify(
    name: [UInt8],
    password: [UInt8]
  ) throws(LoginRefusal) -> AccountCredentials {
    let name = AccountName(utf8: name)
    let credentials: AccountCredentials?
    let isRight: Bool
    do throws(AccountError) {
      credentials = if let name { try store.credentials(of: name) } else { nil }
      isRight = try hashing.isHash(credentials?.passwordHash ?? dummy, of: password)
    } catch {
      throw .unavailable(error)
    }
    guard name != nil else { throw .invalidName }
    guard let credentials else { throw .unknownAccount }
    guard credentials.passwordHash != nil else { throw .noPassword }
    guard isRight else { throw .wrongPassword }
    return credentials
  }

  /// Replaces a hash that is weaker than one made today would be.
  ///
  /// Where that fails the old one stays, and the next login tries again.
  private func upgrade(_ credentials: AccountCredentials, _ password: [UInt8]) {
    guard let old = credentials.passwordHash, old.needsUpgrade(to: parameters),
      let new = try? hashing.hash(password, parameters: parameters)
    else { return }
    _ = try? store.replacePasswordHash(old, of: credentials.account.id, by: new)
  }
}
