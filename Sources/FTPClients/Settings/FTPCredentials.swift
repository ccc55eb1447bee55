/// Who logs in.
///
/// The password appears in no description.
public struct FTPCredentials: Sendable {
  /// The name.
  public var user: String
  /// The password; a server that wants none is not told it.
  public var password: String
  /// What a few servers want besides (ACCT, RFC 959); nil is nothing.
  public var account: String?

  /// A name and a password.
  ///
  /// - Parameters:
  ///   - user: the name.
  ///   - password: may be empty.
  ///   - account: what a few servers want besides; nil is nothing.
  public init(user: String, password: String = "", account: String? = nil) {
    self.user = user
    self.password = password
    self.account = account
  }

  /// What servers take that let everybody in (RFC 1635).
  public static let anonymous = FTPCredentials(user: "anonymous", password: "anonymous@")
}

extension FTPCredentials: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The name alone.
  public var description: String { printable(Array(user.utf8)) }

  /// The name alone.
  public var debugDescription: String { description }

  /// The name alone: `dump` shows no password.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
