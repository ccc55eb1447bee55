internal import CPlatform
internal import SocketAddresses
internal import SystemCalls

/// Who is behind a Unix socket, as the kernel vouches for it: `struct ucred` of unix(7).
public struct Credentials: Hashable, Sendable {
  /// Process, in the namespace of this one; 0 where it is not visible here.
  public var processID: Int32
  /// User: the effective one, except in a message whose sender named no credentials, where it is
  /// the real one.
  public var userID: UInt32
  /// Group: as the user.
  public var groupID: UInt32

  /// Credentials to send: the kernel refuses those of others to processes without privileges.
  public init(processID: Int32, userID: UInt32, groupID: UInt32) {
    self.processID = processID
    self.userID = userID
    self.groupID = groupID
  }

  /// Those of this process: getpid(2), geteuid(2) and getegid(2).
  public static var current: Credentials {
    let process = ProcessIdentity.current
    return Credentials(
      processID: process.processID,
      userID: process.userID,
      groupID: process.groupID
    )
  }
}

extension ControlMessage {
  /// `SCM_CREDENTIALS`: the sender's credentials.
  ///
  /// The receiver gets them with the option `.passesCredentials` set, whether they were sent or
  /// not. The kernel refuses (`.notPermitted`) those that are not the sender's own, unless it has
  /// privileges, and a process that does not exist with `ESRCH`.
  public static func credentials(_ credentials: Credentials) -> ControlMessage {
    ControlMessage(
      level: .socket,
      type: Int32(CPLATFORM_SCM_CREDENTIALS),
      payload: SocketOptionCoding.credentials.encode(credentials) ?? []
    )
  }

  /// The credentials this message carries; nil where it is of another kind or cut short.
  public var credentials: Credentials? {
    guard level == .socket, type == Int32(CPLATFORM_SCM_CREDENTIALS) else { return nil }
    return payload.withRawSpan(SocketOptionCoding.credentials.decode)
  }
}

extension SocketOptionCoding where Value == Credentials {
  /// `struct ucred`: process, user and group, each a native integer of 4 bytes.
  public static var credentials: Self {
    Self(
      bytesMax: 12,
      encode: { credentials in
        var bytes: [UInt8] = []
        bytes.append(native: credentials.processID)
        bytes.append(native: credentials.userID)
        bytes.append(native: credentials.groupID)
        return bytes
      },
      decode: { bytes in
        guard bytes.byteCount >= 12 else { return nil }
        return Credentials(
          processID: bytes.load(at: 0, as: Int32.self),
          userID: bytes.load(at: 4, as: UInt32.self),
          groupID: bytes.load(at: 8, as: UInt32.self)
        )
      }
    )
  }
}
